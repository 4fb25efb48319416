#pragma once
#include <cmath>
#include <limits>

namespace e2roi::analysis {

/// A figure and how sure it is: a standard error, or where errors are lopsided an interval. NaN
/// where it is undefined or cannot be told from what is there.
struct Estimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  double standard_error = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();   ///< of the 95 % confidence interval
  double high = std::numeric_limits<double>::quiet_NaN();  ///< of the same

  static Estimate with_interval(double value, double low, double high) {
    Estimate estimate;
    estimate.value = value;
    estimate.low = low;
    estimate.high = high;
    return estimate;
  }
  bool has_interval() const { return std::isfinite(low) && std::isfinite(high); }
};

}  // namespace e2roi::analysis
