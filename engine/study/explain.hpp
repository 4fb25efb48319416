#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/chunks.hpp"

/// Explain: the ledger of paths by part and rung, and the placebo.  EXPLANATION.md.
namespace e2roi::study {

struct ExplainOptions {
  std::vector<std::string> paths;  ///< ids; empty: the path with the highest mean NPV
  int threads = 0;                 ///< 0: as many as there are
  const std::atomic<bool>* stop = nullptr;
  Progress progress;  ///< may be empty
};

/// Fewest draws that have a standard error.
inline constexpr std::uint64_t kFewestExplainDraws = 2;

/// Rows that explain will evaluate, for progress.
std::uint64_t explain_rows(const scenario::Scenario& scenario, const ExplainOptions& options);

/// Over scenario.run.draws. Throws core::UsageError (an unknown path, a path named twice, too few
/// draws), and what run::Evaluator throws.
analysis::Report explain(const scenario::Scenario& scenario, const ExplainOptions& options);

/// Number of the path with that id among scenario.paths. Throws core::UsageError with the paths
/// that there are.
std::size_t find_path(const scenario::Scenario& scenario, const std::string& id);

}  // namespace e2roi::study
