#include "engine/analysis/intervals.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "engine/core/statistics.hpp"

namespace e2roi::analysis {

Estimate share_estimate(double share, std::size_t draws) {
  if (draws == 0 || std::isnan(share)) return {};
  constexpr double kZ = kTwoSided95;
  const auto n = static_cast<double>(draws);
  const double shrink = 1 / (1 + kZ * kZ / n);
  const double centre = (share + kZ * kZ / (2 * n)) * shrink;
  const double half = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n)) * shrink;
  Estimate estimate = Estimate::with_interval(share, share == 0 ? 0.0 : centre - half,
                                              share == 1 ? 1.0 : centre + half);
  estimate.standard_error = std::sqrt(share * (1 - share) / n);
  return estimate;
}

Estimate share_with_error(double share, std::size_t draws) {
  const bool is_end = draws > 0 && (share <= 0 || share >= 1);
  return {share,
          is_end ? 1 / (static_cast<double>(draws) + 1) : core::share_standard_error(share, draws)};
}

Estimate mean_estimate(double mean, double standard_error, std::size_t draws) {
  if (draws < 2 || std::isnan(mean)) return {mean};
  const boost::math::students_t student(static_cast<double>(draws - 1));
  const double half = boost::math::quantile(student, 0.975) * standard_error;
  Estimate estimate = Estimate::with_interval(mean, mean - half, mean + half);
  estimate.standard_error = standard_error;
  return estimate;
}

}  // namespace e2roi::analysis
