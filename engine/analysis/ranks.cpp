#include "engine/analysis/ranks.hpp"

#include <algorithm>
#include <utility>

namespace e2roi::analysis {

std::vector<std::uint32_t> rising_order(std::span<const double> values) {
  // Pairs, because comparing through an index misses the cache at every step.
  std::vector<std::pair<double, std::uint32_t>> pairs(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    pairs[i] = {values[i], static_cast<std::uint32_t>(i)};
  std::sort(pairs.begin(), pairs.end());
  std::vector<std::uint32_t> order(values.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) order[i] = pairs[i].second;
  return order;
}

void to_ranks(std::span<const std::uint32_t> order, std::span<double> values) {
  for (std::size_t first = 0, next; first < order.size(); first = next) {
    const double value = values[order[first]];
    for (next = first + 1; next < order.size() && !(value < values[order[next]]);) ++next;
    const double rank = (static_cast<double>(first + next) + 1) / 2;
    for (std::size_t i = first; i < next; ++i) values[order[i]] = rank;
  }
}

}  // namespace e2roi::analysis
