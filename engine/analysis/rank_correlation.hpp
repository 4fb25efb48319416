#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "engine/analysis/estimate.hpp"

/// Rank correlations of an outcome with each input, alone and with all other inputs held.
/// engine/analysis/SENSITIVITY.md
namespace e2roi::analysis {

/// 95 % confidence interval of a rank correlation by Fisher's z with the standard error of Bonett &
/// Wright (2000), sqrt((1 + r^2/2) / (n - 3)).
///
/// draws  less the number of other inputs held, for a partial correlation; NaN ends below 4
Estimate with_rank_interval(double correlation, double draws);

/// Correlations of many outcomes with the same draws of inputs.
class RankCorrelations {
 public:
  struct OfInput {
    Estimate rank;     ///< Spearman's rho
    Estimate partial;  ///< PRCC: correlation of what is left of both ranks after a linear
                       ///< regression on the ranks of all other inputs
  };

  /// ranks  [input][draw] (to_ranks); taken over and standardised in place
  RankCorrelations(std::span<double> ranks, std::size_t inputs, std::size_t draws);

  /// By input; NaN for an input that is the same in all draws, and where inputs determine each
  /// other; the partial ones also where draws <= inputs + 3.
  ///
  /// outcome_ranks  by draw; standardised in place
  std::vector<OfInput> with(std::span<double> outcome_ranks) const;

 private:
  std::span<const double> ranks_;
  std::size_t inputs_, draws_;
  std::vector<bool> varies_;
  std::vector<double> inverse_;  ///< of the inputs' correlation matrix; empty if it has none
};

}  // namespace e2roi::analysis
