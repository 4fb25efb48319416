#pragma once
#include <cstdint>
#include <string_view>
#include <variant>

#include "engine/sampling/latin_hypercube.hpp"
#include "engine/sampling/sobol.hpp"

/// Sampling designs of the uncertain inputs: how the draws of a run are spread.
/// engine/analysis/DESIGNS.md
namespace e2roi::sampling {

enum class DesignKind {
  kMonteCarlo,      ///< "monte-carlo": independent
  kLatinHypercube,  ///< "latin-hypercube": one draw in each of N strata of each input
  kSobol,           ///< "sobol": a scrambled Sobol sequence, the input's id its dimension
};

/// The design of that name. Throws core::RunError if there is none.
DesignKind design_named(std::string_view name);

/// Whether the draws of a run depend on how many there are: then a run cannot be made of pieces.
constexpr bool depends_on_draws(DesignKind kind) { return kind == DesignKind::kLatinHypercube; }

/// Puts independent uniforms in the design's order. A pure function of (seed, input, draw), of a
/// Latin hypercube also of the number of draws: any draw can be made alone, in any thread.
class Design {
 public:
  /// inputs  ids are 0 … inputs-1
  /// draws   of the whole run, > 0
  Design(DesignKind kind, std::uint64_t seed, int inputs, std::uint64_t draws);

  /// Draws `first` … first+count-1 of one input, in place of its independent uniforms
  /// (independent_uniforms). Each is uniform in (0, 1), within [2^-53, 1 - 2^-53].
  void arrange(int input, std::uint64_t first, int count, double* uniforms) const;

 private:
  std::variant<std::monostate, LatinHypercube, ScrambledSobol> arrangement_;
};

}  // namespace e2roi::sampling
