#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Values in rising order, and their ranks.
namespace e2roi::analysis {

/// Places of `values` (finite, at most 2^32) from the smallest to the largest; equal ones in the
/// order of their places.
std::vector<std::uint32_t> rising_order(std::span<const double> values);

/// Ranks 1 … n of values in place of the values; equal ones share the mean of their ranks.
///
/// order  rising_order(values)
void to_ranks(std::span<const std::uint32_t> order, std::span<double> values);

}  // namespace e2roi::analysis
