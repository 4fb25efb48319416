#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "engine/results/file_lock.hpp"
#include "tools/e2roi/batch_index.hpp"
#include "tools/e2roi/batch_plan.hpp"
#include "tools/e2roi/batch_work.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

fs::path folder_of(const Arguments& arguments, const BatchPlan& plan) {
  if (arguments.has("out")) return arguments.get<std::string>("out");
  return fs::path("results") / ("batch-" + file_name_of(plan.name));
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder))
    throw core::FileError("cannot make the folder " + folder.string() + ": " +
                          (error ? error.message() : "something else has that name"));
}

std::string host_name() {
  char name[256] = "";
  return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

/// The folder belongs to this process until it ends, however it ends.
results::FileLock locked(const fs::path& folder) {
  const fs::path file = folder / "batch.lock";
  std::optional<results::FileLock> lock = results::FileLock::take(file);
  if (!lock) {
    std::ifstream stream(file);
    std::string holder;
    std::getline(stream, holder);
    throw core::Error(core::ExitCode::kStoppedEarly,
                      "another e2roi batch" + (holder.empty() ? "" : " (" + holder + ")") +
                          " is at work in " + folder.string() +
                          ": wait until it is done, or name another folder with --out.");
  }
  std::ofstream(file, std::ios::trunc) << "process " << getpid() << " on " << host_name() << "\n";
  return std::move(*lock);
}

std::string runs_text(std::size_t count) {
  return grouped(count) + (count == 1 ? " run" : " runs");
}

/// The first lines of an error, set in below its run.
std::string excerpt(const std::string& error) {
  constexpr int kLines = 4;
  std::string text;
  std::size_t at = 0;
  for (int line = 0; line < kLines && at < error.size(); ++line) {
    const std::size_t end = std::min(error.find('\n', at), error.size());
    text += "    " + error.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return at < error.size() ? text + "    ... (all of it is in the index)\n" : text;
}

/// A sentence, then what failed, then where everything is.
std::string summary_text(const BatchPlan& plan, const BatchWork& work, const fs::path& folder) {
  const std::size_t failed = work.index().count(RunStatus::kFailed);
  const auto& errors = work.index().errors();
  std::string failures;
  for (const auto& [run, error] : errors)
    failures += "  " + plan.runs[run].name + "\n" + excerpt(error);
  if (failed > errors.size())
    failures += "  ... and " + grouped(failed - errors.size()) + " more, in the index\n";
  const std::size_t all = plan.runs.size();
  std::string text = plan.name + "\n\n";
  if (failed == 0)
    text += "Done: all results of " + runs_text(all) + " are there.\n";
  else if (failed == all)
    text += "Failed: " + runs_text(all) + ", and there is no result.\n";
  else
    text += grouped(failed) + " of " + runs_text(all) + " failed; the results of the other " +
            grouped(all - failed) + " are there.\n";
  if (failed > 0) text += "\nFailed\n" + failures;
  return text + "\nIndex    " + (folder / "index.csv").string() + ", index.json\n";
}

std::string rate_text(const BatchPlan& plan, const BatchWork& work) {
  std::string text = "e2roi: ";
  if (work.found() > 0)
    text += "of " + runs_text(plan.runs.size()) + ", " + grouped(work.found()) +
            " were there already; ";
  text += "simulated " + grouped(work.draws()) + " draws";
  if (work.draws() > 0 && work.seconds() > 0)
    text +=
        ", " +
        grouped(static_cast<std::uint64_t>(static_cast<double>(work.draws()) / work.seconds())) +
        " draws/s";
  return text + "\n";
}

/// What stops a whole batch says what is kept.
void carry_out(BatchWork& work, std::size_t runs, const fs::path& folder) {
  try {
    work.carry_out();
  } catch (const core::FileError& error) {
    const std::size_t done = work.index().count(RunStatus::kDone);
    std::error_code ignored;
    if (done == 0 || !fs::is_directory(folder, ignored)) throw;
    throw core::FileError(std::string(error.what()) + ". " + grouped(done) + " of " +
                          runs_text(runs) + " are done and kept in " + folder.string() +
                          "; once that is mended the same command goes on from there.");
  }
}

core::ExitCode run_batch(const Arguments& arguments) {
  const BatchPlan plan = plan_batch(arguments);
  const fs::path folder = folder_of(arguments, plan);
  const int threads = threads_of(arguments);
  make_folder(folder);
  const results::FileLock lock = locked(folder);
  refuse_other_index(folder);
  watch_signals();

  const bool is_quiet = arguments.has("quiet");
  BatchWork work(plan, {folder, lock, threads, arguments.has("allow-outside"),
                        checkpoint_of(arguments), arguments.has("force"), is_quiet});
  carry_out(work, plan.runs.size(), folder);

  const BatchIndex& index = work.index();
  if (!work.has_looked())
    throw core::Error(signal_exit_code(),
                      signal_text() +
                          " while looking for results that are there already: nothing in " +
                          folder.string() + " was changed; the same command begins again.");
  if (stop_requested() && index.count(RunStatus::kMissing) > 0)
    throw core::Error(signal_exit_code(),
                      signal_text() + ": " + grouped(index.count(RunStatus::kDone)) + " of " +
                          runs_text(plan.runs.size()) + (plan.runs.size() == 1 ? " is" : " are") +
                          " done and kept in " + folder.string() +
                          "; the same command goes on from there" +
                          (arguments.has("force") ? " without --force." : "."));
  if (arguments.has("json"))
    index.give_json([](const std::string& text) { print(text); });
  else
    print(summary_text(plan, work, folder));
  if (!is_quiet) say(rate_text(plan, work));
  return index.count(RunStatus::kFailed) > 0 ? core::ExitCode::kFailed : core::ExitCode::kOk;
}

}  // namespace

Verb batch_verb() {
  po::options_description options("Options");
  add_scenario_options(options);
  options.add_options()("threads", po::value<Count>()->value_name("N"),
                        "threads to use; the results are the same for any number")(
      "checkpoint", po::value<Count>()->value_name("DRAWS"),
      "keep what is done of a long run every so many draws; 131072 by default, 0 = never")(
      "out", po::value<std::string>()->value_name("FOLDER"),
      "where the results and the index go; results/batch-NAME by default")(
      "force", "do all runs anew, also those whose results are there")(
      "json", "print the index as JSON")("quiet", "no progress")("help,h", "this text");
  return {"batch",
          "FOLDER|SCENARIO...|BATCH.toml",
          "run many scenarios, a result file each and one index of all; goes on where it stopped",
          Operand::kScenario,
          1,
          SIZE_MAX,
          {{"e2roi batch scenarios", "every scenario in the folder, into results/batch-scenarios"},
           {"e2roi batch scenarios --draws 2000 --out quick", "all of them with few draws"},
           {"e2roi batch overnight.batch.toml",
            "scenarios x variants x crossed values, as the file says (scenarios/README.md)"}},
          options,
          run_batch};
}

}  // namespace e2roi::program
