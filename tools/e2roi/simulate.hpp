#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/core/result_set.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/scenario.hpp"
#include "tools/e2roi/provenance.hpp"
#include "tools/e2roi/verb.hpp"

/// One scenario from its first draw to its result file, with checkpoints: what `run` and `batch` do
/// for each of theirs.
namespace e2roi::program {

/// Draws between checkpoints where nobody asks for another number: half a minute or less.
inline constexpr std::uint64_t kCheckpointDraws = std::uint64_t{1} << 17;

/// Draws between checkpoints as --checkpoint says; UINT64_MAX where there are to be none.
std::uint64_t checkpoint_of(const Arguments& arguments);

/// What to simulate and where the result goes.
struct Simulation {
  const scenario::Scenario& scenario;
  std::vector<std::string> overrides;  ///< KEY=VALUE as applied, for the provenance
  run::Options options;  ///< threads, first draw, progress, stop; its checkpoints are not used
  std::optional<std::filesystem::path> out = {};  ///< else results/NAME-DIGEST.h5
  std::uint64_t checkpoint = kCheckpointDraws;    ///< draws between checkpoints; 0 = none
  std::string command = {};  ///< what to type to go on after a stop; "" = "the same command"
  /// Further entries of the provenance, behind those of the run.
  Entries notes = {};
  /// Further groups of the result file.
  std::vector<analysis::Report> reports = {};
};

/// A run that is done and written. Its draws are in the file only.
struct Simulated {
  analysis::Summary summary;
  std::optional<analysis::Comparison> comparison;  ///< without the draws of its input
  std::string digest;
  std::filesystem::path file;
};

/// A stop was asked for. `kept()` is a sentence that says what is kept and how to go on; "" if
/// nothing is.
class StoppedEarly : public run::Stopped {
 public:
  explicit StoppedEarly(std::string kept) : kept_(std::move(kept)) {}
  const std::string& kept() const { return kept_; }

 private:
  std::string kept_;
};

/// Runs, compares, writes. Longer runs than a checkpoint leave each finished stretch in a folder
/// beside the result file and go on from there if they are started again; the folder is removed
/// when the result is written. The result has the same bytes either way.
///
/// The folder of the result must exist (DefaultFolder) and is best checked before (check_target).
/// Throws StoppedEarly; core::Error with ExitCode::kStoppedEarly where another process is at work
/// on the same run, or a stretch cannot be written; what run::run and results::write throw.
Simulated simulate(const Simulation& simulation);

/// Compares the paths of a run that is done, adds `run` (provenance_of) and the digest, and writes
/// it. The last part of simulate() and of merging shards.
///
/// options  of the run: of its threads this takes two at most; where its stop is set before
///          anything is written this throws run::Stopped
/// file     where to; nothing = results/NAME-DIGEST.h5
Simulated finish(core::ResultSet results, Entries run, const run::Options& options,
                 const std::optional<std::filesystem::path>& file);

/// Prints the decision table, digest and name of the file, or JSON with --json. `until`: what
/// became of --until, or nothing.
void print_result(const Simulated& made, const std::optional<analysis::Report>& until,
                  const Arguments& arguments);

/// The decision table as JSON, with the sentences of the comparison.
std::string result_json(const analysis::Summary& summary,
                        const std::optional<analysis::Comparison>& comparison,
                        const std::optional<analysis::Report>& until = std::nullopt);

}  // namespace e2roi::program
