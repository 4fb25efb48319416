#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/estimate.hpp"

/// First-order shares of variance from ordinary draws, without a design: the variance of an
/// outcome's mean over bins of one input.  engine/analysis/SENSITIVITY.md
namespace e2roi::analysis {

/// Fewest draws for such a share: five bins of forty.
inline constexpr std::size_t kFewestDrawsForShares = 200;

/// Bins of equal count for so many draws: the cube root, 5 … 100.
std::size_t bins_for(std::size_t draws);

/// Adds up the shares of several inputs of the same outcome.
struct SumOfShares {
  std::vector<double> influence;  ///< by draw, of all shares together
  double sum = 0;
  double noise = 0;  ///< what the means of the bins owe to their few draws, squared and summed

  Estimate estimate() const;
};

/// V[E(outcome | input)] / V[outcome]: the share of the outcome's variance that would go if this
/// input were known, all others as uncertain as they are.
///
/// Binned as Plischke, Borgonovo & Smith (2013), freed of the bias of binning noise as the
/// correlation ratio epsilon squared of Kelley (1935); so an input that does not matter has a share
/// of 0 on average, and some estimates are below 0. The standard error is that of the efficient
/// influence function (Da Veiga & Gamboa 2013), corrected for the noise of the bins' means.
///
/// order    draws from the input's smallest value to its largest (rising_order); ties are no harm
/// outcome  finite, by draw, at least kFewestDrawsForShares
/// sum      the share is added to it, unless it is nullptr
/// returns  NaN where the outcome does not vary
Estimate first_order_share(std::span<const std::uint32_t> order, std::span<const double> outcome,
                           SumOfShares* sum = nullptr);

}  // namespace e2roi::analysis
