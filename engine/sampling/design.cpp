#include "engine/sampling/design.hpp"

#include <string>

#include "engine/core/error.hpp"

namespace e2roi::sampling {

DesignKind design_named(std::string_view name) {
  if (name == "monte-carlo") return DesignKind::kMonteCarlo;
  if (name == "latin-hypercube") return DesignKind::kLatinHypercube;
  if (name == "sobol") return DesignKind::kSobol;
  throw core::RunError("there is no sampling design '" + std::string(name) + "'");
}

Design::Design(DesignKind kind, std::uint64_t seed, int inputs, std::uint64_t draws) {
  if (kind == DesignKind::kLatinHypercube)
    arrangement_.emplace<LatinHypercube>(seed, inputs, draws);
  else if (kind == DesignKind::kSobol)
    arrangement_.emplace<ScrambledSobol>(seed, inputs);
}

void Design::arrange(int input, std::uint64_t first, int count, double* uniforms) const {
  if (const auto* hypercube = std::get_if<LatinHypercube>(&arrangement_))
    hypercube->stratify(input, first, count, uniforms);
  else if (const auto* sobol = std::get_if<ScrambledSobol>(&arrangement_))
    sobol->stratify(input, first, count, uniforms);
}

}  // namespace e2roi::sampling
