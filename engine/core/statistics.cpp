#include "engine/core/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/order_statistics.hpp"

namespace e2roi::core {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// A sum that loses no digits to cancellation (the two-sum of Knuth 1969, without a branch): an NPV
/// of both signs over millions of draws keeps its mean to the last digits.
class CompensatedSum {
 public:
  void add(double value) {
    const double next = sum_ + value;
    const double added = next - sum_;
    lost_ += (sum_ - (next - added)) + (value - added);
    sum_ = next;
  }
  double total() const { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

/// A rank that may lie between two order statistics; ranks beyond the ends are the ends.
struct Rank {
  std::size_t below, above;
  double share;  ///< of the way from one to the other

  Rank(double rank, std::size_t count) {
    const double inside = std::clamp(rank, 0.0, static_cast<double>(count - 1));
    below = static_cast<std::size_t>(inside);
    above = std::min(below + 1, count - 1);
    share = inside - static_cast<double>(below);
  }
};

double at_rank(std::span<const double> rising, double rank) {
  const Rank place(rank, rising.size());
  return std::lerp(rising[place.below], rising[place.above], place.share);
}

/// The ranks between whose values a quantile's standard error is half the distance.
struct ErrorRanks {
  double low, high;

  ErrorRanks(double probability, std::size_t count) {
    const auto n = static_cast<double>(count);
    const double rank = probability * (n - 1);
    const double spread = std::sqrt(n * probability * (1 - probability));
    low = rank - spread;
    high = rank + spread;
  }
};

/// Every rank that the quantiles of `count` values and their errors read, rising.
std::vector<std::size_t> ranks_read(std::span<const double> probabilities, std::size_t count) {
  std::vector<std::size_t> ranks;
  for (const double probability : probabilities) {
    const ErrorRanks error(probability, count);
    for (const double rank :
         {probability * static_cast<double>(count - 1), error.low, error.high}) {
      const Rank place(rank, count);
      ranks.insert(ranks.end(), {place.below, place.above});
    }
  }
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  return ranks;
}

}  // namespace

double quantile_of_sorted(std::span<const double> rising, double probability) {
  if (rising.empty()) return kUndefined;
  return at_rank(rising, probability * static_cast<double>(rising.size() - 1));
}

double quantile_standard_error(std::span<const double> rising, double probability) {
  if (rising.size() < 2) return kUndefined;
  const ErrorRanks ranks(probability, rising.size());
  return (at_rank(rising, ranks.high) - at_rank(rising, ranks.low)) / 2;
}

double share_standard_error(double share, std::size_t count) {
  if (count == 0) return kUndefined;
  return std::sqrt(share * (1 - share) / static_cast<double>(count));
}

Statistics statistics(std::span<const double> values, std::span<const double> probabilities) {
  std::vector<double> rising(values.size());
  std::size_t defined = 0;
  CompensatedSum sum;
  for (const double value : values)
    if (!std::isnan(value)) {
      rising[defined++] = value;
      sum.add(value);
    }
  rising.resize(defined);

  Statistics result;
  result.count = values.size();
  result.defined = rising.size();
  const double n = static_cast<double>(rising.size());
  result.share_defined = values.empty() ? kUndefined : n / static_cast<double>(values.size());
  result.mean = rising.empty() ? kUndefined : sum.total() / n;
  CompensatedSum squares;
  for (const double value : rising) squares.add((value - result.mean) * (value - result.mean));
  result.sd = rising.size() < 2 ? kUndefined : std::sqrt(squares.total() / (n - 1));
  result.standard_error = result.sd / std::sqrt(n);

  if (rising.size() > 1) settle(rising, ranks_read(probabilities, rising.size()));
  result.quantiles.reserve(probabilities.size());
  result.quantile_standard_errors.reserve(probabilities.size());
  for (const double probability : probabilities) {
    result.quantiles.push_back(quantile_of_sorted(rising, probability));
    result.quantile_standard_errors.push_back(quantile_standard_error(rising, probability));
  }
  return result;
}

}  // namespace e2roi::core
