#include "engine/study/value_of_information.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

core::ExitCode study_information(const Arguments& arguments) {
  const int threads = threads_of(arguments);
  const scenario::Scenario scenario = read_scenario(arguments.operands.front(), arguments);
  check_out(arguments);
  study::InformationOptions options;
  options.threads = threads;
  options.stop = &stop_requested();
  options.progress = row_progress(arguments, study::rows_of_information(scenario));
  const analysis::Report report =
      stoppable([&] { return study::value_of_information(scenario, options); });
  deliver(report, scenario, arguments, "voi");
  return core::ExitCode::kOk;
}

}  // namespace

Verb voi_verb() {
  po::options_description options("Options");
  add_study_options(options);
  return {"voi",
          "SCENARIO",
          "what knowing more before choosing is worth, and when the return can be measured",
          Operand::kScenario,
          1,
          1,
          {{"e2roi voi scenarios/workshop-bank/scenario.toml",
            "which inputs are worth knowing, what a pilot is worth, which rungs can be measured"},
           {"e2roi voi scenarios/workshop-bank/scenario.toml --set pilot.months=6 "
            "--set 'pilot.units=[\"care\"]' --set 'pilot.measures=[\"savings\", \"loyalty\"]'",
            "a pilot of six months in one unit that measures two rungs"}},
          options,
          study_information};
}

}  // namespace e2roi::program
