#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <span>

#include "engine/core/real.hpp"
#include "engine/core/result_set.hpp"
#include "engine/run/run.hpp"

/// Runs, and whether two of them are the same to the bit.
namespace e2roi::tests {

inline core::ResultSet run_with(const scenario::Scenario& scenario, int threads,
                                std::uint64_t first_draw = 0) {
  run::Options options;
  options.threads = threads;
  options.first_draw = first_draw;
  return run::run(scenario, options);
}

inline bool same_bits(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return core::to_bits(x) == core::to_bits(y); });
}

inline void check_same(const core::ResultSet& a, const core::ResultSet& b) {
  CHECK(a.provenance == b.provenance);
  CHECK(a.draws == b.draws);
  CHECK(a.first_draw == b.first_draw);
  REQUIRE(a.arrays.size() == b.arrays.size());
  for (std::size_t i = 0; i < a.arrays.size(); ++i) {
    CHECK(a.arrays[i].shape == b.arrays[i].shape);
    CHECK_MESSAGE(same_bits(a.arrays[i].values, b.arrays[i].values),
                  a.arrays[i].group << "/" << a.arrays[i].name);
  }
}

}  // namespace e2roi::tests
