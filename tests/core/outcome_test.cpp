#include "engine/core/outcome.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using e2roi::core::NamedArray;
using e2roi::core::outcome_arrays;
using e2roi::core::ResultSet;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Two paths, four draws: stay with nothing but zeros, and one that wins, loses and is cancelled.
ResultSet two_paths() {
  ResultSet results;
  results.path_ids = {"stay", "open"};
  results.quantiles = {0.5, 1.0};
  results.rungs = {"savings", "revenue"};
  results.draws = 4;
  results.arrays = {
      {"draws",
       "npv",
       "net present value",
       "EUR",
       {"path", "draw"},
       {2, 4},
       {0, 0, 0, 0, -1, 2, 3, 0},
       false},
      {"draws",
       "cancel_month",
       "month of cancellation",
       "month",
       {"path", "draw"},
       {2, 4},
       {kNaN, kNaN, kNaN, kNaN, 12, kNaN, kNaN, kNaN},
       true},
      {"draws",
       "pv_rung",
       "present value",
       "EUR",
       {"path", "rung", "draw"},
       {2, 2, 4},
       {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8},
       false},
      {"inputs", "value", "sampled value", "1", {"input", "draw"}, {1, 4}, {1, 2, 3, 4}, false}};
  return results;
}

NamedArray outcome(const std::string& name) {
  for (const NamedArray& array : outcome_arrays(two_paths()))
    if (array.name == name) return array;
  FAIL("there is no outcome/" << name);
  return {};
}

}  // namespace

TEST_CASE("outcome: the mean, spread and quantiles of a quantity are told path by path") {
  CHECK(outcome("npv_mean").values == std::vector{0.0, 1.0});
  // By hand: deviations −2, 1, 2, −1: squares sum to 10; sd = sqrt(10/3).
  CHECK(outcome("npv_sd").values[1] == doctest::Approx(1.8257418583505538).epsilon(1e-15));
  CHECK(outcome("npv_standard_error").values[1] ==
        doctest::Approx(0.9128709291752769).epsilon(1e-15));
  const NamedArray quantile = outcome("npv_quantile");
  CHECK(quantile.axes == std::vector<std::string>{"path", "quantile"});
  CHECK(quantile.shape == std::vector<std::size_t>{2, 2});
  CHECK(quantile.values == std::vector{0.0, 0.0, 1.0, 3.0});
  CHECK(quantile.unit == "EUR");
  CHECK(outcome("npv_quantile_standard_error").values[0] == 0);
}

TEST_CASE("outcome: the rungs of the benefit keep their axis") {
  const NamedArray mean = outcome("pv_rung_mean");
  CHECK(mean.axes == std::vector<std::string>{"path", "rung"});
  CHECK(mean.values == std::vector{0.0, 0.0, 2.5, 6.5});
  CHECK(outcome("pv_rung_quantile").shape == std::vector<std::size_t>{2, 2, 2});
}

TEST_CASE(
    "outcome: a month of cancellation is averaged where there is one, and its share is kept") {
  const NamedArray mean = outcome("cancel_month_mean");
  CHECK(std::isnan(mean.values[0]));
  CHECK(mean.values[1] == 12);
  CHECK(mean.can_be_undefined);
  const NamedArray defined = outcome("cancel_month_defined");
  CHECK(defined.values == std::vector{0.0, 0.25});
  CHECK(defined.unit == "1");
  CHECK_FALSE(defined.can_be_undefined);
}

TEST_CASE("outcome: gains and losses are counted apart, and a draw worth nothing is neither") {
  CHECK(outcome("npv_positive").values == std::vector{0.0, 0.5});
  CHECK(outcome("npv_negative").values == std::vector{0.0, 0.25});
  CHECK(outcome("npv_positive_standard_error").values == std::vector{0.0, 0.25});
  CHECK(outcome("npv_positive").axes == std::vector<std::string>{"path"});
}

TEST_CASE("outcome: only the group draws has outcomes") {
  for (const NamedArray& array : outcome_arrays(two_paths())) {
    CHECK(array.group == "outcome");
    CHECK(array.name.find("value") == std::string::npos);
  }
}
