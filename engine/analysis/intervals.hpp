#pragma once
#include <cstddef>

#include "engine/analysis/estimate.hpp"

namespace e2roi::analysis {

/// A share seen in `count` draws, with the interval of Wilson (1927): unlike ± it stays inside
/// [0, 1] and is of use at 0 and 1 too. NaN where count is 0.
Estimate share_with_interval(double share, std::size_t count);

}  // namespace e2roi::analysis
