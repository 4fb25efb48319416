#include "tools/e2roi/study_options.hpp"

#include <chrono>
#include <cstdlib>
#include <memory>

#include "engine/results/file.hpp"
#include "engine/run/run.hpp"
#include "engine/run/tables.hpp"
#include "engine/run/threads.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/provenance.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

int checked_threads(const Arguments& arguments, std::uint64_t threads,
                    const std::string& given_by) {
  constexpr std::uint64_t kMost = 1024;
  if (threads < 1 || threads > kMost)
    throw core::UsageError(arguments.verb + ": " + given_by + " is " + std::to_string(threads) +
                           " and must be between 1 and " + std::to_string(kMost) + ".");
  return static_cast<int>(threads);
}

}  // namespace

int threads_of(const Arguments& arguments) {
  if (arguments.has("threads"))
    return checked_threads(arguments, arguments.get<Count>("threads").value, "--threads");
  const char* variable = std::getenv("E2ROI_THREADS");
  if (variable == nullptr || *variable == '\0') return run::default_threads();
  Count threads;
  try {
    threads = parse_count(variable);
  } catch (const core::UsageError& error) {
    throw core::UsageError(arguments.verb + ": the value of E2ROI_THREADS: " + error.what() + ".");
  }
  return checked_threads(arguments, threads.value, "E2ROI_THREADS");
}

void add_study_options(po::options_description& options) {
  add_scenario_options(options);
  options.add_options()("threads", po::value<Count>()->value_name("N"),
                        "threads to use; the result is the same for any number")(
      "out", po::value<std::string>()->value_name("FILE"), "also write the tables to this file")(
      "json", "print the report as JSON")("quiet", "no progress")("help,h", "this text");
}

std::function<void(std::uint64_t)> row_progress(const Arguments& arguments, std::uint64_t total) {
  const auto display =
      std::make_shared<ProgressDisplay>(ProgressDisplay::suitable(arguments.has("quiet")));
  const auto began = std::chrono::steady_clock::now();
  return [display, began, total](std::uint64_t done) {
    run::Progress progress;
    progress.draws_done = done;
    progress.draws = total;
    progress.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    progress.headline = progress.headline_error = std::numeric_limits<double>::quiet_NaN();
    display->show(progress);
  };
}

analysis::Report stoppable(const std::function<analysis::Report()>& study) {
  watch_signals();
  try {
    return study();
  } catch (const run::Stopped&) {
    throw core::Error(signal_exit_code(), signal_text() + ": nothing was written.");
  }
}

void check_out(const Arguments& arguments) {
  if (arguments.has("out")) check_target(arguments.get<std::string>("out"), 0);
}

void deliver(const analysis::Report& report, const scenario::Scenario& scenario,
             const Arguments& arguments, const std::string& command) {
  if (arguments.has("json"))
    print(analysis::report_json(report));
  else
    print(scenario.name + "\n\n" + analysis::report_text(report));
  if (!arguments.has("out")) return;
  const std::string& file = arguments.get<std::string>("out");
  core::ResultSet results = run::labelled_results(scenario, 0);
  results.draws = 0;
  results.kept_trajectories = 0;
  results.provenance.emplace_back("study", command);
  results.provenance.emplace_back(kReportEntry, analysis::report_text(report));
  analysis::add_report(results, report);
  add_provenance(results, scenario, overrides(arguments));
  results::write(results, file);
  if (!arguments.has("quiet")) say("e2roi: wrote " + file + "\n");
}

}  // namespace e2roi::program
