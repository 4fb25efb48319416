#pragma once
#include "engine/analysis/estimate.hpp"
#include "engine/analysis/ranked.hpp"

/// Stochastic dominance: would everybody prefer one path (first order), or everybody who dislikes
/// risk (second order)?  COMPARISON.md, dominance.
namespace e2roi::analysis {

enum class Verdict { kDoesNot = -1, kUndecided = 0, kDominates = 1 };

struct Dominance {
  Verdict verdict = Verdict::kUndecided;
  bool is_tested = false;  ///< false with too few draws: then there is nothing else
  /// Of the second order: ahead at the lowest level beyond error, or the same in every draw there.
  bool starts_ahead = false;
  double level = 0;  ///< where the order is violated most, or closest [1]: in errors, not EUR
  Estimate gap;      ///< there: quantile less quantile, or mean of the worst share `level` less
                     ///< that of the other [EUR]
};

/// Fewest draws of which dominance is told.
inline constexpr std::size_t kFewestForDominance = 200;

/// Does `a` dominate `b` in the first order: is every quantile at least as high? Both by the same
/// draws. Levels with fewer than 20 draws beyond them are not looked at.
Dominance first_order(const Ranked& a, const Ranked& b);

/// In the second order: is the mean of every lower tail at least as high?
Dominance second_order(const Ranked& a, const Ranked& b);

/// Both orders of `a` over `b`, where one settles the other: who is behind in the second is so in
/// the first; who is ahead in the first, and in the mean of the tail below the levels looked at, is
/// so in the second.
struct Orders {
  Dominance first, second;
};
Orders orders(const Ranked& a, const Ranked& b);

}  // namespace e2roi::analysis
