#pragma once
#include <cmath>
#include <cstdint>

#include "engine/analysis/estimate.hpp"

/// Moments of values that are seen once and not kept.
namespace e2roi::analysis {

/// Mean and variance so far (Welford 1962): the memory of three numbers, whatever the count.
class RunningMoments {
 public:
  void add(double value) {
    ++count_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (value - mean_);
  }
  std::uint64_t count() const { return count_; }
  /// The mean with its standard error, sd / sqrt(count); without one below two values.
  Estimate mean() const {
    Estimate estimate;
    if (count_ > 0) estimate.value = mean_;
    const auto n = static_cast<double>(count_);
    if (count_ > 1) estimate.standard_error = std::sqrt(squares_ / (n - 1) / n);
    return estimate;
  }

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0, squares_ = 0;
};

}  // namespace e2roi::analysis
