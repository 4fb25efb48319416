#include "engine/run/run.hpp"

#include <filesystem>
#include <optional>

#include "engine/analysis/summary.hpp"
#include "engine/results/file.hpp"
#include "engine/run/plan.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/provenance.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

std::uint64_t first_draw_of(const Arguments& arguments,
                            const std::vector<scenario::Scenario>& scenarios) {
  if (!arguments.has("first-draw")) return 0;
  const std::uint64_t first = arguments.get<Count>("first-draw").value;
  for (const scenario::Scenario& scenario : scenarios) {
    run::refuse_first_draw(scenario, first);
    if (first > UINT64_MAX - scenario.run.draws)
      throw core::UsageError("run: --first-draw " + std::to_string(first) + " and " +
                             std::to_string(scenario.run.draws) +
                             " draws go beyond draw 2^64 - 1, the last there is.");
  }
  return first;
}

/// The run was stopped by a signal while results of `done` scenarios were kept.
[[noreturn]] void stop(std::size_t done, const scenario::Scenario& unfinished) {
  std::string kept;
  if (done > 0)
    kept = " The " + std::to_string(done) + " result" + (done > 1 ? "s" : "") +
           " finished before are kept.";
  throw core::Error(signal_exit_code(),
                    signal_text() + ": nothing of '" + unfinished.name + "' was written." + kept);
}

core::ResultSet simulate(const scenario::Scenario& scenario, run::Options options, bool quiet) {
  ProgressDisplay display(ProgressDisplay::suitable(quiet));
  options.stop = &stop_requested();
  options.progress = [&display](const run::Progress& progress) { display.show(progress); };
  return run::run(scenario, options);
}

/// Every reason not to begin is found before the first run.
void check_all(const Arguments& arguments, const std::vector<scenario::Scenario>& scenarios,
               int threads) {
  for (const scenario::Scenario& scenario : scenarios) {
    run::refuse_if_too_large(scenario, threads);
    const fs::path target = arguments.has("out") ? fs::path(arguments.get<std::string>("out"))
                                                 : default_file(scenario.name, "00000000");
    check_target(target, static_cast<std::uint64_t>(run::need(scenario, threads).result_bytes));
  }
}

void print_result(const core::ResultSet& results, const std::string& digest, const fs::path& file,
                  const Arguments& arguments) {
  if (arguments.has("json")) {
    print(analysis::decision_json(results));
    if (!arguments.has("quiet")) say("e2roi: wrote " + file.string() + ", digest " + digest + "\n");
    return;
  }
  print(results.title + "\n\n" + analysis::decision_text(results) + "\nDigest  " + digest +
        "\nResult  " + file.string() + "\n");
}

core::ExitCode act(const Arguments& arguments) {
  if (arguments.has("out") && arguments.operands.size() > 1)
    throw core::UsageError("run: --out names one file, but there are " +
                           std::to_string(arguments.operands.size()) + " scenarios.");
  run::Options options;
  options.threads = threads_of(arguments);
  const std::vector<scenario::Scenario> scenarios = read_scenarios(arguments);
  options.first_draw = first_draw_of(arguments, scenarios);
  std::optional<DefaultFolder> folder;
  if (!arguments.has("out")) folder.emplace();
  check_all(arguments, scenarios, options.threads);

  watch_signals();
  for (std::size_t done = 0; done < scenarios.size(); ++done) {
    const scenario::Scenario& scenario = scenarios[done];
    if (stop_requested()) stop(done, scenario);
    core::ResultSet results;
    try {
      results = simulate(scenario, options, arguments.has("quiet"));
    } catch (const run::Stopped&) {
      stop(done, scenario);
    }
    const std::string digest = add_provenance(results, scenario, overrides(arguments));
    const fs::path file = arguments.has("out") ? fs::path(arguments.get<std::string>("out"))
                                               : default_file(scenario.name, digest);
    check_target(file, 0);
    if (stop_requested()) stop(done, scenario);
    results::write(results, file);
    print_result(results, digest, file, arguments);
  }
  return core::ExitCode::kOk;
}

}  // namespace

Verb run_verb() {
  po::options_description options("Options");
  add_scenario_options(options);
  options.add_options()("first-draw", po::value<Count>()->value_name("K"),
                        "number of the first draw; runs of 0-999 and 1000-1999 make up 0-1999")(
      "threads", po::value<Count>()->value_name("N"),
      "threads to use; all there are by default, and the result is the same for any number")(
      "out", po::value<std::string>()->value_name("FILE"),
      "result file; results/NAME-DIGEST.h5 by default")("json", "print the decision table as JSON")(
      "quiet", "no progress")("help,h", "this text");
  return {"run",
          "SCENARIO...",
          "simulate scenarios, print what to decide on, write result files",
          Operand::kScenario,
          1,
          SIZE_MAX,
          {{"e2roi run scenarios/sns-2013/scenario.toml",
            "the decision table, and a result file in results/"},
           {"e2roi run bank.toml --draws 100k --threads 4", "more draws, smaller standard errors"},
           {"e2roi run bank.toml --set company.care_staff=400 --set 'finance.margin=8 to 12'",
            "other facts without touching the file"},
           {"e2roi run bank.toml --json --quiet > decision.json", "for other programs"}},
          options,
          act};
}

}  // namespace e2roi::program
