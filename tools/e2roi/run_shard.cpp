#include "tools/e2roi/run_shard.hpp"

#include <algorithm>
#include <filesystem>

#include "engine/core/json.hpp"
#include "engine/results/file.hpp"
#include "engine/run/plan.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/simulate.hpp"
#include "tools/e2roi/stretch_files.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

run::Stretch stretch_for(const scenario::Scenario& scenario, const Shard& shard,
                         std::uint64_t first_draw) {
  const std::uint64_t blocks = run::blocks_of(first_draw, scenario.run.draws);
  if (shard.of > blocks)
    throw core::UsageError(
        "run: " + grouped(scenario.run.draws) + " draws of '" + scenario.name + "' are " +
        grouped(blocks) + " block" + (blocks > 1 ? "s" : "") +
        " of 256, so there can be no more shards than that, but there are to be " +
        std::to_string(shard.of) + ".");
  return run::cut_evenly(first_draw, scenario.run.draws, shard.of)[shard.number - 1];
}

/// "003-of-016": names in the order of the draws, for up to 999 shards and beyond.
std::string suffix(const Shard& shard) {
  const std::string of = std::to_string(shard.of), number = std::to_string(shard.number);
  const std::size_t width = std::max<std::size_t>(of.size(), 3);
  return std::string(width - number.size(), '0') + number + "-of-" +
         std::string(width - of.size(), '0') + of;
}

/// Where a shard goes and what is said of it.
struct ShardTarget {
  fs::path file;
  Entries run, more;
};

class OneFile : public run::StretchStore {
 public:
  explicit OneFile(const ShardTarget& target) : target_(target) {}
  std::unique_ptr<run::StretchReader> load(const run::Stretch& /*stretch*/,
                                           const run::Parts& /*parts*/) override {
    return nullptr;
  }
  std::unique_ptr<run::StretchWriter> save(const run::Stretch& stretch, std::uint64_t blocks,
                                           std::size_t values) override {
    return stretch_writer(shard_header(target_.run, stretch, target_.more), blocks, values,
                          target_.file, results::Durability::kSynced);
  }

 private:
  const ShardTarget& target_;
};

/// The pieces of a shard, at the end of each of which it is kept; one where `every` is 0.
std::vector<run::Stretch> pieces_of(const run::Stretch& shard, std::uint64_t first_draw,
                                    std::uint64_t every) {
  std::vector<run::Stretch> pieces = run::cut_every(first_draw + shard.place, shard.draws, every);
  for (run::Stretch& piece : pieces) piece.place += shard.place;
  return pieces;
}

/// Makes the shard with checkpoints beside it, which are removed when it is written.
void in_pieces(const scenario::Scenario& scenario, const run::Options& options,
               const run::Stretch& stretch, const std::vector<run::Stretch>& pieces, OneFile& store,
               Checkpoints& checkpoints, const std::string& command) {
  try {
    run::run_stretch(scenario, options, stretch, store, pieces, &checkpoints);
    checkpoints.clear();
  } catch (const run::Stopped&) {
    throw StoppedEarly(kept_text(checkpoints, stretch.draws, command));
  } catch (const core::FileError& error) {
    const std::string kept = kept_text(checkpoints, stretch.draws, command);
    if (kept.empty()) throw;
    throw core::Error(core::ExitCode::kStoppedEarly, std::string(error.what()) + ". " + kept);
  }
}

/// command  what to type to go on after a stop
void make_shard(const scenario::Scenario& scenario, const run::Options& options,
                const run::Stretch& stretch, const ShardTarget& target, std::uint64_t checkpoint,
                bool is_quiet, const std::string& command) {
  // With checkpoints everything stands on the disk twice at the end.
  const double copies = stretch.draws > checkpoint ? 2 : 1;
  const double bytes =
      copies * run::need_to_keep(scenario, options.threads, stretch.draws).result_bytes;
  results::check_writable(target.file, static_cast<std::uint64_t>(bytes));

  OneFile store(target);
  ProgressDisplay display(ProgressDisplay::suitable(is_quiet));
  run::Options watched = options;
  watched.stop = &stop_requested();
  watched.progress = [&display](const run::Progress& now) { display.show(now); };
  const std::vector<run::Stretch> pieces = pieces_of(stretch, options.first_draw, checkpoint);
  if (pieces.size() > 1) {
    Checkpoints checkpoints(target.file, target.run);
    in_pieces(scenario, watched, stretch, pieces, store, checkpoints, command);
  } else {
    run::run_stretch(scenario, watched, stretch, store);
  }
}

/// Whether the file is that very shard, made before.
bool is_made(const fs::path& file, const results::ShardHeader& header) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return false;
  try {
    results::ShardFile shard(file);
    return shard.header() == header && shard.is_whole();
  } catch (const core::FileError&) {
    return false;
  }
}

}  // namespace

void check_shard(const std::vector<scenario::Scenario>& scenarios, const Shard& shard,
                 const run::Options& options) {
  for (const scenario::Scenario& scenario : scenarios) {
    const run::Stretch stretch = stretch_for(scenario, shard, options.first_draw);
    run::refuse_if_too_large_to_keep(scenario, options.threads, stretch.draws);
  }
}

void run_shard(const scenario::Scenario& scenario, const Shard& shard, const run::Options& options,
               std::uint64_t checkpoint, const Arguments& arguments, const std::string& command) {
  const run::Stretch stretch = stretch_for(scenario, shard, options.first_draw);
  const Entries run = provenance_of(scenario, options.first_draw, overrides(arguments));
  const std::string base = arguments.has("out")
                               ? arguments.get<std::string>("out")
                               : default_base(scenario.name).string() + "-" + short_name_of(run);
  const std::string file = base + "-" + suffix(shard) + ".shard";
  const Entries more = {{"shard", std::to_string(shard.number)},
                        {"shards", std::to_string(shard.of)},
                        {"run_command", command}};
  // A scheduler may queue a task again that was done just before it was stopped.
  const bool is_there = !arguments.has("force") && is_made(file, shard_header(run, stretch, more));
  if (is_there)
    remove_checkpoints(file, run);
  else
    make_shard(
        scenario, options, stretch, {file, run, more}, checkpoint, arguments.has("quiet"),
        command + " --shard " + std::to_string(shard.number) + "/" + std::to_string(shard.of));

  const std::uint64_t first = options.first_draw + stretch.place;
  if (arguments.has("json"))
    return print("{\"format\":\"e2roi-shard-1\",\"shard\":" + std::to_string(shard.number) +
                 ",\"shards\":" + std::to_string(shard.of) +
                 ",\"first_draw\":" + core::json_string(std::to_string(first)) + ",\"draws\":" +
                 std::to_string(stretch.draws) + ",\"file\":" + core::json_string(file) +
                 ",\"was_there\":" + (is_there ? "true" : "false") + "}\n");
  print(scenario.name + "\n\nShard   " + std::to_string(shard.number) + " of " +
        std::to_string(shard.of) + ": draws " + grouped(first) + " to " +
        grouped(first + stretch.draws - 1) + "\nFile    " + file +
        (is_there ? " (whole and there already, so not made again; --force makes it anew)" : "") +
        "\nThen    e2roi merge " + quoted(base) + "-*.shard" +
        (arguments.has("out") ? " --out " + quoted(base) : "") + "\n");
}

}  // namespace e2roi::program
