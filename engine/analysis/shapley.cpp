#include "engine/analysis/shapley.hpp"

#include <bit>
#include <cassert>

namespace e2roi::analysis {

Shapley::Shapley(std::size_t players) : players_(players) {
  assert(players <= 16);
  // weight(s) = s! (n - 1 - s)! / n!
  double weight = players > 0 ? 1.0 / static_cast<double>(players) : 0;
  for (std::size_t size = 0; size < players; ++size) {
    weight_.push_back(weight);
    if (size + 1 < players)
      weight *= static_cast<double>(size + 1) / static_cast<double>(players - 1 - size);
  }
}

void Shapley::values(std::span<const double> worth, std::span<double> values) const {
  assert(worth.size() == coalitions() && values.size() == players_);
  for (std::size_t player = 0; player < players_; ++player) {
    const std::size_t bit = std::size_t{1} << player;
    double value = 0;
    for (std::size_t before = 0; before < worth.size(); ++before)
      if ((before & bit) == 0)
        value += weight_[static_cast<std::size_t>(std::popcount(before))] *
                 (worth[before | bit] - worth[before]);
    values[player] = value;
  }
}

}  // namespace e2roi::analysis
