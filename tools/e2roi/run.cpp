#include "engine/run/run.hpp"

#include <filesystem>
#include <optional>

#include "engine/run/plan.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/progress.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/run_shard.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/shard.hpp"
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

/// The run of the scenario after `done` others was stopped by a signal: says how many are kept and
/// not begun, and last what of this one is kept, for a command to go on may end that.
[[noreturn]] void stop(std::size_t done, const std::vector<scenario::Scenario>& scenarios,
                       const std::string& kept) {
  const std::size_t ahead = scenarios.size() - done - 1;
  std::string text = signal_text() + ": ";
  if (done > 0)
    text += std::to_string(done) + (done > 1 ? " finished results are" : " finished result is") +
            " kept; ";
  if (ahead > 0)
    text +=
        std::to_string(ahead) + (ahead > 1 ? " scenarios were" : " scenario was") + " not begun; ";
  const std::string& name = scenarios[done].name;
  throw core::Error(signal_exit_code(),
                    text + (kept.empty() ? "nothing of '" + name + "' was written."
                                         : "of '" + name + "' " + kept));
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
    // With checkpoints everything stands on the disk twice at the end.
    const double copies = scenario.run.draws > checkpoint_of(plan.arguments) ? 2 : 1;
    check_target(target, plan.until ? 0 : static_cast<std::uint64_t>(copies * need.result_bytes));
  }
}

void carry_out(const Plan& plan, std::size_t which) {
  const Arguments& typed = plan.arguments;
  scenario::Scenario scenario = plan.scenarios[which];
  Arguments arguments = typed;
  std::optional<analysis::Report> until;
  std::string record;
  if (plan.until) {
    const analysis::StopState state =
        draws_until(scenario, *plan.until, typed, plan.options.threads, plan.options.first_draw);
    until = until_report(scenario, *plan.until, state);
    record = until_record(*plan.until, state);
    arguments = with_draws(typed, state.draws);
    scenario = read_scenario(typed.operands[which], arguments);
  }
  ProgressDisplay display(ProgressDisplay::suitable(typed.has("quiet")));
  Simulation simulation{scenario, overrides(arguments), plan.options};
  simulation.options.stop = &stop_requested();
  simulation.options.progress = [&display](const run::Progress& now) { display.show(now); };
  simulation.command = run_command(typed, which);
  simulation.checkpoint = checkpoint_of(typed);
  if (typed.has("out")) simulation.out = typed.get<std::string>("out");
  if (until) {
    simulation.notes.emplace_back("until", record);
    simulation.reports.push_back(*until);
  }
  print_result(simulate(simulation), until, typed);
}

void refuse_what_shards_cannot(const Arguments& arguments) {
  if (arguments.has("shard") && arguments.has("until"))
    throw core::UsageError(
        "run: --until does not go with --shard, for a shard does not know what the others find.");
  if (!arguments.has("shard") && arguments.has("force"))
    throw core::UsageError("run: --force goes with --shard; a run is always made anew.");
  if (!arguments.has("shard") && arguments.has("shards"))
    throw core::UsageError("run: --shards goes with --shard auto.");
}

core::ExitCode run_scenarios(const Arguments& arguments) {
  if (arguments.has("out") && arguments.operands.size() > 1)
    throw core::UsageError("run: --out names one file, but there are " +
                           std::to_string(arguments.operands.size()) + " scenarios.");
  refuse_what_shards_cannot(arguments);
  const std::optional<Shard> shard = shard_of(arguments);
  Plan plan{arguments, {}, stop_rule_of(arguments), {}};
  plan.options.threads = threads_of(arguments);
  plan.scenarios = read_scenarios(arguments);
  plan.options.first_draw = first_draw_of(plan);
  std::optional<DefaultFolder> folder;
  if (!arguments.has("out")) folder.emplace();
  if (shard)
    check_shard(plan.scenarios, *shard, plan.options);
  else
    check_all(plan);

  watch_signals();
  for (std::size_t i = 0; i < plan.scenarios.size(); ++i) {
    const scenario::Scenario& scenario = plan.scenarios[i];
    if (stop_requested()) stop(i, plan.scenarios, "");
    try {
      if (shard)
        run_shard(scenario, *shard, plan.options, checkpoint_of(arguments), arguments,
                  run_command(arguments, i));
      else
        carry_out(plan, i);
    } catch (const StoppedEarly& early) {
      stop(i, plan.scenarios, early.kept());
    } catch (const run::Stopped&) {
      stop(i, plan.scenarios, "");
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
      "threads to use; by default all that affinity, cgroup and Slurm grant, and the result is "
      "the same for any number")(
      "checkpoint", po::value<Count>()->value_name("DRAWS"),
      "keep what is done every so many draws, so that the same command goes on after a stop; "
      "131072 by default, 0 = never")("shard", po::value<std::string>()->value_name("K/N"),
                                      "simulate only the K-th of N parts, for 'e2roi merge'; "
                                      "'auto' asks the scheduler's environment variables")(
      "shards", po::value<Count>()->value_name("N"),
      "how many parts there are, where --shard auto cannot know")(
      "out", po::value<std::string>()->value_name("FILE"),
      "result file; results/NAME-DIGEST.h5 by default. Shards: FILE-K-of-N.shard")(
      "force", "make a shard anew that is there already")(
      "json", "print the decision table as JSON")("quiet", "no progress")("help,h", "this text");
  return {"run",
          "SCENARIO...",
          "simulate scenarios, print what to decide on, write result files",
          Operand::kScenario,
          1,
          SIZE_MAX,
          {{"e2roi run scenarios/sns-2013/scenario.toml",
            "the decision table, and a result file in results/"},
           {"e2roi run scenarios/workshop-bank/scenario.toml --draws 100k --out bank.h5",
            "more draws, smaller standard errors; 'e2roi compare bank.h5' compares its paths"},
           {"e2roi run bank.toml --set company.fit=0.6 --set 'inputs.finance.margin=8 to 12'",
            "other facts without touching the file"},
           {"e2roi run bank.toml --until 'p_wrong < 1 %'",
            "as many draws as it takes to know the best path"},
           {"e2roi run bank.toml --draws 5M --shard 3/16 --out bank.h5",
            "one of 16 parts, for 'e2roi merge'"},
           {"e2roi run bank.toml --json --quiet > decision.json", "for other programs"}},
          options,
          run_scenarios};
}

}  // namespace e2roi::program
