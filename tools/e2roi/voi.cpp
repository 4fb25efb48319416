#include <algorithm>
#include <string>
#include <vector>

#include "engine/study/value_of_information.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/signals.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

/// The keys of a list with commas between them.
std::vector<std::string> keys_of(const std::string& text) {
  std::vector<std::string> keys;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    keys.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return keys;
}

core::ExitCode study_information(const Arguments& arguments) {
  const int threads = threads_of(arguments);
  const scenario::Scenario scenario = read_scenario(arguments.operands.front(), arguments);
  check_out(arguments);
  study::InformationOptions options;
  options.threads = threads;
  options.stop = &stop_requested();
  std::vector<std::string> groups;
  if (arguments.has("together")) groups = arguments.get<std::vector<std::string>>("together");
  for (const std::string& text : groups) options.together.push_back(keys_of(text));
  options.progress = row_progress(arguments, study::rows_of_information(scenario));
  const analysis::Report report =
      stoppable([&] { return study::value_of_information(scenario, options); });
  std::string command = "voi";
  for (const std::string& text : groups) command += " --together " + text;
  deliver(report, scenario, arguments, command);
  return core::ExitCode::kOk;
}

}  // namespace

Verb voi_verb() {
  po::options_description options("Options");
  options.add_options()(
      "together", po::value<std::vector<std::string>>()->composing()->value_name("KEY,KEY"),
      "value these inputs as one, besides each input and each section; may be repeated");
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
            "a pilot of six months in one unit that measures two rungs"},
           {"e2roi voi scenarios/workshop-bank/scenario.toml --together "
            "finance.cost_overrun,response.voice_rate",
            "what one survey would be worth that told both"}},
          options,
          study_information};
}

}  // namespace e2roi::program
