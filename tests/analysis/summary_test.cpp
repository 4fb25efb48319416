#include "engine/analysis/summary.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/outcome.hpp"
#include "tests/analysis/example_results.hpp"

using e2roi::analysis::Estimate;
using e2roi::analysis::PathSummary;
using e2roi::analysis::summarise;
using e2roi::analysis::Summary;
using e2roi::core::ResultSet;
using e2roi::tests::three_paths;

namespace {

/// The same results as a file read without its draws gives them.
ResultSet without_draws(ResultSet results) {
  const auto outcome = e2roi::core::outcome_arrays(results);
  std::erase_if(results.arrays, [](const auto& array) { return array.group == "draws"; });
  results.arrays.insert(results.arrays.end(), outcome.begin(), outcome.end());
  return results;
}

bool same(const Estimate& a, const Estimate& b) {
  const auto equal = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return equal(a.value, b.value) && equal(a.standard_error, b.standard_error);
}

}  // namespace

TEST_CASE("summary: the figures of a path are those a hand computes from its four draws") {
  const PathSummary open = summarise(three_paths()).paths.at(1);
  CHECK(open.id == "open");
  CHECK(open.name == "Ouvert à tous");
  CHECK_FALSE(open.is_reference);
  // By hand: sorted NPV −1 2 3 4 (M EUR); ranks of 5 %, 50 %, 95 % are 0.15, 1.5, 2.85.
  CHECK(open.npv_low.value == doctest::Approx(-0.55e6).epsilon(1e-12));
  CHECK(open.npv_median.value == 2.5e6);
  CHECK(open.npv_high.value == doctest::Approx(3.85e6).epsilon(1e-12));
  // One standard deviation of the median's rank is 1: (value at 2.5 − value at 0.5)/2.
  CHECK(open.npv_median.standard_error == doctest::Approx((3.5e6 - 0.5e6) / 2).epsilon(1e-12));
  CHECK(open.npv_positive.value == 0.75);
  CHECK(open.npv_positive.standard_error == doctest::Approx(std::sqrt(0.75 * 0.25 / 4)));
  CHECK(open.npv_negative.value == 0.25);
  CHECK(open.npv_horizon_median.value == -2.5e6);
  CHECK(open.roi_median.value == doctest::Approx(0.3).epsilon(1e-12));  // of the three defined
  CHECK(open.cancelled.value == 0.25);
  CHECK(open.customers.value == 650);
  CHECK(open.net_promoters.value == doctest::Approx(0.25).epsilon(1e-12));
  CHECK(open.response_hours.value == 6.25);
  CHECK(std::isnan(open.response_hours.standard_error));
}

TEST_CASE("summary: a share of none or all of the draws is not known without error") {
  // Of n draws: 1 / (n + 1), the width of Wilson's interval at z = 1; three_paths() has 4.
  ResultSet results = three_paths();
  for (e2roi::core::NamedArray& array : results.arrays)
    if (array.group == "draws" && array.name == "npv")
      std::fill(array.values.begin(), array.values.end(), 5.0);
  const Summary summary = summarise(results);
  CHECK(summary.paths[1].npv_positive.value == 1);
  CHECK(summary.paths[1].npv_positive.standard_error == 0.2);
  CHECK(summary.paths[1].npv_negative.value == 0);
  CHECK(summary.paths[1].npv_negative.standard_error == 0.2);
  CHECK(summary.paths[0].npv_positive.standard_error == 0);
}

TEST_CASE("summary: staying put is the reference, neither a gain nor a loss, and has no return") {
  const PathSummary stay = summarise(three_paths()).paths.at(0);
  CHECK(stay.is_reference);
  CHECK(stay.npv_median.value == 0);
  CHECK(stay.npv_positive.value == 0);
  CHECK(stay.npv_negative.value == 0);
  CHECK(std::isnan(stay.roi_median.value));
  CHECK(stay.cancelled.value == 0);
  CHECK(stay.response_hours.value == 24);
}

TEST_CASE("summary: the best path has the highest median NPV, and staying put is none") {
  CHECK(summarise(three_paths()).best == 1);
  ResultSet results = three_paths();
  for (std::size_t draw = 4; draw < 8; ++draw) results.arrays[0].values[draw] = -9e6;
  CHECK(summarise(results).best == 2);  // a loss, but the smaller one; stay's 0 does not count
  results.path_ids.resize(1);
  results.path_names.resize(1);
  CHECK_FALSE(summarise(results).best.has_value());
}

TEST_CASE("summary: what comes beyond the horizon is noticed") {
  CHECK(summarise(three_paths()).counts_beyond_horizon);
  ResultSet results = three_paths();
  results.arrays[1].values = results.arrays[0].values;
  CHECK_FALSE(summarise(results).counts_beyond_horizon);
}

TEST_CASE("summary: without draws the stored outcomes say the same, as far as their quantiles go") {
  ResultSet results = three_paths();
  results.quantiles = {0.5, 0.95};
  results.arrays.back().shape = {3, 2, 2};
  results.arrays.back().values = {20, 40, 24, 48, 20, 40, 6.25, 12.5, 20, 40, 30, 60};
  const Summary full = summarise(results), light = summarise(without_draws(results));
  CHECK(light.best == full.best);
  for (std::size_t path = 0; path < 3; ++path)
    for (const auto figure :
         {&PathSummary::npv_positive, &PathSummary::npv_negative, &PathSummary::npv_median,
          &PathSummary::npv_high, &PathSummary::npv_horizon_median, &PathSummary::roi_median,
          &PathSummary::cancelled, &PathSummary::net_promoters, &PathSummary::customers,
          &PathSummary::response_hours})
      CHECK(same(light.paths[path].*figure, full.paths[path].*figure));
  CHECK(std::isnan(light.paths[1].npv_low.value));  // 0.05 is not among the stored quantiles
  CHECK_FALSE(std::isnan(full.paths[1].npv_low.value));
}

TEST_CASE("summary: what is not in the results is undefined, never invented") {
  ResultSet results = three_paths();
  results.arrays.clear();
  const Summary summary = summarise(results);
  CHECK_FALSE(summary.best.has_value());
  CHECK(std::isnan(summary.paths[1].npv_median.value));
  CHECK(std::isnan(summary.paths[1].npv_positive.value));
  CHECK(std::isnan(summary.paths[1].cancelled.standard_error));
}

TEST_CASE("summary: a path without a name goes by its id") {
  ResultSet results = three_paths();
  results.path_names[1] = "";
  results.path_names.pop_back();
  CHECK(summarise(results).paths[1].name == "open");
  CHECK(summarise(results).paths[2].name == "laggard");
}
