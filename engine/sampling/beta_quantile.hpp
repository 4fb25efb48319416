#pragma once

/// The beta distribution's quantile, the one that has no short formula.
namespace e2roi::sampling {

/// Value in [0, 1] at cumulative probability u of the beta distribution with parameters a, b.
///
/// u        cumulative probability  [1]  2^-53 <= u <= 1 - 2^-53
/// a, b     parameters              [1]  1e-3 … 1e6
/// returns  value                   [1]  in [0, 1], rises with u
/// Boost.Math's ibeta_inv, worked in long double. Its last bits come from the C library's long
/// double functions, so they may differ between C libraries and types of CPU; within one machine
/// they are always the same.
double beta_quantile(double u, double a, double b);

/// The same by halving [0, 1] until it is two neighbours: slower, and never gives up as ibeta_inv
/// does at a = b = 5, u = 1/2 in Boost 1.74.
double beta_quantile_by_bisection(double u, double a, double b);

}  // namespace e2roi::sampling
