#pragma once
#include <cstddef>
#include <span>
#include <vector>

/// Shapley values: what each of several players brings, when the worth of all together is more (or
/// less) than the sum of what each brings alone.  EXPLANATION.md.
namespace e2roi::analysis {

/// Shapley values of a game (Shapley 1953): of each player the mean of what it adds to those who
/// came before it, over all orders of coming.
///
/// Σ over players = worth(all) - worth(none), whatever the game.
class Shapley {
 public:
  /// players  0 … 16
  explicit Shapley(std::size_t players);

  std::size_t players() const { return players_; }
  std::size_t coalitions() const { return std::size_t{1} << players_; }

  /// The value of each player.
  ///
  /// worth   of each coalition; bit i of its place says that player i is in it
  /// values  [player], written
  void values(std::span<const double> worth, std::span<double> values) const;

 private:
  std::size_t players_;
  std::vector<double> weight_;  ///< [size]: share of all orders in which a set of that size came
                                ///< before a given player
};

}  // namespace e2roi::analysis
