#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/chunks.hpp"

/// Sweep: paths over a grid or a list of assumptions, all with the same draws.  SWEEP.md.
namespace e2roi::study {

/// Draws of a cell where nobody asks for another number: the surface of a grid is smooth because
/// all cells have the same draws, so fewer do than for a decision.
inline constexpr std::uint64_t kSweepDraws = 2000;
/// Fewest draws whose quartiles have a standard error.
inline constexpr std::uint64_t kFewestSweepDraws = 20;

/// Where the paths of one scenario stand for several cells.
struct SweepJob {
  scenario::Scenario scenario;  ///< `paths`: every path that some cell needs, each once
  struct Use {
    std::size_t cell, path;  ///< of the sweep
    std::size_t slot;        ///< number in scenario.paths
  };
  std::vector<Use> uses;
};

/// A sweep that is checked and ready to run.
struct SweepPlan {
  std::string title;
  Cells cells;
  std::uint64_t draws = 0;
  std::vector<analysis::Label> paths;
  std::vector<SweepJob> jobs;

  /// Rows that carrying it out will evaluate, for progress.
  std::uint64_t rows() const;
};

/// Reads and checks every cell before any is simulated: knobs turn the paths of `base`, other keys
/// are laid over its merged text as --set would, about a millisecond for each combination of them.
///
/// path  id of the only path to look at; empty: all
/// Throws core::UsageError (an unknown knob or path, one that changes nothing, two that scale the
/// same lever, too few draws), scenario::InvalidScenario with what the scenario's reader says of a
/// cell, run::Stopped.
SweepPlan plan_sweep(const scenario::Scenario& base, const Cells& cells, const std::string& path,
                     const std::atomic<bool>* stop);

/// Memory: outcomes of one run, at most 256 MB (or of one path and stay), and the figures. Throws
/// what run::Evaluator throws.
analysis::Report sweep(const SweepPlan& plan, int threads, const std::atomic<bool>* stop,
                       const Progress& progress);

}  // namespace e2roi::study
