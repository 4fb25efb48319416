#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "engine/core/json.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/run/threads.hpp"
#include "engine/scenario/input_records.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/remarks.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
using scenario::Scenario;

std::string joined(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

/// Files, variables and options that gave at least one value: "scenario.toml", "--set".
std::vector<std::string> sources_of(const Scenario& scenario) {
  std::vector<std::string> sources;
  for (const scenario::Origin& origin : scenario.origins) {
    const auto colon = origin.from.rfind(':');  // before the line's number
    const bool has_line =
        colon != std::string::npos &&
        origin.from.find_first_not_of("0123456789", colon + 1) == std::string::npos;
    const std::string source = has_line ? origin.from.substr(0, colon) : origin.from;
    if (source != "default" && std::find(sources.begin(), sources.end(), source) == sources.end())
      sources.push_back(source);
  }
  return sources;
}

std::vector<std::string> overridden_inputs(const Scenario& scenario) {
  std::vector<std::string> keys;
  for (const scenario::Input& input : scenario.inputs)
    if (input.overridden) keys.emplace_back(input.record->key);
  return keys;
}

/// "loyalty.churn_base with finance.margin 0.6", one for each pair.
std::vector<std::string> correlations(const Scenario& scenario) {
  const auto key = [&](int id) {
    return std::string(scenario.inputs[static_cast<std::size_t>(id)].record->key);
  };
  std::vector<std::string> pairs;
  for (const sampling::RankCorrelation& pair : scenario.correlations)
    pairs.push_back(key(pair.first) + " with " + key(pair.second) + " " +
                    core::json_number(pair.rank));
  return pairs;
}

std::size_t assumptions(const Scenario& scenario) {
  return static_cast<std::size_t>(std::count_if(
      scenario.inputs.begin(), scenario.inputs.end(), [](const scenario::Input& input) {
        return !input.overridden && input.record->is_assumption();
      }));
}

/// Memory and time of a run here, the time from a few draws.
struct Cost {
  run::Need need;
  double seconds = 0;
  int threads = 1;
};

Cost cost_of(const Scenario& scenario) {
  constexpr std::uint64_t kTrialDraws = 128;
  constexpr double kFans = 2;  // they cost at most as much as the model: tools/speed
  Cost cost;
  cost.threads = run::default_threads();
  cost.need = run::need(scenario, cost.threads);
  Scenario trial = scenario;
  trial.run.draws = std::min(scenario.run.draws, kTrialDraws);
  trial.run.keep_trajectories = 0;
  trial.run.fans = false;
  run::Options options;
  options.threads = 1;
  options.progress = [&cost](const run::Progress& progress) { cost.seconds = progress.seconds; };
  run::run(trial, options);
  cost.seconds *= static_cast<double>(scenario.run.draws) / static_cast<double>(trial.run.draws) /
                  cost.threads * (scenario.run.fans ? kFans : 1);
  return cost;
}

std::string size_text(double bytes) {
  constexpr std::array<const char*, 5> kUnits = {" B", " kB", " MB", " GB", " TB"};
  std::size_t unit = 0;
  for (; bytes >= 999.5 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", bytes < 9.95 && unit > 0 ? 1 : 0, bytes);
  return text.data() + std::string(kUnits[unit]);
}

std::string duration_text(double seconds) {
  if (seconds < 1) return "less than a second";
  if (seconds < 120) return std::to_string(std::lround(seconds)) + " s";
  if (seconds < 7200) return std::to_string(std::lround(seconds / 60)) + " min";
  return std::to_string(std::lround(seconds / 3600)) + " h";
}

std::string line(const char* label, const std::string& text) {
  const std::string start = std::string("  ") + label;
  return start + std::string(12 - start.size(), ' ') + text + "\n";
}

std::string needs_text(const Cost& cost) {
  const double memory = cost.need.result_bytes + cost.need.working_bytes;
  std::string text =
      size_text(memory) + " of memory (" + size_text(cost.need.available_bytes) + " available)";
  if (memory > cost.need.available_bytes) return text + ": too much, a run would be refused";
  return text + ", a file of " + size_text(cost.need.result_bytes) + " at most, " +
         duration_text(cost.seconds) + " with " + std::to_string(cost.threads) +
         (cost.threads == 1 ? " thread" : " threads");
}

std::string report_text(const std::string& file, const Scenario& scenario) {
  std::vector<std::string> paths = {"stay"};
  for (const scenario::Path& path : scenario.paths) paths.push_back(path.id);
  std::vector<std::string> units;
  for (const scenario::BusinessUnit& unit : scenario.company.units) units.push_back(unit.id);
  const std::vector<std::string> overridden = overridden_inputs(scenario);

  std::string text = file + ": valid\n";
  text += line("name", scenario.name);
  text += line("merged", joined(sources_of(scenario), ", "));
  text += line("paths", std::to_string(paths.size()) + ": " + joined(paths, ", "));
  text += line("units", std::to_string(units.size()) + ": " + joined(units, ", "));
  text += line("inputs", std::to_string(scenario.inputs.size()) + ", of which " +
                             std::to_string(overridden.size()) + " are this scenario's own" +
                             (overridden.empty() ? "" : ": " + joined(overridden, ", ")));
  text += line("", std::to_string(assumptions(scenario)) +
                       " of the others are the model's assumptions ('e2roi describe' marks them)");
  const std::vector<std::string> correlated = correlations(scenario);
  if (!correlated.empty()) text += line("together", joined(correlated, ", "));
  text += line("run", grouped(scenario.run.draws) + " draws of " +
                          std::to_string(scenario.run.months) + " months, seed " +
                          std::to_string(scenario.run.seed) + ", " + scenario.run.sampling);
  text += line("needs", needs_text(cost_of(scenario)));
  for (const std::string& remark : remarks(scenario)) text += line("remark", remark);
  return text;
}

std::string json_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(core::json_string(text));
  return "[" + joined(quoted, ",") + "]";
}

std::string valid_json(const std::string& file, const Scenario& scenario) {
  const Cost cost = cost_of(scenario);
  return "{\"file\":" + core::json_string(file) +
         ",\"valid\":true,\"name\":" + core::json_string(scenario.name) +
         ",\"merged\":" + json_list(sources_of(scenario)) +
         ",\"overridden_inputs\":" + json_list(overridden_inputs(scenario)) + ",\"memory_bytes\":" +
         core::json_number(cost.need.result_bytes + cost.need.working_bytes) +
         ",\"seconds\":" + core::json_number(cost.seconds) +
         ",\"remarks\":" + json_list(remarks(scenario)) + ",\"errors\":[]}";
}

std::string invalid_json(const std::string& file, const scenario::InvalidScenario& invalid) {
  std::vector<std::string> errors;
  for (const scenario::Diagnostic& mistake : invalid.diagnostics())
    errors.push_back("{\"file\":" + core::json_string(mistake.file) +
                     ",\"line\":" + std::to_string(mistake.line) +
                     ",\"column\":" + std::to_string(mistake.column) +
                     ",\"message\":" + core::json_string(mistake.message) + "}");
  return "{\"file\":" + core::json_string(file) + ",\"valid\":false,\"errors\":[" +
         joined(errors, ",") + "]}";
}

/// Prints on standard output even where scenarios are invalid: for editors and CI.
core::ExitCode act_json(const Arguments& arguments) {
  core::ExitCode code = core::ExitCode::kOk;
  std::vector<std::string> reports;
  for (const std::string& file : arguments.operands) {
    try {
      reports.push_back(valid_json(file, read_scenario(file, arguments)));
    } catch (const scenario::InvalidScenario& invalid) {
      reports.push_back(invalid_json(file, invalid));
      code = invalid.exit_code();
    }
  }
  print("{\"format\":\"e2roi-check-1\",\"scenarios\":[" + joined(reports, ",") + "]}\n");
  return code;
}

core::ExitCode check_scenarios(const Arguments& arguments) {
  if (arguments.has("json")) return act_json(arguments);
  const std::vector<Scenario> scenarios = read_scenarios(arguments);
  for (std::size_t i = 0; i < scenarios.size(); ++i)
    print(report_text(arguments.operands[i], scenarios[i]));
  return core::ExitCode::kOk;
}

}  // namespace

Verb check_verb() {
  po::options_description options("Options");
  add_scenario_options(options);
  options.add_options()("json", "print the report, or all mistakes, as JSON")("help,h",
                                                                              "this text");
  return {"check",
          "SCENARIO...",
          "report every mistake of a scenario, or say what a run of it would be",
          Operand::kScenario,
          1,
          SIZE_MAX,
          {{"e2roi check scenarios/sns-2013/scenario.toml",
            "all mistakes with their lines, or \"valid\" and what was merged"},
           {"e2roi check scenarios/*/scenario.toml", "several at once"},
           {"e2roi check bank.toml --set company.fit=0.7", "with a value changed"}},
          options,
          check_scenarios};
}

}  // namespace e2roi::program
