#pragma once
#include <atomic>
#include <span>
#include <vector>

#include "engine/analysis/explanation.hpp"
#include "engine/analysis/moments.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/chunks.hpp"

/// The placebo: the same scenario where nothing that a path builds moves anybody, and how often one
/// would still say that it pays.  EXPLANATION.md.
namespace e2roi::study {

/// An input that carries what levers or staffing build to customers, colleagues or money.
struct Strength {
  const char* key;
  const char* carries;  ///< from what to what
};

/// All of them. With every one at 0 each rung of benefit is exactly 0 in each draw and month, but
/// for the pay saved where staffing is below 1.
std::span<const Strength> strengths();

/// Sets every strength to 0 in rows of inputs.
void silence(const run::Rows& rows);

/// Both worlds over scenario.run.draws.
struct PlaceboResult {
  std::vector<analysis::PlaceboRow> rows;  ///< a path, without stay
  std::vector<analysis::Estimate> npv;     ///< mean NPV of each path as the scenario has it [EUR]
};

/// Rows that placebo_of will evaluate, for progress.
std::uint64_t placebo_rows(const scenario::Scenario& scenario);

/// Memory: one chunk, and a block of all monthly series a thread (at most 40 MB up to 60 months).
/// Throws what run::Evaluator throws.
PlaceboResult placebo_of(const scenario::Scenario& scenario, int threads,
                         const std::atomic<bool>* stop, ProgressSum& progress);

}  // namespace e2roi::study
