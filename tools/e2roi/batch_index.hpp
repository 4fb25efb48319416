#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"
#include "tools/e2roi/batch_plan.hpp"
#include "tools/e2roi/text_spool.hpp"

/// The index of a batch: what became of each run, and the decision table of each path.
namespace e2roi::program {

enum class RunStatus : unsigned char { kMissing, kDone, kFailed };

/// What became of one run.
struct BatchRow {
  std::string error;   ///< why it failed; "" if it did not
  std::string digest;  ///< "" while there is no result
  std::uint64_t draws = 0;
  std::vector<analysis::PathSummary> paths;

  RunStatus status() const {
    return !digest.empty() ? RunStatus::kDone
           : error.empty() ? RunStatus::kMissing
                           : RunStatus::kFailed;
  }
};

/// Throws core::UsageError if the folder holds an index.csv or index.json that no batch has
/// written.
void refuse_other_index(const std::filesystem::path& folder);

/// What an index.csv says of one run.
struct IndexedRun {
  std::string run;
  bool is_done = false;
  std::string file;  ///< of its result, inside the folder; "" if it is not done
};

/// The runs of a folder by its index.csv, each once; nothing if it has none that a batch has
/// written. Throws core::FileError if it cannot be read.
std::optional<std::vector<IndexedRun>> read_index(const std::filesystem::path& folder);

/// What became of all runs of a batch. Of each only its status is in memory, and where its rows of
/// the index are: their texts are 10 kB a run.
class BatchIndex {
 public:
  static constexpr std::size_t kErrorsKept = 20;

  BatchIndex(const BatchPlan& plan, std::filesystem::path folder);

  /// Not to be called from two threads at once, as the rest.
  void put(std::size_t run, const BatchRow& row);
  std::size_t count(RunStatus status) const;
  bool is_done(std::size_t run) const { return runs_[run].status == RunStatus::kDone; }
  /// Of the first runs, by place in the plan, that failed: why.
  const std::map<std::size_t, std::string>& errors() const { return errors_; }

  /// Writes index.csv (a row a run and path) and index.json (an object a run), each all at once.
  /// Says nothing of times, places or who did what. Throws core::FileError.
  void write() const;
  /// Hands index.json over, piece by piece.
  void give_json(const std::function<void(const std::string&)>& take) const;

 private:
  struct Kept {
    TextSpool::Place csv, json;
    RunStatus status = RunStatus::kMissing;
  };
  std::string csv_of(std::size_t run) const;
  std::string json_of(std::size_t run) const;
  void give_csv(const std::function<void(const std::string&)>& take) const;

  const BatchPlan& plan_;
  std::filesystem::path folder_;
  std::vector<Kept> runs_;
  TextSpool texts_;
  std::map<std::size_t, std::string> errors_;
};

/// File of a run's result inside the folder of the batch.
std::string file_of(const BatchRun& run);

}  // namespace e2roi::program
