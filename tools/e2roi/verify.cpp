#include <utility>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/verification.hpp"
#include "engine/core/outcome.hpp"
#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kBlocks = 16;  ///< run again where nothing else is asked for

/// A result file and what it was made from.
struct Stored {
  std::string file;
  core::ResultSet results;
  scenario::Scenario scenario;

  const std::string& said(const char* key) const {
    return results::value_of(results.provenance, key);
  }
};

[[noreturn]] void refuse_to_verify(const std::string& what) {
  throw core::Error(core::ExitCode::kInvalidScenario, "verify: " + what);
}

/// Other equations give other results: nothing could be learnt from running them.
void refuse_other_model(const Stored& stored) {
  const BuildInfo& build = build_info();
  if (stored.said("model_version") == build.model) return;
  refuse_to_verify(stored.file + " was made with version " + stored.said("model_version") +
                   " of the model, this program has " + build.model +
                   ": other equations give other results. Verify it with e2roi " +
                   stored.said("program_version") + ", commit " + stored.said("program_commit") +
                   ".");
}

/// Bits are promised for one build only.
std::string other_program(const Stored& stored) {
  const BuildInfo& build = build_info();
  if (stored.said("program_version") == build.version &&
      stored.said("program_commit") == build.commit && stored.said("compiler") == build.compiler)
    return "";
  return "The file was made by e2roi " + stored.said("program_version") + " (commit " +
         stored.said("program_commit") + ", " + stored.said("compiler") + "), this is " +
         build.version + " (commit " + build.commit + ", " + build.compiler +
         "): equal bits prove the file right, other bits do not prove it damaged.";
}

Stored read_stored(const std::string& file) {
  Stored stored{file, results::read(file, results::Content::kUnchecked), {}};
  if (stored.results.find("draws", "npv") == nullptr || stored.results.draws == 0)
    refuse_to_verify(file +
                     " holds no draws: only what 'e2roi run' or 'merge' wrote can be verified.");
  if (stored.said("scenario").empty())
    refuse_to_verify(file + " does not hold the scenario that it was made from.");
  refuse_other_model(stored);
  scenario::ReadOptions from_text;
  from_text.use_environment = false;
  stored.scenario =
      scenario::read_text(stored.said("scenario"), file + ":/provenance/scenario", from_text);
  if (stored.scenario.run.draws != stored.results.draws)
    refuse_to_verify(file + " holds " + grouped(stored.results.draws) +
                     " draws, its scenario says " + grouped(stored.scenario.run.draws) + ".");
  return stored;
}

/// What the file says of its own run, against its scenario and its values.
void compare_provenance(const Stored& stored, analysis::Verification& verification) {
  const auto compare = [&](const char* key, const std::string& name, const std::string& ought) {
    if (const std::string& is = stored.said(key); is != ought)
      verification.contradict("its " + name + " is '" + is + "' and must be '" + ought + "'");
  };
  compare("seed", "seed", std::to_string(stored.scenario.run.seed));
  compare("draws", "number of draws", std::to_string(stored.scenario.run.draws));
  compare("first_draw", "first draw", std::to_string(stored.results.first_draw));
  compare("sampling", "sampling", stored.scenario.run.sampling);
  compare("digest", "digest", results::digest(stored.results));
}

std::uint64_t draws_of(const std::vector<run::Stretch>& stretches) {
  std::uint64_t draws = 0;
  for (const run::Stretch& stretch : stretches) draws += stretch.draws;
  return draws;
}

/// The run's comparison of its paths, as it stands in its file.
void add_comparison(core::ResultSet& to, const core::ResultSet& from) {
  if (const auto comparison = analysis::comparison_of(from))
    analysis::add_report(to, analysis::comparison_report(*comparison, from.title));
}

bool has_comparison(const Stored& stored) {
  return stored.results.find("comparison", "path_mean") != nullptr;
}

/// The whole run again, and all that its file says of it.
void verify_all(const Stored& stored, const run::Options& options,
                analysis::Verification& verification) {
  core::ResultSet again = run::run(stored.scenario, options);
  if (has_comparison(stored)) add_comparison(again, again);
  verification.compare_labels(again);
  verification.compare_draws(0, again);
  verification.compare_statistics(again);
  for (const auto& [key, ought] : again.provenance)
    if (const std::string& is = stored.said(key.c_str()); is != ought)
      verification.contradict("its " + key + " is '" + is + "' and must be '" + ought + "'");
  verification.contradict_others();
}

/// Some blocks again; the statistics from the draws in the file.
void verify_some(const Stored& stored, const run::Options& options,
                 const std::vector<run::Stretch>& chosen, analysis::Verification& verification) {
  bool is_first = true;
  run::run_stretches(stored.scenario, options, chosen,
                     [&](const run::Stretch& stretch, const core::ResultSet& again) {
                       if (std::exchange(is_first, false)) verification.compare_labels(again);
                       verification.compare_draws(stretch.place, again);
                     });
  core::ResultSet statistics;
  statistics.path_ids = stored.results.path_ids;
  statistics.path_names = stored.results.path_names;
  statistics.arrays = core::outcome_arrays(stored.results);
  if (has_comparison(stored)) add_comparison(statistics, stored.results);
  verification.compare_statistics(statistics);
  verification.contradict_others();
}

/// The stretches to run again, a block each.
std::vector<run::Stretch> chosen_blocks(const Stored& stored, const Arguments& arguments,
                                        std::vector<run::Stretch> blocks) {
  if (arguments.has("all")) return blocks;
  const std::uint64_t wanted =
      arguments.has("blocks") ? arguments.get<Count>("blocks").value : kBlocks;
  std::vector<run::Stretch> chosen;
  for (const std::uint64_t block :
       analysis::blocks_to_verify(stored.said("digest"), blocks.size(), wanted))
    chosen.push_back(blocks[block]);
  return chosen;
}

core::ExitCode verify_files(const Arguments& arguments) {
  if (arguments.has("all") && arguments.has("blocks"))
    throw core::UsageError("verify: --blocks does not go with --all.");
  if (arguments.has("blocks") && arguments.get<Count>("blocks").value == 0)
    throw core::UsageError("verify: --blocks is 0 and must be at least 1.");
  ProgressDisplay display(ProgressDisplay::suitable(arguments.has("quiet")));
  run::Options options;
  options.threads = threads_of(arguments);
  options.stop = &stop_requested();
  options.progress = [&display](const run::Progress& now) { display.show(now); };
  const Stored stored = read_stored(arguments.operands.front());
  options.first_draw = stored.results.first_draw;

  const std::vector<run::Stretch> blocks =
      run::cut_every(options.first_draw, stored.results.draws, 1);
  const std::vector<run::Stretch> chosen = chosen_blocks(stored, arguments, blocks);
  analysis::Verification verification(stored.results);
  const analysis::Report report = stoppable([&] {
    compare_provenance(stored, verification);
    if (arguments.has("all"))
      verify_all(stored, options, verification);
    else
      verify_some(stored, options, chosen, verification);
    return analysis::verification_report(
        verification,
        {chosen.size(), blocks.size(), draws_of(chosen), stored.results.draws,
         other_program(stored), arguments.has("all")},
        stored.results.title);
  });
  if (arguments.has("json"))
    print(analysis::report_json(report));
  else
    print(stored.results.title + "\n\n" + analysis::report_text(report));
  return verification.holds() ? core::ExitCode::kOk : core::ExitCode::kDiffers;
}

}  // namespace

Verb verify_verb() {
  po::options_description options("Options");
  options.add_options()("all", "all blocks, the monthly series and the statistics")(
      "blocks", po::value<Count>()->value_name("N"),
      "blocks of 256 draws to run again, 16 by default; the file's digest chooses them")(
      "threads", po::value<Count>()->value_name("N"),
      "threads to use; the result is the same for any number")("json", "print the report as JSON")(
      "quiet", "no progress")("help,h", "this text");
  return {"verify",
          "RESULT.h5",
          "run parts of a result again and compare every bit; exit code 3 if one differs",
          Operand::kResult,
          1,
          1,
          {{"e2roi verify results/sns-bank-2013-2017-01234567.h5",
            "16 blocks of 256 draws, from the scenario in the file"},
           {"e2roi verify bank.h5 --all", "every draw, series and statistic: as long as the run"}},
          options,
          verify_files};
}

}  // namespace e2roi::program
