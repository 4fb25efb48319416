#include "engine/analysis/intervals.hpp"

#include <cmath>

namespace e2roi::analysis {

Estimate share_with_interval(double share, std::size_t count) {
  if (count == 0) return {};
  constexpr double kZ = 1.959963984540054;  // of 95 %
  const auto n = static_cast<double>(count);
  const double shrink = 1 + kZ * kZ / n;
  const double middle = (share + kZ * kZ / (2 * n)) / shrink;
  const double reach = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n)) / shrink;
  return Estimate::with_interval(share, middle - reach, middle + reach);
}

}  // namespace e2roi::analysis
