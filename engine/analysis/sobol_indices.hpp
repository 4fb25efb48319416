#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/analysis/estimate.hpp"
#include "engine/analysis/resampling.hpp"

/// Sobol indices from the outputs of a Saltelli design.  engine/analysis/SENSITIVITY.md
namespace e2roi::analysis {

/// Fewest base rows whose bootstrap can be believed at all.
inline constexpr std::size_t kFewestBaseRows = 64;

struct SobolIndices {
  double variance = 0;  ///< of the outputs of rows A and B
  /// By factor, with 95 % bootstrap intervals over base rows; NaN where the outputs do not vary.
  std::vector<Estimate> total;        ///< Jansen (1999)
  std::vector<Estimate> first_order;  ///< of the next two the one with the smaller bootstrap error
  std::vector<Estimate> first_order_jansen;    ///< Jansen (1999)
  std::vector<Estimate> first_order_saltelli;  ///< Saltelli et al. (2010), table 2 (b)
  /// For the one factor asked for: 1 - total, the share that the others decide together and
  /// without it; and total - first order, the share of their acting together.
  Estimate others, together;
};

/// Indices of all factors of one output.
///
/// outputs     finite; for each base row j in turn the outputs of A_j, of A_j with each factor in
///             turn from B_j, of B_j: (factors + 2) numbers, the layout of SALib without second
///             order
/// resampling  of the base rows: outputs.size() / (factors + 2) of them
/// set_apart   the factor of `others` and `together`
SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors,
                           const Resampling& resampling,
                           std::optional<std::size_t> set_apart = std::nullopt);

}  // namespace e2roi::analysis
