#pragma once
#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "engine/results/file_lock.hpp"
#include "tools/e2roi/batch_index.hpp"
#include "tools/e2roi/batch_plan.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/simulate.hpp"

/// Carrying a batch out: what is there already, what is small, what is large.
namespace e2roi::program {

/// Draws below which a run has one thread and others run beside it: 50 blocks.
inline constexpr std::uint64_t kSmallDraws = 50 * 256;

struct BatchSettings {
  std::filesystem::path folder;
  const results::FileLock& lock;  ///< of the folder
  int threads = 1;                ///< of all runs together
  bool allow_outside = false;
  std::uint64_t checkpoint = kCheckpointDraws;  ///< draws between those of a run
  bool force = false;                           ///< does all anew
  bool quiet = false;
};

/// The runs of a batch and what became of them. Errors of single runs are kept in the index; what
/// is thrown stops the batch: core::FileError about the index or a folder that has gone.
class BatchWork {
 public:
  BatchWork(const BatchPlan& plan, const BatchSettings& settings);

  /// Reads every scenario, finds the results that are there already and does the rest, until a
  /// signal stops it. The index is written from time to time and at the end.
  void carry_out();

  const BatchIndex& index() const { return index_; }
  /// Whether it is known of each run what is there; if not, a signal came before, and nothing was
  /// changed, the index included.
  bool has_looked() const { return has_looked_; }
  std::size_t found() const { return found_; }         ///< results that were there already
  std::uint64_t draws() const { return draws_done_; }  ///< simulated
  double seconds() const;                              ///< since simulating began

 private:
  /// A run that is still to be done.
  struct Task {
    std::size_t run;
    std::uint64_t draws;
    double bytes;       ///< of memory
    double file_bytes;  ///< of the disk
  };

  scenario::Scenario read(std::size_t run) const;
  void look_at(std::size_t run);
  void look_at_all();
  bool take_if_done(std::size_t run, const scenario::Scenario& scenario);
  void act(const Task& task, int threads);
  void simulate_run(const Task& task, int threads);
  void note(std::size_t run, const BatchRow& row);
  void fail(std::size_t run, const std::string& error);
  void show(std::uint64_t more);
  void keep_index();
  void check_folder() const;

  const BatchPlan& plan_;
  const BatchSettings settings_;
  BatchIndex index_;
  std::vector<Task> tasks_;
  std::size_t found_ = 0;
  bool has_looked_ = false;

  std::mutex mutex_;  ///< of all below, of index_ and tasks_
  ProgressDisplay display_;
  std::uint64_t draws_shown_ = 0, draws_total_ = 0, draws_done_ = 0;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point next_index_;  ///< when it is to be written again
};

}  // namespace e2roi::program
