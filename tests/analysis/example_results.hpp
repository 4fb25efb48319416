#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"

namespace e2roi::tests {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

inline core::NamedArray draws_of(const std::string& name, std::size_t paths,
                                 const std::vector<double>& values) {
  return {"draws", name, name, "1", {"path", "draw"}, {paths, values.size() / paths}, values, true};
}

/// Stay, a path that wins in three draws of four and is cancelled in one, and one that loses.
/// Two months; four draws.
inline core::ResultSet three_paths() {
  core::ResultSet results;
  results.title = "Three paths";
  results.path_ids = {"stay", "open", "laggard"};
  results.path_names = {"Stay", "Ouvert à tous", "Laggard"};
  results.months = {0, 1};
  results.quantiles = {0.5};
  results.draws = 4;
  results.first_draw = 18'000'000'000'000'000'000U;
  results.arrays = {
      draws_of("npv", 3, {0, 0, 0, 0, 4e6, -1e6, 2e6, 3e6, -4e6, -1e6, -2e6, -3e6}),
      draws_of("npv_horizon", 3, {0, 0, 0, 0, -1e6, -5e6, -3e6, -2e6, -4e6, -1e6, -2e6, -3e6}),
      draws_of("roi", 3, {kNaN, kNaN, kNaN, kNaN, 0.4, -0.1, kNaN, 0.3, -1, -1, -1, -1}),
      draws_of("cancel_month", 3,
               {kNaN, kNaN, kNaN, kNaN, kNaN, 1, kNaN, kNaN, kNaN, kNaN, kNaN, kNaN}),
      draws_of("customers", 3, {100, 200, 300, 400, 500, 600, 700, 800, 1, 1, 1, 1}),
      draws_of("net_promoters", 3,
               {-0.1, -0.1, -0.1, -0.1, 0.1, 0.2, 0.3, 0.4, -0.2, -0.2, -0.2, -0.2}),
      {"series",
       "response_hours",
       "",
       "hour",
       {"path", "month", "quantile"},
       {3, 2, 1},
       {20, 24, 20, 6.25, 20, 30},
       false}};
  return results;
}

}  // namespace e2roi::tests
