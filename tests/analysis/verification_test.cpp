#include "engine/analysis/verification.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/core/error.hpp"
#include "tests/analysis/example_results.hpp"

namespace e2roi::analysis {
namespace {

const std::string kDigest = "32bf9e9c0ea22c6cfc9aaf0e83c65f0db6dadbf8ce08e96d251e1447ba0c0d1f";

/// Draws `first` to the end of three_paths().
core::ResultSet tail(std::size_t first) {
  core::ResultSet results = tests::three_paths();
  std::erase_if(results.arrays, [](const auto& array) { return array.group != "draws"; });
  for (core::NamedArray& array : results.arrays) {
    std::vector<double> kept;
    for (std::size_t i = 0; i < array.values.size(); ++i)
      if (i % 4 >= first) kept.push_back(array.values[i]);
    array.values = kept;
    array.shape.back() = 4 - first;
  }
  return results;
}

}  // namespace

TEST_CASE("verification: the digest chooses the blocks, and more include fewer") {
  const auto some = blocks_to_verify(kDigest, 1000, 16), more = blocks_to_verify(kDigest, 1000, 50);
  CHECK(some.size() == 16);
  CHECK(some == blocks_to_verify(kDigest, 1000, 16));
  CHECK(std::is_sorted(some.begin(), some.end()));
  CHECK(std::includes(more.begin(), more.end(), some.begin(), some.end()));
  CHECK(blocks_to_verify("0" + kDigest.substr(1), 1000, 16) != some);
  CHECK(blocks_to_verify(kDigest, 3, 16) == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE("verification: equal draws, wherever they begin, do not differ") {
  const core::ResultSet stored = tests::three_paths();
  for (std::size_t first = 0; first < 4; ++first) {
    Verification verification(stored);
    verification.compare_draws(first, tail(first));
    CHECK(verification.values() == 0);
  }
}

TEST_CASE("verification: the first draw that differs is named with path and both values") {
  const core::ResultSet stored = tests::three_paths();
  core::ResultSet again = tail(2);
  again.arrays[0].values[2 * 2 + 1] = -3.5e6;  // npv of 'laggard', the last draw
  again.arrays[4].values[2 * 1] = 701;         // customers of 'open', the draw before
  Verification verification(stored);
  verification.compare_draws(2, again);
  CHECK(verification.values() == 2);
  CHECK(verification.draws() == 2);
  const auto first = verification.first();
  CHECK(first[0].draw == "18000000000000000002");
  CHECK(first[0].quantity == "draws/customers");
  CHECK(first[0].place == "path 'open'");
  CHECK(first[0].stored == 700);
  CHECK(first[0].again == 701);
  CHECK(first[1].draw == "18000000000000000003");
  const Report report = verification_report(verification, {1, 2, 2, 4, "Other program."}, "");
  CHECK(report.sentences[0] == "Other program.");
  CHECK(report.sentences[1] ==
        "Draw 18000000000000000002 is the first that differs: draws/customers of path 'open' is "
        "700 in the file and 701 when run again.");
}

TEST_CASE("verification: 0 and -0 differ, undefined values do not") {
  const core::ResultSet stored = tests::three_paths();
  core::ResultSet again = tail(0);
  again.arrays[0].values[0] = -0.0;
  again.arrays[2].values[0] = -tests::kNaN;
  Verification verification(stored);
  verification.compare_draws(0, again);
  CHECK(verification.values() == 1);
}

TEST_CASE("verification: a statistic that differs is named after all draws") {
  const core::ResultSet stored = tests::three_paths();
  core::ResultSet again;
  again.arrays = {*stored.find("series", "response_hours")};
  again.arrays[0].values[3] = 6.5;
  Verification verification(stored);
  verification.compare_statistics(again);
  CHECK(verification.draws() == 0);
  const auto first = verification.first();
  CHECK(first.at(0).draw.empty());
  CHECK(first.at(0).place == "path 'open', month 1, quantile 0.5");
}

TEST_CASE("verification: arrays of another shape, or missing, contradict the file by name") {
  const core::ResultSet stored = tests::three_paths();
  Verification other_shape(stored), missing(stored);
  other_shape.compare_draws(1, tail(0));
  CHECK(other_shape.contradictions().count(
            "draws/npv has another shape in it than its scenario gives") == 1);
  CHECK_FALSE(other_shape.holds());
  core::ResultSet again = tail(0);
  again.arrays[0].name = "other";
  missing.compare_draws(0, again);
  CHECK(missing.contradictions() ==
        std::set<std::string>{"it has no draws/other, which its scenario gives"});
  CHECK(missing.values() == 0);
  CHECK_FALSE(missing.holds());
}

TEST_CASE("verification: what the values stand for is compared as well") {
  const core::ResultSet again = tests::three_paths();
  core::ResultSet stored = again;
  std::swap(stored.path_ids[1], stored.path_ids[2]);
  stored.arrays[0].unit = "k EUR";
  Verification same(again), swapped(stored);
  same.compare_labels(again);
  CHECK(same.holds());
  swapped.compare_labels(again);
  CHECK(swapped.contradictions() ==
        std::set<std::string>{"path 1 is 'laggard' in it, 'open' when run again",
                              "path 2 is 'open' in it, 'laggard' when run again",
                              "the unit of draws/npv is 'k EUR' in it, '" + again.arrays[0].unit +
                                  "' when run again"});
}

}  // namespace e2roi::analysis
