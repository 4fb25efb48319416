#include "engine/study/sweep.hpp"

#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
using Texts = std::vector<std::string>;

study::Cells cells_of(const Arguments& arguments) {
  if (arguments.has("grid") && arguments.has("from"))
    throw core::UsageError("sweep: --grid and --from are two ways to say which cells: take one.");
  if (arguments.has("grid")) return study::grid_of(arguments.get<Texts>("grid"));
  if (arguments.has("from")) return study::list_of(arguments.get<std::string>("from"));
  throw core::UsageError(
      "sweep: --grid KEY=FROM:TO:COUNT or --from FILE must say which cells, such as --grid "
      "openness=0:1:11.");
}

/// The scenario with the draws of a sweep, unless somebody asked for another number.
scenario::Scenario scenario_of(const Arguments& arguments) {
  scenario::Scenario scenario = read_scenario(arguments.operands.front(), arguments);
  for (const std::string& setting : overrides(arguments))
    if (setting.starts_with("run.draws")) return scenario;
  scenario.run.draws = study::kSweepDraws;
  return scenario;
}

std::string command_of(const Arguments& arguments, const std::string& path) {
  std::string command = "sweep";
  if (arguments.has("grid"))
    for (const std::string& grid : arguments.get<Texts>("grid")) command += " --grid " + grid;
  if (arguments.has("from")) command += " --from " + arguments.get<std::string>("from");
  return command + (path.empty() ? "" : " --path " + path);
}

core::ExitCode sweep_grid(const Arguments& arguments) {
  const int threads = threads_of(arguments);
  const study::Cells cells = cells_of(arguments);
  const std::string path =
      arguments.has("path") ? arguments.get<std::string>("path") : std::string();
  const scenario::Scenario scenario = scenario_of(arguments);
  check_out(arguments);
  const analysis::Report report = stoppable([&] {
    const study::SweepPlan plan = study::plan_sweep(scenario, cells, path, &stop_requested());
    return study::sweep(plan, threads, &stop_requested(), row_progress(arguments, plan.rows()));
  });
  deliver(report, scenario, arguments, command_of(arguments, path));
  return core::ExitCode::kOk;
}

}  // namespace

Verb sweep_verb() {
  po::options_description options("Options");
  options.add_options()("grid", po::value<Texts>()->composing()->value_name("KEY=FROM:TO:COUNT"),
                        "a key and its values, up to three times: a key that --set knows, an "
                        "input, or the name of a lever, staffing, response (staffing and tooling) "
                        "or commitment, which scales the plan (0: nothing of it, 1: as planned)")(
      "from", po::value<std::string>()->value_name("FILE"),
      "instead of a grid: a CSV file with a line of keys, then a sample a line")(
      "path", po::value<std::string>()->value_name("ID"),
      "the only path to scale and to show; all by default");
  add_study_options(options);
  return {"sweep",
          "SCENARIO",
          "how worth, risk and promoters move over a grid of assumptions",
          Operand::kScenario,
          1,
          1,
          {{"e2roi sweep scenarios/workshop-bank/scenario.toml --path social-business "
            "--grid openness=0:1:11 --grid empowerment=0:1:11",
            "the surface of openness and empowerment, 2,000 draws a cell unless --draws says more"},
           {"e2roi sweep scenarios/workshop-bank/scenario.toml --grid company.care_staff=280:400:7",
            "every path over a fact of the company"},
           {"e2roi sweep bank.toml --from samples.csv --draws 5k --json",
            "a list of one's own, such as a design of another program"}},
          options,
          sweep_grid};
}

}  // namespace e2roi::program
