#pragma once
#include <cstdint>
#include <span>

#include "engine/analysis/estimate.hpp"

/// Measurability: when a measured figure can be relied on, and how much of a value it misses.
/// analysis/MEASURABILITY.md.
namespace e2roi::analysis {

/// Share of `count` trials with its standard error; NaN where count is 0.
Estimate share_of(std::uint64_t hits, std::uint64_t count);

/// Months until a measured figure is right in at least `goal` of the draws and stays so to the last
/// month: 1 = from the first month on; NaN: not within them. The interval is that of the months in
/// which the upper and the lower 95 % limit (Wilson 1927) of each month's share get there; an upper
/// end equal to the number of months may be beyond them.
///
/// hits    [month] draws in which the figure is right
/// counts  [month] draws in which there is something to measure; where that is less than half of
///         `draws` nothing is said
Estimate months_until(std::span<const std::uint32_t> hits, std::span<const std::uint32_t> counts,
                      std::uint64_t draws, double goal);

/// Σ parts / Σ wholes with the standard error of a ratio (delta method); NaN where Σ wholes is 0.
Estimate ratio_of_sums(std::span<const double> parts, std::span<const double> wholes);

}  // namespace e2roi::analysis
