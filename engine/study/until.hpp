#pragma once
#include <atomic>
#include <cstdint>
#include <functional>

#include "engine/analysis/stopping.hpp"
#include "engine/scenario/scenario.hpp"

/// How many draws a rule takes: looks ahead at outcomes only, so that the run itself can then be an
/// ordinary one of that many draws.  STOPPING.md.
namespace e2roi::study {

struct UntilOptions {
  int threads = 0;                                    ///< 0: as many as the machine grants
  std::uint64_t first_draw = 0;                       ///< number of the first draw
  std::uint64_t most_draws = 0;                       ///< at least analysis::kFirstLook
  std::function<void(std::uint64_t draws)> progress;  ///< may be empty
  const std::atomic<bool>* stop = nullptr;
};

/// The names a rule may use.
std::vector<analysis::OutcomeUnit> stop_outcomes();

/// Throws core::UsageError where a rule cannot be used: with another design than plain Monte Carlo
/// (its draws depend on how many there will be), with no path but stay.
void refuse_until(const scenario::Scenario& scenario);

/// Draws from `first_draw` on, in steps of analysis::kLookEvery, until the rule holds or there are
/// `most_draws`; the same answer for any number of threads. Throws run::Stopped if `stop` was set,
/// core::RunError where an outcome is not finite.
analysis::StopState draws_until(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                                const UntilOptions& options);

}  // namespace e2roi::study
