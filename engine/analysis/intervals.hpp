#pragma once
#include <cstddef>

#include "engine/analysis/estimate.hpp"

/// Estimates with 95 % confidence intervals.
namespace e2roi::analysis {

/// So many standard errors to either side hold 95 % of a normal distribution.
inline constexpr double kTwoSided95 = 1.959963984540054;

/// A share seen in `draws` draws, with Wilson's (1927) score interval, which holds near 0 and 1
/// too. Shares made of halves (ties) have less variance than it assumes.
Estimate share_estimate(double share, std::size_t draws);

/// A share seen in `draws` draws, with its standard error. Of none or all of the draws the ordinary
/// error would be 0, whatever their number: there it is the width of Wilson's (1927) interval of
/// one standard error.
Estimate share_with_error(double share, std::size_t draws);

/// A mean with Student's interval.
Estimate mean_estimate(double mean, double standard_error, std::size_t draws);

}  // namespace e2roi::analysis
