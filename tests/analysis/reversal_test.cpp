#include "engine/analysis/reversal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/threefry.hpp"

namespace e2roi::analysis {
namespace {

std::vector<double> scores_of(std::size_t draws, std::uint64_t input) {
  std::vector<double> scores(draws);
  for (std::size_t i = 0; i < draws; ++i) {
    const auto word = random::threefry4x64<std::uint64_t>({i, input, 0, 0}, {9, 0, 0, 0})[0];
    scores[i] = random::inverse_normal((static_cast<double>(word >> 12) + 0.5) * 0x1p-52);
  }
  return scores;
}

}  // namespace

TEST_CASE("reversal: the nearest zero of a plane is the foot of its perpendicular") {
  // f = 10 - 3 x - 4 y is 0 nearest to the origin in (1.2, 1.6), 2 away; from wherever one looks.
  const std::vector<double> slope = {-3, -4};
  for (const auto& [at, value] : {std::pair<std::vector<double>, double>{{0, 0}, 10},
                                  std::pair<std::vector<double>, double>{{2, -1}, 8}}) {
    const std::vector<double> foot = nearest_zero(at, value, slope);
    CHECK(foot[0] == doctest::Approx(1.2));
    CHECK(foot[1] == doctest::Approx(1.6));
  }
  CHECK(nearest_zero({0, 0}, 10, {0, 0}) == std::vector<double>{0, 0});
}

TEST_CASE("reversal: slopes are those of the line that was put in, within their error") {
  const std::size_t draws = 4000;
  const std::vector<std::vector<double>> scores = {scores_of(draws, 0), scores_of(draws, 1)};
  const std::vector<double> chance = scores_of(draws, 7);
  std::vector<double> values(draws);
  for (std::size_t i = 0; i < draws; ++i)
    values[i] = 5 + 2 * scores[0][i] - 0.5 * scores[1][i] + 3 * chance[i];
  const std::vector<double> found = slopes(scores, values);
  // Standard error 3/sqrt(4000) = 0.047; 4 of them: false alarm 1 in 16,000.
  CHECK(std::abs(found[0] - 2) < 4 * 0.0475);
  CHECK(std::abs(found[1] + 0.5) < 4 * 0.0475);
}

TEST_CASE("reversal: too few draws for the slopes are refused with how many would do") {
  const std::vector<std::vector<double>> scores(10, std::vector<double>(21));
  CHECK_THROWS_WITH_AS(slopes(scores, std::vector<double>(21)),
                       "21 draws are too few for the slopes of 10 inputs: 22 are needed",
                       core::UsageError);
}

TEST_CASE("reversal: the report says how far the assumptions would have to move") {
  Reversal reversal{"Bank", "Bold", "Stay", {2e6, 1e5}, {1e3, 1e5}, true, 5, {0.8, 0.05}, {}};
  reversal.inputs = {{"a.x", "month", 0.1, 10, 10.5, {}, NAN},
                     {"b.y", "1", -0.7, 2, 1.5, {-1.5, 0.1}, 1.25}};
  const Report report = reversal_report(reversal);
  CHECK(report.sentences[0] == "Bold is ahead of Stay by 2.0 ± 0.1 M EUR on average.");
  CHECK(report.sentences[1] ==
        "The smallest change of assumptions that closes the gap is 0.80 ± 0.05 standard deviations "
        "of our priors, all inputs together: above all b.y from 2 to 1.5 and a.x from 10 to 10.5 "
        "month. About 21 of 100 sets of assumptions that we hold possible lie beyond it.");
  CHECK(report.sentences[2] ==
        "Alone, b.y would do it with a median of 1.25 instead of 2, 1.5 standard deviations away.");
  CHECK(report.tables[0].lines[0].labels[0].id == "b.y");
  reversal.is_found = false;
  CHECK(reversal_report(reversal).sentences[0].find("No change of assumptions within 5") !=
        std::string::npos);
  CHECK(reversal_report(reversal).tables.empty());
}

}  // namespace e2roi::analysis
