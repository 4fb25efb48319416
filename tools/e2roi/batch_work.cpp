#include "tools/e2roi/batch_work.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <new>
#include <optional>

#include "engine/analysis/verification.hpp"
#include "engine/core/outcome.hpp"
#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "engine/run/jobs.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/stretch_files.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Of the memory that is free at the beginning, for runs side by side.
constexpr double kShareOfMemory = 0.5;
constexpr auto kIndexEvery = std::chrono::seconds(10);
constexpr int kIndexShare = 50;  ///< a 50th of the time at most goes into writing it

BatchRow row_of(analysis::Summary summary, const std::string& digest) {
  BatchRow row;
  row.digest = digest;
  row.draws = summary.draws;
  row.paths = std::move(summary.paths);
  return row;
}

/// Whether labels and statistics of outcomes are those of the scenario and the draws: the digest is
/// of the draws only, and the index names and takes figures by them.
bool describes_its_draws(const core::ResultSet& results, const scenario::Scenario& scenario) {
  core::ResultSet ought = run::labelled_results(scenario, 0);
  ought.arrays = core::outcome_arrays(results);
  analysis::Verification verification(results);
  verification.compare_labels(ought);
  verification.compare_statistics(ought);
  return verification.holds();
}

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

BatchWork::BatchWork(const BatchPlan& plan, const BatchSettings& settings)
    : plan_(plan),
      settings_(settings),
      index_(plan, settings.folder),
      display_(ProgressDisplay::suitable(settings.quiet)),
      began_(Clock::now()),
      next_index_(began_ + kIndexEvery) {}

double BatchWork::seconds() const { return seconds_between(began_, Clock::now()); }

scenario::Scenario BatchWork::read(std::size_t run) const {
  scenario::ReadOptions options;
  options.set = plan_.runs[run].overrides;
  options.allow_outside = settings_.allow_outside;
  return scenario::read(plan_.runs[run].scenario, options);
}

void BatchWork::fail(std::size_t run, const std::string& error) {
  BatchRow row;
  row.error = error.empty() ? "it failed without a word" : error;
  while (row.error.size() > 1 && row.error.back() == '\n') row.error.pop_back();
  note(run, row);
}

void BatchWork::note(std::size_t run, const BatchRow& row) {
  const std::lock_guard lock(mutex_);
  index_.put(run, row);
}

/// A result counts if it was made by this very program from the same scenario, its values have the
/// digest that it states and the rest agrees with them; then its row is taken from it.
bool BatchWork::take_if_done(std::size_t run, const scenario::Scenario& scenario) {
  const fs::path file = settings_.folder / file_of(plan_.runs[run]);
  std::error_code ignored;
  if (settings_.force || !fs::exists(file, ignored)) return false;
  try {
    const Entries wanted = provenance_of(scenario, 0, plan_.runs[run].overrides);
    const auto is_same = [&](const results::Provenance& found) {
      for (const char* key : {"scenario", "first_draw", "program_version", "program_commit",
                              "compiler", "model_version"})
        if (results::value_of(found, key) != results::value_of(wanted, key)) return false;
      return !results::value_of(found, "digest").empty();
    };
    const std::optional<core::ResultSet> results = results::read_if(file, is_same);
    if (!results || !describes_its_draws(*results, scenario)) return false;
    note(run,
         row_of(analysis::summarise(*results), results::value_of(results->provenance, "digest")));
    remove_checkpoints(file, wanted);
    return true;
  } catch (const core::FileError&) {
    return false;
  }
}

void BatchWork::look_at(std::size_t run) {
  if (stop_requested()) return;
  try {
    const scenario::Scenario scenario = read(run);
    if (take_if_done(run, scenario)) {
      const std::lock_guard lock(mutex_);
      ++found_;
      return;
    }
    const run::Need need = run::need(scenario, 1);
    const std::lock_guard lock(mutex_);
    // With checkpoints everything stands on the disk twice at the end.
    const double copies = scenario.run.draws > settings_.checkpoint ? 2 : 1;
    tasks_.push_back({run, scenario.run.draws, need.result_bytes + need.working_bytes,
                      copies * need.result_bytes});
    draws_total_ += scenario.run.draws;
  } catch (const std::exception& error) {
    fail(run, error.what());
  }
}

void BatchWork::look_at_all() {
  run::Jobs jobs;
  jobs.count = plan_.runs.size();
  jobs.bytes = [](std::size_t) { return 0.0; };
  jobs.act = [this](std::size_t run) { look_at(run); };
  run::do_jobs(settings_.threads, 0, jobs);
  std::sort(tasks_.begin(), tasks_.end(),
            [](const Task& a, const Task& b) { return a.run < b.run; });
}

void BatchWork::show(std::uint64_t more) {
  draws_shown_ += more;
  run::Progress now;
  now.draws_done = draws_shown_;
  now.draws = draws_total_;
  now.seconds = seconds();
  now.headline = now.headline_error = std::numeric_limits<double>::quiet_NaN();
  display_.show(now);
}

void BatchWork::simulate_run(const Task& task, int threads) {
  const scenario::Scenario scenario = read(task.run);
  Simulation simulation{scenario, plan_.runs[task.run].overrides, {}};
  simulation.out = settings_.folder / file_of(plan_.runs[task.run]);
  simulation.checkpoint = settings_.checkpoint;
  simulation.options.threads = threads;
  simulation.options.stop = &stop_requested();
  std::uint64_t shown = 0;
  simulation.options.progress = [&](const run::Progress& now) {
    const std::lock_guard lock(mutex_);
    show(now.draws_done - shown);
    shown = now.draws_done;
  };
  run::refuse_if_too_large(scenario, threads);
  check_target(*simulation.out, static_cast<std::uint64_t>(task.file_bytes));
  Simulated made = simulate(simulation);
  note(task.run, row_of(std::move(made.summary), made.digest));
  const std::lock_guard lock(mutex_);
  draws_done_ += task.draws;
  show(task.draws - shown);
}

void BatchWork::act(const Task& task, int threads) {
  if (stop_requested()) return;
  check_folder();
  try {
    simulate_run(task, threads);
  } catch (const run::Stopped&) {
    return;
  } catch (const std::bad_alloc&) {
    fail(task.run, "there is not enough memory; take fewer draws.");
  } catch (const std::exception& error) {
    fail(task.run, error.what());
  }
  keep_index();
}

/// Another batch may be at work in a folder of that name by now.
void BatchWork::check_folder() const {
  if (!settings_.lock.is_in_place())
    throw core::FileError("the folder " + settings_.folder.string() +
                          " was removed or replaced while this batch was at work in it");
}

/// So that after a SIGKILL it says at least what was there some seconds before.
void BatchWork::keep_index() {
  const std::lock_guard lock(mutex_);
  const Clock::time_point began = Clock::now();
  if (began < next_index_) return;
  index_.write();
  const Clock::time_point now = Clock::now();
  next_index_ = now + std::max<Clock::duration>(kIndexEvery, kIndexShare * (now - began));
}

void BatchWork::carry_out() {
  look_at_all();
  if (stop_requested()) return;
  has_looked_ = true;
  began_ = Clock::now();
  const auto is_small = [](const Task& task) { return task.draws < kSmallDraws; };
  const auto large = std::stable_partition(tasks_.begin(), tasks_.end(), is_small);
  auto small = static_cast<std::size_t>(large - tasks_.begin());
  // Fewer than threads: each is faster on all of them.
  if (small < static_cast<std::size_t>(settings_.threads)) small = 0;

  run::Jobs jobs;
  jobs.count = small;
  jobs.bytes = [this](std::size_t i) { return tasks_[i].bytes; };
  jobs.act = [this](std::size_t i) { act(tasks_[i], 1); };
  if (small > 0)
    run::do_jobs(settings_.threads,
                 kShareOfMemory * run::need(read(tasks_[0].run), 1).available_bytes, jobs);
  for (std::size_t i = small; i < tasks_.size(); ++i) act(tasks_[i], settings_.threads);
  check_folder();
  index_.write();
  remove_outdated_checkpoints(settings_.folder, [this](const std::string& file) {
    const std::string name = fs::path(file).stem().string();
    const auto run = std::lower_bound(
        plan_.runs.begin(), plan_.runs.end(), name,
        [](const BatchRun& each, const std::string& wanted) { return each.name < wanted; });
    return run != plan_.runs.end() && file_of(*run) == file &&
           index_.is_done(static_cast<std::size_t>(run - plan_.runs.begin()));
  });
}

}  // namespace e2roi::program
