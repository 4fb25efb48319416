#pragma once
#include <cstdint>
#include <string>

#include "engine/analysis/ranked_cases.hpp"
#include "engine/analysis/report.hpp"

/// Scenario discovery: in which futures a path fails, as rules over the uncertain inputs.
/// DISCOVERY.md.
namespace e2roi::analysis {

struct DiscoveryQuestion {
  std::string title;            ///< the scenario's name
  std::string subject;          ///< "Social Business"
  std::string failing;          ///< what counts, as a verb: "loses money"
  std::uint64_t seed = 1;       ///< of the bootstrap
  std::size_t replicates = 40;  ///< of the bootstrap, for stability
};

/// Draws needed of either kind for a rule to be looked for.
inline constexpr std::size_t kFewestCases = 100;

/// Boxes (PRIM) and a small tree, found in the draws with an even number and judged in others, so
/// that what is reported was not chosen for looking good. Report of kind "discovery" with the
/// tables
///
///   boxes   (box)        share of futures in it, density, coverage, all with 95 % intervals; of
///                        any box and of all futures too
///   limits  (box, input) the rule: from … to, in the unit of the input; density without it; and
///                        stability: how often a bootstrap replicate restricts that end as well
///   peeling (step), peeling_limits (step, input)  the boxes on the way to the first one, as
///                        peeling left them; files only
///   leaves  (leaf)       the tree: share of futures and share that fails, with intervals
///   leaf_limits (leaf, input)  the tree's rules; files only
///   questions (input)    how often replicates of the tree ask about it first; files only
///
/// Throws core::UsageError if fewer than kFewestCases draws count, or do not.
Report discovery(const RankedCases& cases, const DiscoveryQuestion& question);

}  // namespace e2roi::analysis
