#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/estimate.hpp"

/// Tornado: which inputs an outcome swings with, from ordinary draws.
namespace e2roi::analysis {

/// Fewest draws for a tornado: twenty in each tenth.
inline constexpr std::size_t kFewestDrawsForTornado = 200;

/// What one input does to an outcome: the outcome's mean over the tenth of the draws in which the
/// input is lowest, and over the tenth in which it is highest, all other inputs as they fell. No
/// cause is told from a companion: an input that is correlated with one that matters swings too.
struct Swing {
  std::size_t input = 0;     ///< place among the inputs
  double low_value = 0;      ///< the input is below this in its lowest tenth
  double high_value = 0;     ///< and above this in its highest
  Estimate at_low, at_high;  ///< mean of the outcome there, with its standard error
  Estimate share;            ///< first-order share of variance (given_data_shares.hpp)
  double swing() const { return at_high.value - at_low.value; }
};

/// Inputs of the same draws, sorted once for any number of outcomes.
class Tornado {
 public:
  /// values  [input][draw], finite; stay alive. Throws core::Error (exit code 2) below
  ///         kFewestDrawsForTornado draws.
  Tornado(std::span<const double> values, std::size_t inputs, std::size_t draws);

  /// Swings of an outcome (finite, by draw), the widest first, at most `most`; inputs that are the
  /// same in all draws are left out.
  std::vector<Swing> of(std::span<const double> outcome, std::size_t most) const;

 private:
  std::span<const double> values_;
  std::size_t draws_;
  std::vector<std::vector<std::uint32_t>> orders_;  ///< by input; empty where it does not vary
};

}  // namespace e2roi::analysis
