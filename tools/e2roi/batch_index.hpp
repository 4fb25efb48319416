#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"
#include "tools/e2roi/batch_plan.hpp"

/// The index of a batch: what became of each run, and the decision table of each path.
namespace e2roi::program {

/// What became of one run.
struct BatchRow {
  std::string error;   ///< why it failed; "" if it did not
  std::string digest;  ///< "" while there is no result
  std::uint64_t draws = 0;
  std::vector<analysis::PathSummary> paths;

  bool is_done() const { return !digest.empty(); }
  const char* status() const { return is_done() ? "done" : error.empty() ? "missing" : "failed"; }
};

/// Throws core::UsageError if the folder holds an index.csv or index.json that no batch has
/// written.
void refuse_other_index(const std::filesystem::path& folder);

/// Writes index.csv (a row a run and path) and index.json (an object a run), each all at once. Says
/// nothing of times, places or who did what. `rows[i]` is about `plan.runs[i]`. Throws
/// core::FileError.
void write_index(const BatchPlan& plan, const std::vector<BatchRow>& rows,
                 const std::filesystem::path& folder);

std::string index_csv(const BatchPlan& plan, const std::vector<BatchRow>& rows);
std::string index_json(const BatchPlan& plan, const std::vector<BatchRow>& rows);

/// File of a run's result inside the folder of the batch.
std::string file_of(const BatchRun& run);

}  // namespace e2roi::program
