#pragma once
#include <atomic>
#include <vector>

#include "engine/analysis/explanation.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/chunks.hpp"

/// The ledger of a path: what each of its parts brings on each rung, by Shapley values.
/// EXPLANATION.md.
namespace e2roi::study {

/// A path taken apart: a scenario that has, as its paths 0 … 2^n-1, every combination of the path's
/// n parts, with the same company, commitment and one-offs. Bit i of a path's number says that
/// part players[i] is in.
struct Coalitions {
  std::vector<std::size_t> players;  ///< parts that are levers or staffing and move, rising
  scenario::Scenario scenario;
};
Coalitions coalitions_of(const scenario::Scenario& scenario, std::size_t path);

/// The ledger of path number `path` of the scenario (stay not counted) over scenario.run.draws.
/// Takes the memory of one chunk. Throws what run::Evaluator throws.
analysis::Ledger ledger_of(const scenario::Scenario& scenario, std::size_t path, int threads,
                           const std::atomic<bool>* stop, ProgressSum& progress);

}  // namespace e2roi::study
