#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/analysis/reversal.hpp"
#include "engine/scenario/scenario.hpp"

/// How far assumptions would have to move before another path is the better one: simulates under
/// shifted priors.
namespace e2roi::study {

struct ReversalOptions {
  std::string path;     ///< id, or "stay"; empty: the best path by mean NPV
  std::string against;  ///< id, or "stay"; empty: the best of the others by mean NPV
  int threads = 0;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::uint64_t)> progress;  ///< draws done in the round at hand
};

/// Moves the prior of every uncertain input by a shift of its normal score, the same in all draws,
/// until the two paths have the same mean NPV, and finds the shortest such move. Draws are
/// scenario.run.draws, the same random numbers in every round.
/// Throws core::UsageError for a path that is not there or twice the same, or where draws are too
/// few; core::Error (invalid scenario) where no input is uncertain; run::Stopped.
analysis::Reversal reverse(const scenario::Scenario& scenario, const ReversalOptions& options);

}  // namespace e2roi::study
