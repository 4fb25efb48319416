#include "engine/study/explain.hpp"

#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

core::ExitCode explain_value(const Arguments& arguments) {
  study::ExplainOptions options;
  options.threads = threads_of(arguments);
  if (arguments.has("path")) options.paths = arguments.get<std::vector<std::string>>("path");
  const scenario::Scenario scenario = read_scenario(arguments.operands.front(), arguments);
  for (const std::string& id : options.paths) study::find_path(scenario, id);
  check_out(arguments);
  options.progress = row_progress(arguments, study::explain_rows(scenario, options));
  options.stop = &stop_requested();
  const analysis::Report report = stoppable([&] { return study::explain(scenario, options); });
  std::string command = "explain";
  for (const std::string& id : options.paths) command += " --path " + id;
  options.progress = {};
  deliver(report, scenario, arguments, command);
  return core::ExitCode::kOk;
}

}  // namespace

Verb explain_verb() {
  po::options_description options("Options");
  options.add_options()(
      "path", po::value<std::vector<std::string>>()->composing()->value_name("ID"),
      "path to take apart, may be repeated; by default the one with the highest mean NPV");
  add_study_options(options);
  return {"explain",
          "SCENARIO",
          "which lever brings what on which rung, and what if nothing worked",
          Operand::kScenario,
          1,
          1,
          {{"e2roi explain scenarios/workshop-bank/scenario.toml",
            "the best path taken apart, and how often measuring would mislead"},
           {"e2roi explain scenarios/workshop-bank/scenario.toml --path laggard --draws 5k",
            "another path, with fewer draws"},
           {"e2roi explain bank.toml --json --out results/bank-explained.h5",
            "every figure, for other programs"}},
          options,
          explain_value};
}

}  // namespace e2roi::program
