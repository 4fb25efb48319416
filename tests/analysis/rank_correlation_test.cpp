#include "engine/analysis/rank_correlation.hpp"

#include <doctest/doctest.h>

#include "engine/analysis/ranks.hpp"
#include "tests/analysis/test_functions.hpp"

namespace e2roi::analysis {
namespace {

std::vector<double> ranks_of(std::vector<double> values) {
  to_ranks(rising_order(values), values);
  return values;
}

/// [input][draw] of one after the other.
std::vector<double> ranks_of_all(const std::vector<std::vector<double>>& inputs) {
  std::vector<double> all;
  for (const std::vector<double>& input : inputs)
    for (const double rank : ranks_of(input)) all.push_back(rank);
  return all;
}

}  // namespace

TEST_CASE("ranks: equal values share the mean of their ranks") {
  CHECK(ranks_of({3, 1, 3, 2, 3}) == std::vector<double>{4, 1, 4, 2, 4});
  CHECK(rising_order(std::vector<double>{3, 1, 3, 2}) == std::vector<std::uint32_t>{1, 3, 0, 2});
  CHECK(ranks_of({}).empty());
}

TEST_CASE("rank correlation: Spearman's rho by hand, with its interval") {
  // Differences of ranks 1, -1, 0, 1, -1: rho = 1 - 6 * 4 / (5 * 24) = 0.8.
  std::vector<double> inputs = ranks_of_all({{1, 2, 3, 4, 5}});
  std::vector<double> outcome = ranks_of({20, 10, 30, 50, 40});
  const RankCorrelations correlations(inputs, 1, 5);
  const auto found = correlations.with(outcome);
  CHECK(found[0].rank.value == doctest::Approx(0.8));
  // artanh 0.8 = 1.0986, error sqrt((1 + 0.32) / 2) = 0.8124: tanh(1.0986 -+ 1.5923).
  CHECK(found[0].rank.low == doctest::Approx(-0.4571).epsilon(0.001));
  CHECK(found[0].rank.high == doctest::Approx(0.9908).epsilon(0.001));
  CHECK(found[0].partial.value == doctest::Approx(0.8));  // there is no other input
}

TEST_CASE("rank correlation: the partial one is that of what regressions leave") {
  // With one other input: (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2)(1 - r_yz^2)).
  std::vector<double> x, z, y;
  for (std::size_t i = 0; i < 500; ++i) {
    z.push_back(uniform(1, i, 0));
    x.push_back(z.back() + uniform(1, i, 1));
    y.push_back(x.back() - 2 * z.back() + uniform(1, i, 2));
  }
  std::vector<double> inputs = ranks_of_all({x, z});
  std::vector<double> outcome = ranks_of(y), other = ranks_of(x);
  const auto found = RankCorrelations(inputs, 2, 500).with(outcome);
  std::vector<double> only_z = ranks_of(z);
  const double xz = RankCorrelations(only_z, 1, 500).with(other)[0].rank.value;
  const double xy = found[0].rank.value, zy = found[1].rank.value;
  CHECK(found[0].partial.value ==
        doctest::Approx((xy - xz * zy) / std::sqrt((1 - xz * xz) * (1 - zy * zy))));
  CHECK(found[1].partial.value ==
        doctest::Approx((zy - xz * xy) / std::sqrt((1 - xz * xz) * (1 - xy * xy))));
}

TEST_CASE("rank correlation: 95 % intervals hold the true value about 95 times in 100") {
  // Independent inputs and outcome: rho and PRCC are 0. 1,000 of each: 922 to 976 but for one
  // in 10,000 times, both sides together.
  int holds_rank = 0, holds_partial = 0;
  for (std::uint64_t study = 0; study < 250; ++study) {
    std::vector<std::vector<double>> columns(5);
    for (std::size_t c = 0; c < 5; ++c)
      for (std::size_t i = 0; i < 40; ++i) columns[c].push_back(uniform(study, i, c));
    std::vector<double> outcome = ranks_of(columns.back());
    columns.pop_back();
    std::vector<double> inputs = ranks_of_all(columns);
    for (const auto& found : RankCorrelations(inputs, 4, 40).with(outcome)) {
      holds_rank += found.rank.low <= 0 && 0 <= found.rank.high ? 1 : 0;
      holds_partial += found.partial.low <= 0 && 0 <= found.partial.high ? 1 : 0;
    }
  }
  CHECK(holds_rank >= 922);
  CHECK(holds_rank <= 976);
  CHECK(holds_partial >= 922);
  CHECK(holds_partial <= 976);
}

TEST_CASE("rank correlation: odd inputs have no value, others keep theirs") {
  const std::vector<double> x = {1, 2, 3, 4, 5, 6, 7, 8}, same(8, 2.0);
  std::vector<double> outcome = ranks_of({2, 1, 4, 3, 6, 5, 8, 7});
  SUBCASE("one that does not vary") {
    std::vector<double> inputs = ranks_of_all({same, x});
    const auto found = RankCorrelations(inputs, 2, 8).with(outcome);
    CHECK(std::isnan(found[0].rank.value));
    CHECK(std::isnan(found[0].partial.value));
    CHECK(found[1].rank.value == doctest::Approx(1 - 6.0 * 8 / (8 * 63)));
  }
  SUBCASE("two that are the same: partial correlations mean nothing") {
    std::vector<double> inputs = ranks_of_all({x, x});
    const auto found = RankCorrelations(inputs, 2, 8).with(outcome);
    CHECK(std::isfinite(found[0].rank.value));
    CHECK(std::isnan(found[0].partial.value));
  }
  SUBCASE("an outcome that does not vary") {
    std::vector<double> inputs = ranks_of_all({x}), flat = ranks_of(same);
    CHECK(std::isnan(RankCorrelations(inputs, 1, 8).with(flat)[0].rank.value));
  }
  SUBCASE("a perfect relation") {
    std::vector<double> inputs = ranks_of_all({x}), self = ranks_of(x);
    const auto found = RankCorrelations(inputs, 1, 8).with(self);
    CHECK(found[0].rank.value == doctest::Approx(1));
    CHECK(found[0].partial.value == doctest::Approx(1));
  }
}

}  // namespace e2roi::analysis
