#pragma once
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/random/inverse_normal.hpp"
#include "engine/random/threefry.hpp"

namespace e2roi::tests {

/// A distribution as 65,536 equally likely values, scaled to mean 0 and sd 1: fast, and its moments
/// are known exactly.
class Population {
 public:
  /// `quantile` of a standard normal number.
  explicit Population(const std::function<double(double)>& of_normal) : values_(65'536) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(values_.size());
      values_[i] = of_normal(random::inverse_normal(u));
      sum += values_[i];
    }
    const double n = static_cast<double>(values_.size()), mean = sum / n;
    for (const double value : values_) squares += (value - mean) * (value - mean);
    for (double& value : values_) value = (value - mean) / std::sqrt(squares / n);
  }

  /// mean + sd · value, `count` of them: draws number `count`·block … of a stream.
  std::vector<double> sample(std::uint64_t seed, std::uint64_t block, std::size_t count,
                             double mean = 0, double sd = 1) const {
    std::vector<double> values(count);
    fill(values, seed, block, mean, sd);
    return values;
  }
  void fill(std::vector<double>& to, std::uint64_t seed, std::uint64_t block, double mean,
            double sd) const {
    for (std::size_t i = 0; i < to.size(); i += 16) {
      const auto words = random::threefry4x64<std::uint64_t>({i, block, 0, 0}, {seed, 0, 0, 0});
      for (std::size_t j = 0; j < 16 && i + j < to.size(); ++j)
        to[i + j] = mean + sd * values_[(words[j / 4] >> (16 * (j % 4))) & 0xffffu];
    }
  }

 private:
  std::vector<double> values_;
};

inline Population normal() {
  return Population([](double z) { return z; });
}
/// Skewness about 6 to the right.
inline Population lognormal() {
  return Population([](double z) { return std::exp(z); });
}

}  // namespace e2roi::tests
