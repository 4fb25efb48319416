#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/run/stretch.hpp"
#include "engine/scenario/scenario.hpp"

/// A run: blocks of draws in parallel, one result set. The same bits for any number of threads.
namespace e2roi::run {

/// How far a run is, reported from one thread at a time, a few times a second.
struct Progress {
  std::uint64_t draws_done = 0, draws = 0;
  double seconds = 0;   ///< since the run began
  double headline = 0;  ///< mean NPV of the first path so far [EUR]; NaN before the first block
  double headline_error = 0;  ///< its standard error [EUR]
  std::uint64_t loaded = 0;   ///< of the draws done, those simulated by an earlier process
};

struct Options {
  int threads = 0;               ///< 0: as many as the machine (or its cgroup) grants
  std::uint64_t first_draw = 0;  ///< number of the first draw
  std::function<void(const Progress&)> progress;  ///< may be empty
  const std::atomic<bool>* stop = nullptr;  ///< set from a signal handler: stop at the next block
};

/// What a run will need, known before it starts.
struct Need {
  double result_bytes = 0;   ///< draws and inputs kept, series statistics, trajectories
  double working_bytes = 0;  ///< blocks in flight, sketches
  double available_bytes = 0;
};
/// Of a whole run, or of one that holds a stretch of `held` draws.
Need need(const scenario::Scenario& scenario, int threads, std::uint64_t held = UINT64_MAX);
/// Of run_stretch(): its result_bytes are the store's, no memory.
Need need_to_keep(const scenario::Scenario& scenario, int threads, std::uint64_t draws);

/// Runs `scenario.run.draws` draws from `options.first_draw` on. The result set is complete but for
/// the provenance entries that only the caller knows (command line, scenario text, digest).
/// Throws core::UsageError where the sampling design cannot begin at that draw; core::RunError: too
/// large for memory (before anything is drawn), or a value that is not
/// finite (names draw and path and the command that replays it); run::Stopped if `stop` was set.
core::ResultSet run(const scenario::Scenario& scenario, const Options& options = {});

/// The same, a stretch after the other: what `store` has of it is loaded, the rest simulated and
/// saved, but for the last, which is needed at once. The stretches make up the run and may stand in
/// any order. Same errors, and what the store throws.
core::ResultSet run(const scenario::Scenario& scenario, const Options& options,
                    const std::vector<Stretch>& stretches, StretchStore& store);

/// Simulates one stretch of the run and saves it block by block; memory for what is found out of it
/// beside outcomes, which but for trajectories that are kept does not grow with its draws.
///
/// pieces       make up the stretch and are done one after the other; empty = in one go
/// checkpoints  what it has of a piece is loaded, the rest simulated and saved there, but for the
///              last; nullptr = none
void run_stretch(const scenario::Scenario& scenario, const Options& options, const Stretch& stretch,
                 StretchStore& store, std::vector<Stretch> pieces = {},
                 StretchStore* checkpoints = nullptr);

/// Simulates one stretch of the run: labels and the groups "draws", "inputs" and "trajectories" (of
/// those kept), whose axis `draw` is the stretch's; without fans of a scenario that wants none.
core::ResultSet draws_of(const scenario::Scenario& scenario, const Options& options,
                         const Stretch& stretch);

/// Called from one thread at a time with what a stretch gives.
using VisitStretch = std::function<void(const Stretch&, core::ResultSet)>;

/// Simulates some stretches of the run, several at once, shows draws_of() each, and keeps nothing.
/// Same errors.
void run_stretches(const scenario::Scenario& scenario, const Options& options,
                   const std::vector<Stretch>& stretches, const VisitStretch& visit);

/// Thrown when `Options::stop` ended a run early; nothing is kept.
class Stopped : public std::exception {};

}  // namespace e2roi::run
