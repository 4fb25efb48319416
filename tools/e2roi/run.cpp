#include "engine/run/run.hpp"

#include <filesystem>
#include <optional>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/analysis/text_table.hpp"
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
#include "tools/e2roi/until.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

/// What to run: scenarios, and what else the command line says.
struct Plan {
  const Arguments& arguments;
  std::vector<scenario::Scenario> scenarios;
  std::optional<analysis::StopRule> until;
  run::Options options;
};

/// Draws that the run of a scenario may take.
std::uint64_t most_draws(const Plan& plan, const scenario::Scenario& scenario) {
  return plan.until ? most_draws_of(scenario, plan.arguments, plan.options.threads)
                    : scenario.run.draws;
}

std::uint64_t first_draw_of(const Plan& plan) {
  if (!plan.arguments.has("first-draw")) return 0;
  const std::uint64_t first = plan.arguments.get<Count>("first-draw").value;
  for (const scenario::Scenario& scenario : plan.scenarios) {
    run::refuse_first_draw(scenario, first);
    if (const std::uint64_t draws = most_draws(plan, scenario); first > UINT64_MAX - draws)
      throw core::UsageError("run: --first-draw " + std::to_string(first) + " and " +
                             std::to_string(draws) +
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
void check_all(const Plan& plan) {
  for (scenario::Scenario scenario : plan.scenarios) {
    scenario.run.draws = most_draws(plan, scenario);
    run::refuse_if_too_large(scenario, plan.options.threads);
    const fs::path target = plan.arguments.has("out")
                                ? fs::path(plan.arguments.get<std::string>("out"))
                                : default_file(scenario.name, "00000000");
    const run::Need need = run::need(scenario, plan.options.threads);
    check_target(target, plan.until ? 0 : static_cast<std::uint64_t>(need.result_bytes));
  }
}

/// A run that is done, and what is said of it.
struct Done {
  core::ResultSet results;
  std::string digest, until;  ///< `until`: what became of --until
  std::optional<analysis::Comparison> comparison;
};

void print_result(const Done& done, const fs::path& file, const Arguments& arguments) {
  const bool is_quiet = arguments.has("quiet");
  if (arguments.has("json")) {
    print(analysis::decision_json(done.results));
    if (!is_quiet && !done.until.empty()) say("e2roi: " + done.until + "\n");
    if (!is_quiet) say("e2roi: wrote " + file.string() + ", digest " + done.digest + "\n");
    return;
  }
  print(done.results.title + "\n\n" + analysis::decision_text(done.results) +
        analysis::comparison_text(done.results, done.comparison) +
        (done.until.empty() ? "" : "\n" + analysis::wrapped(done.until, 100)) + "\nDigest  " +
        done.digest + "\nResult  " + file.string() + "\n");
}

/// Simulates one scenario, as many draws as it asks for or the rule takes, and compares its paths.
Done carry_out(const Plan& plan, std::size_t which) {
  scenario::Scenario scenario = plan.scenarios[which];
  Arguments arguments = plan.arguments;
  Done done;
  std::string record;
  if (plan.until) {
    const analysis::StopState state = draws_until(scenario, *plan.until, arguments,
                                                  plan.options.threads, plan.options.first_draw);
    done.until = until_sentence(scenario, *plan.until, state);
    record = until_record(*plan.until, state);
    arguments = with_draws(arguments, state.draws);
    scenario = read_scenario(arguments.operands[which], arguments);
  }
  done.results = simulate(scenario, plan.options, arguments.has("quiet"));
  if (plan.until) done.results.provenance.emplace_back("until", record);
  done.comparison = analysis::comparison_of(done.results);
  if (done.comparison)
    analysis::add_report(done.results,
                         analysis::comparison_report(*done.comparison, done.results.title));
  done.digest = add_provenance(done.results, scenario, overrides(arguments));
  return done;
}

core::ExitCode act(const Arguments& arguments) {
  if (arguments.has("out") && arguments.operands.size() > 1)
    throw core::UsageError("run: --out names one file, but there are " +
                           std::to_string(arguments.operands.size()) + " scenarios.");
  Plan plan{arguments, {}, stop_rule_of(arguments), {}};
  plan.options.threads = threads_of(arguments);
  plan.scenarios = read_scenarios(arguments);
  plan.options.first_draw = first_draw_of(plan);
  std::optional<DefaultFolder> folder;
  if (!arguments.has("out")) folder.emplace();
  check_all(plan);

  watch_signals();
  for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
    const scenario::Scenario& scenario = plan.scenarios[i];
    if (stop_requested()) stop(i, scenario);
    Done done;
    try {
      done = carry_out(plan, i);
    } catch (const run::Stopped&) {
      stop(i, scenario);
    }
    const fs::path file = arguments.has("out") ? fs::path(arguments.get<std::string>("out"))
                                               : default_file(scenario.name, done.digest);
    check_target(file, 0);
    if (stop_requested()) stop(i, scenario);
    results::write(done.results, file);
    print_result(done, file, arguments);
  }
  return core::ExitCode::kOk;
}

}  // namespace

Verb run_verb() {
  po::options_description options("Options");
  add_scenario_options(options);
  add_until_options(options);
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
           {"e2roi run bank.toml --until 'p_wrong < 1 %'",
            "as many draws as it takes to know the best path"},
           {"e2roi run bank.toml --json --quiet > decision.json", "for other programs"}},
          options,
          act};
}

}  // namespace e2roi::program
