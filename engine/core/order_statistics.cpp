#include "engine/core/order_statistics.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace e2roi::core {
namespace {

constexpr std::size_t kBuckets = 1024;
constexpr std::size_t kFew = 4 * kBuckets;  ///< so few values are not worth buckets

/// The same by repeated selection. `first` is the rank of the first value.
void select(std::span<double> values, std::size_t first, std::span<const std::size_t> ranks) {
  if (ranks.empty()) return;
  const std::size_t half = ranks.size() / 2, middle = ranks[half] - first;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle),
                   values.end());
  select(values.first(middle), first, ranks.first(half));
  select(values.subspan(middle + 1), first + middle + 1, ranks.subspan(half + 1));
}

/// Equal steps from the least to the greatest value; rises with the value, so buckets are in order.
class Buckets {
 public:
  Buckets(double least, double greatest)
      : least_(least), per_bucket_(static_cast<double>(kBuckets) / (greatest - least)) {}
  bool are_usable() const { return per_bucket_ > 0 && per_bucket_ < 1e300; }
  std::size_t of(double value) const {
    // By way of 32 bits: one instruction, where 64 bits without a sign take several.
    const auto bucket = static_cast<std::int32_t>((value - least_) * per_bucket_);
    return static_cast<std::size_t>(std::min(bucket, std::int32_t{kBuckets} - 1));
  }

 private:
  double least_, per_bucket_;
};

/// The least and the greatest value, four of each side by side: one comparison need not wait for
/// the one before it, and none is a branch.
std::pair<double, double> extremes(std::span<const double> values) {
  std::array<double, 4> least, greatest;
  least.fill(values[0]);
  greatest.fill(values[0]);
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4)
    for (std::size_t k = 0; k < 4; ++k) {
      least[k] = std::min(least[k], values[i + k]);
      greatest[k] = std::max(greatest[k], values[i + k]);
    }
  for (; i < values.size(); ++i) {
    least[0] = std::min(least[0], values[i]);
    greatest[0] = std::max(greatest[0], values[i]);
  }
  return {*std::min_element(least.begin(), least.end()),
          *std::max_element(greatest.begin(), greatest.end())};
}

}  // namespace

void settle(std::span<double> values, std::span<const std::size_t> ranks) {
  if (values.size() < kFew) return select(values, 0, ranks);
  const auto [least, greatest] = extremes(values);
  const Buckets buckets(least, greatest);
  if (!buckets.are_usable()) return select(values, 0, ranks);

  // How many values lie in and before each bucket, and which buckets hold a rank.
  std::array<std::size_t, kBuckets + 1> begin{};
  for (const double value : values) ++begin[buckets.of(value) + 1];
  for (std::size_t b = 0; b < kBuckets; ++b) begin[b + 1] += begin[b];
  std::array<std::vector<double>, kBuckets> inside;
  std::array<std::uint8_t, kBuckets> is_wanted{};
  for (const std::size_t rank : ranks) {
    const auto after = std::upper_bound(begin.begin(), begin.end(), rank);
    is_wanted[static_cast<std::size_t>(after - begin.begin()) - 1] = 1;
  }
  for (const double value : values)
    if (const std::size_t b = buckets.of(value); is_wanted[b]) inside[b].push_back(value);

  for (auto rank = ranks.begin(); rank != ranks.end();) {
    const auto after = std::upper_bound(begin.begin(), begin.end(), *rank);
    const std::size_t b = static_cast<std::size_t>(after - begin.begin()) - 1;
    const auto last = std::lower_bound(rank, ranks.end(), *after);
    select(inside[b], begin[b], std::span(rank, last));
    for (; rank != last; ++rank) values[*rank] = inside[b][*rank - begin[b]];
  }
}

}  // namespace e2roi::core
