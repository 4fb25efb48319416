#include "engine/analysis/design_point.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace e2roi::analysis {
namespace {

using Point = std::vector<double>;

constexpr int kMostSteps = 25;     // four or five are usual
constexpr double kZero = 0.2;      // [standard errors of f]
constexpr double kAtRest = 0.05;   // a step so short against the way is none
constexpr double kShortest = 0.1;  // part of a step that is tried last

/// at + part·(to − at)
Point between(const Point& at, const Point& to, double part) {
  Point point(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) point[i] = at[i] + part * (to[i] - at[i]);
  return point;
}

double distance(const Point& a, const Point& b) {
  Point step(a.size());
  std::transform(a.begin(), a.end(), b.begin(), step.begin(), std::minus<>());
  return length(step);
}

/// The point, or where its direction leaves the ball of that radius.
Point within(Point point, double reach) {
  const double far = length(point);
  if (far > reach)
    for (double& coordinate : point) coordinate *= reach / far;
  return point;
}

bool is_zero(const FunctionAt& there) { return std::abs(there.value) <= kZero * there.error; }

}  // namespace

double length(const std::vector<double>& vector) {
  return std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0));
}

std::vector<double> nearest_zero(const std::vector<double>& at, double value,
                                 const std::vector<double>& slope) {
  const double square = std::inner_product(slope.begin(), slope.end(), slope.begin(), 0.0);
  const double along = std::inner_product(slope.begin(), slope.end(), at.begin(), 0.0);
  std::vector<double> next(at.size(), 0.0);
  if (square > 0)
    for (std::size_t i = 0; i < next.size(); ++i) next[i] = slope[i] * (along - value) / square;
  return next;
}

DesignPoint design_point(const std::function<FunctionAt(const std::vector<double>&)>& function,
                         std::vector<double> from, FunctionAt there, double reach) {
  DesignPoint point{SearchEnd::kUnsettled, std::move(from), std::move(there)};
  for (int step = 0; step < kMostSteps; ++step) {
    const double steepness = length(point.there.slope.value);
    if (!(steepness > 0)) return point;
    const Point foot = nearest_zero(point.at, point.there.value, point.there.slope.value);
    const Point to = within(foot, reach);
    const bool is_at_rest = distance(point.at, to) <= kAtRest * length(to);
    if (is_at_rest && is_zero(point.there)) {
      point.end = SearchEnd::kFound;
      return point;
    }
    if (is_at_rest && length(foot) > reach) {
      point.end = SearchEnd::kBeyondReach;
      return point;
    }
    // c must be above |at|/steepness for the merit to fall along the step.
    const double c = 2 * std::max(length(point.at), length(to)) / steepness;
    const auto merit = [c](const Point& at, double value) {
      return length(at) * length(at) / 2 + c * std::abs(value);
    };
    const double before = merit(point.at, point.there.value);
    for (double part = 1;; part /= 2) {
      Point next = between(point.at, to, part);
      FunctionAt found = function(next);
      const bool is_better = merit(next, found.value) < before;
      if (!is_better && part / 2 >= kShortest) continue;
      point.at = std::move(next);
      point.there = std::move(found);
      break;
    }
  }
  return point;
}

}  // namespace e2roi::analysis
