#include "engine/study/discover.hpp"

#include "tools/e2roi/output.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

core::ExitCode discover_failures(const Arguments& arguments) {
  study::DiscoverOptions options;
  const std::string condition = arguments.get<std::string>("fails");
  options.failing = study::parse_failing(condition);
  if (arguments.has("path")) options.path = arguments.get<std::string>("path");
  options.threads = threads_of(arguments);
  options.stop = &stop_requested();
  const scenario::Scenario scenario = read_scenario(arguments.operands[0], arguments);
  check_out(arguments);
  options.progress = row_progress(arguments, scenario.run.draws);
  const analysis::Report report = stoppable([&] { return study::discover(scenario, options); });
  deliver(report, scenario, arguments, "discover --fails '" + condition + "'");
  return core::ExitCode::kOk;
}

}  // namespace

Verb discover_verb() {
  po::options_description options("Options");
  options.add_options()("path", po::value<std::string>()->value_name("ID"),
                        "path to look at; by default the one with the highest median NPV")(
      "fails", po::value<std::string>()->default_value("npv < 0")->value_name("CONDITION"),
      "what counts as failing: an outcome, < or >, a number; or 'cancelled'");
  add_study_options(options);
  return {"discover",
          "SCENARIO",
          "find the futures in which a path fails, as rules over the uncertain inputs",
          Operand::kScenario,
          1,
          1,
          {{"e2roi discover scenarios/workshop-bank/scenario.toml",
            "where the best path loses money: boxes, a small tree, how stable they are"},
           {"e2roi discover scenarios/workshop-bank/scenario.toml --fails cancelled",
            "where leaders stop it"},
           {"e2roi discover bank.toml --path late-mover --fails 'net_promoters < 10 %' --json",
            "another path, another failure, for other programs"}},
          options,
          discover_failures};
}

}  // namespace e2roi::program
