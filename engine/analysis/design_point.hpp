#pragma once
#include <functional>
#include <vector>

/// Design point: the point nearest to 0 where a function of standard normal scores is 0.
/// REVERSAL.md.
namespace e2roi::analysis {

/// Least-squares slopes with their standard errors.
struct Slopes {
  std::vector<double> value, error;  ///< an input [unit of f / sd]
};

/// Slopes of f on independent standard normal scores by least squares, with an intercept.
///
/// scores   [input][draw]
/// values   f, by draw
/// returns  d f / d score of each input
/// Throws core::UsageError if there are fewer than draws_for_slopes().
Slopes slopes(const std::vector<std::vector<double>>& scores, const std::vector<double>& values);

/// Fewest draws for the slopes of so many inputs: 20 for each and for the intercept. With two for
/// each, noise in the slopes made the way to the design point a quarter longer (REVERSAL.md).
std::size_t draws_for_slopes(std::size_t inputs);

/// What the function is at a point.
struct FunctionAt {
  double value = 0, error = 0;  ///< error: what counts as 0 is a fifth of it
  Slopes slope;
};

/// How a search for the design point ended.
enum class SearchEnd {
  kFound,
  kBeyondReach,  ///< the nearest zero in sight is further away than was to be looked
  kUnsettled     ///< the steps did not come to rest, or nothing has a slope
};

struct DesignPoint {
  SearchEnd end = SearchEnd::kUnsettled;
  std::vector<double> at;  ///< [sd]
  FunctionAt there;        ///< the function at `at`
};

/// Walks from a point to the design point: steps to the foot of the perpendicular on the plane
/// where the function, as its slopes have it, is 0 (Hasofer and Lind 1974; Rackwitz and Fiessler
/// 1978), halved while they make |at|²/2 + c·|f| larger (Zhang and Der Kiureghian 1995). A local
/// search.
///
/// function  f and its slopes at a point; called some ten times, never beyond `reach`
/// from      where it begins, and f there
/// reach     how far from 0 is looked [sd]
DesignPoint design_point(const std::function<FunctionAt(const std::vector<double>&)>& function,
                         std::vector<double> from, FunctionAt there, double reach);

/// The point nearest to 0 on the plane where f is 0, as seen from `at`.
///
/// at      where value and slope hold [sd], one an input
std::vector<double> nearest_zero(const std::vector<double>& at, double value,
                                 const std::vector<double>& slope);

/// Euclidean length.
double length(const std::vector<double>& vector);

}  // namespace e2roi::analysis
