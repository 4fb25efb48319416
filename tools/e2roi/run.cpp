#include "engine/run/run.hpp"

#include <filesystem>
#include <optional>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/analysis/text_table.hpp"
#include "engine/run/plan.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/simulate.hpp"
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
  Simulated simulated;
  std::string until;  ///< what became of --until
};

void print_result(const Done& done, const Arguments& arguments) {
  const Simulated& made = done.simulated;
  const bool is_quiet = arguments.has("quiet");
  if (arguments.has("json")) {
    print(analysis::decision_json(made.results));
    if (!is_quiet && !done.until.empty()) say("e2roi: " + done.until + "\n");
    if (!is_quiet) say("e2roi: wrote " + made.file.string() + ", digest " + made.digest + "\n");
    return;
  }
  print(made.results.title + "\n\n" + analysis::decision_text(made.results) +
        analysis::comparison_text(made.results, made.comparison) +
        (done.until.empty() ? "" : "\n" + analysis::wrapped(done.until, 100)) + "\nDigest  " +
        made.digest + "\nResult  " + made.file.string() + "\n");
}

Simulated simulate_with(const Plan& plan, const scenario::Scenario& scenario,
                        const Arguments& arguments, const std::string& until) {
  ProgressDisplay display(ProgressDisplay::suitable(arguments.has("quiet")));
  Simulation simulation{scenario, overrides(arguments), plan.options};
  simulation.options.stop = &stop_requested();
  simulation.options.progress = [&display](const run::Progress& now) { display.show(now); };
  if (arguments.has("out")) simulation.out = arguments.get<std::string>("out");
  if (!until.empty()) simulation.notes.emplace_back("until", until);
  return simulate(simulation);
}

/// Simulates one scenario, as many draws as it asks for or the rule takes, and writes its result.
Done carry_out(const Plan& plan, std::size_t which) {
  if (!plan.until) return {simulate_with(plan, plan.scenarios[which], plan.arguments, ""), ""};
  const scenario::Scenario& scenario = plan.scenarios[which];
  const analysis::StopState state = draws_until(scenario, *plan.until, plan.arguments,
                                                plan.options.threads, plan.options.first_draw);
  const Arguments arguments = with_draws(plan.arguments, state.draws);
  return {simulate_with(plan, read_scenario(arguments.operands[which], arguments), arguments,
                        until_record(*plan.until, state)),
          until_sentence(scenario, *plan.until, state)};
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
    try {
      print_result(carry_out(plan, i), arguments);
    } catch (const run::Stopped&) {
      stop(i, scenario);
    }
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
