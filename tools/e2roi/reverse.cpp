#include "engine/study/reversal.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

core::ExitCode reverse_decision(const Arguments& arguments) {
  study::ReversalOptions options;
  std::string command = "reverse";
  if (arguments.has("path")) options.path = arguments.get<std::string>("path");
  if (arguments.has("against")) options.against = arguments.get<std::string>("against");
  if (!options.path.empty()) command += " --path " + options.path;
  if (!options.against.empty()) command += " --against " + options.against;
  options.threads = threads_of(arguments);
  options.stop = &stop_requested();
  const scenario::Scenario scenario = read_scenario(arguments.operands[0], arguments);
  check_out(arguments);
  const analysis::Report report =
      stoppable([&] { return analysis::reversal_report(study::reverse(scenario, options)); });
  deliver(report, scenario, arguments, command);
  return core::ExitCode::kOk;
}

}  // namespace

Verb reverse_verb() {
  po::options_description options("Options");
  options.add_options()("path", po::value<std::string>()->value_name("ID"),
                        "one path, or stay; by default the best by mean NPV")(
      "against", po::value<std::string>()->value_name("ID"),
      "the other path, or stay; by default the best of the rest");
  add_study_options(options);
  return {"reverse",
          "SCENARIO",
          "find the smallest change of assumptions that turns the ranking of two paths round",
          Operand::kScenario,
          1,
          1,
          {{"e2roi reverse scenarios/workshop-bank/scenario.toml",
            "what would have to be different for the second best path to be the best"},
           {"e2roi reverse scenarios/workshop-bank/scenario.toml --against stay",
            "what would have to be different for staying put to be as good"}},
          options,
          reverse_decision};
}

}  // namespace e2roi::program
