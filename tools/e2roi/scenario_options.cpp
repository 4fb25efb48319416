#include "tools/e2roi/scenario_options.hpp"

#include <algorithm>
#include <array>
#include <iostream>

#include "engine/core/error.hpp"
#include "engine/core/stream_bytes.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/provenance.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

/// An option that stands for one key of the scenario.
struct Shorthand {
  const char* option;
  const char* key;
  const char* value_name;
  const char* help;
};

constexpr std::array<Shorthand, 4> kShorthands = {{
    {"draws", "run.draws", "N", "futures to simulate (20_000, 1e6, 10k, 5M)"},
    {"months", "run.months", "T", "months to simulate"},
    {"seed", "run.seed", "S", "names the random numbers; equal seeds give equal results"},
    {"keep-trajectories", "run.keep_trajectories", "K",
     "store whole monthly series of the first K draws"},
}};

std::string toml_value(const Shorthand& shorthand, std::uint64_t value) {
  const std::string digits = std::to_string(value);
  // TOML's integers end at 2^63 - 1; a seed may be a string of digits.
  const bool quoted = std::string(shorthand.option) == "seed" && value > INT64_MAX;
  return quoted ? "\"" + digits + "\"" : digits;
}

/// All of standard input; kept, for a scenario is read again where its number of draws comes out of
/// a study (run --until).
const std::string& standard_input() {
  constexpr std::size_t kMost = std::size_t{4} << 20U;  // bytes: as of a file
  static const std::string text = core::bytes_of(std::cin, kMost);
  if (text.size() > kMost)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "standard input has more than " + std::to_string(kMost) +
                          " bytes, and a scenario has at most that many");
  return text;
}

std::string setting(const Shorthand& shorthand, const Arguments& arguments) {
  return std::string(shorthand.key) + "=" +
         toml_value(shorthand, arguments.get<Count>(shorthand.option).value);
}

/// Where the reader speaks of --set because of a shorthand, what the user typed.
void name_shorthands(scenario::Scenario& scenario, const Arguments& arguments) {
  for (scenario::Origin& origin : scenario.origins)
    for (const Shorthand& shorthand : kShorthands)
      if (arguments.has(shorthand.option) && origin.key == shorthand.key)
        origin.from = std::string("--") + shorthand.option;
}

scenario::InvalidScenario with_shorthands(const scenario::InvalidScenario& invalid,
                                          const Arguments& arguments) {
  std::vector<scenario::Diagnostic> mistakes = invalid.diagnostics();
  for (scenario::Diagnostic& mistake : mistakes)
    for (const Shorthand& shorthand : kShorthands)
      if (mistake.line == 0 && arguments.has(shorthand.option) &&
          mistake.source_line == setting(shorthand, arguments))
        mistake.file = std::string("--") + shorthand.option;
  return scenario::InvalidScenario(std::move(mistakes));
}

scenario::Scenario read_one(const std::string& file, const Arguments& arguments) {
  scenario::ReadOptions options;
  options.set = overrides(arguments);
  options.allow_outside = arguments.has("allow-outside");
  if (file != "-") return scenario::read(file, options);
  scenario::Scenario scenario = scenario::read_text(standard_input(), "standard input", options);
  scenario.file = "-";
  return scenario;
}

}  // namespace

void add_scenario_options(po::options_description& options) {
  for (const Shorthand& shorthand : kShorthands)
    options.add_options()(shorthand.option, po::value<Count>()->value_name(shorthand.value_name),
                          shorthand.help);
  options.add_options()(
      "set", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
      "change one value of the scenario; may be repeated ('e2roi describe' lists the keys)")(
      "allow-outside", "let 'extends' leave the folder tree of the scenario");
}

std::vector<std::string> overrides(const Arguments& arguments) {
  std::vector<std::string> settings;
  if (arguments.has("set")) settings = arguments.get<std::vector<std::string>>("set");
  for (const Shorthand& shorthand : kShorthands)
    if (arguments.has(shorthand.option)) settings.push_back(setting(shorthand, arguments));
  return settings;
}

std::string run_command(const Arguments& arguments, std::size_t which) {
  std::string text = "e2roi run " + quoted_file(arguments.operands[which]);
  for (const char* option :
       {"draws", "months", "seed", "keep-trajectories", "first-draw", "max-draws", "checkpoint"})
    if (arguments.has(option))
      text +=
          std::string(" --") + option + " " + std::to_string(arguments.get<Count>(option).value);
  if (arguments.has("set"))
    for (const std::string& setting : arguments.get<std::vector<std::string>>("set"))
      text += " --set " + quoted(setting);
  if (arguments.has("allow-outside")) text += " --allow-outside";
  if (arguments.has("until")) text += " --until " + quoted(arguments.get<std::string>("until"));
  if (arguments.has("out")) text += " --out " + quoted_file(arguments.get<std::string>("out"));
  return text;
}

scenario::Scenario read_scenario(const std::string& file, const Arguments& arguments) {
  try {
    scenario::Scenario scenario = read_one(file, arguments);
    name_shorthands(scenario, arguments);
    return scenario;
  } catch (const scenario::InvalidScenario& invalid) {
    throw with_shorthands(invalid, arguments);
  }
}

std::vector<scenario::Scenario> read_scenarios(const Arguments& arguments) {
  if (std::count(arguments.operands.begin(), arguments.operands.end(), "-") > 1)
    throw core::UsageError("'-' (standard input) can be read only once.");
  std::vector<scenario::Scenario> scenarios;
  std::vector<scenario::Diagnostic> mistakes;
  for (const std::string& file : arguments.operands) {
    try {
      scenarios.push_back(read_scenario(file, arguments));
    } catch (const scenario::InvalidScenario& invalid) {
      mistakes.insert(mistakes.end(), invalid.diagnostics().begin(), invalid.diagnostics().end());
    }
  }
  if (!mistakes.empty()) throw scenario::InvalidScenario(std::move(mistakes));
  return scenarios;
}

}  // namespace e2roi::program
