#include <cstdint>
#include <filesystem>

#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/page_data.hpp"
#include "tools/e2roi/page_engine.hpp"
#include "tools/e2roi/page_file.hpp"
#include "tools/e2roi/page_template.hpp"
#include "tools/e2roi/provenance.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::size_t kMostPaths = 6;  ///< beside stay; MOST_PATHS in tools/page/src/plan.js
constexpr std::uint64_t kPageDraws =
    20'000;                       ///< of a page; DRAWS in tools/page/src/workshop/live.js
constexpr int kMostMonths = 120;  ///< a worker counts 43 series in some 100 MB then

void refuse_large(const scenario::Scenario& scenario, const std::string& file) {
  if (scenario.paths.size() > kMostPaths)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      file + ": a workshop page compares at most " + std::to_string(kMostPaths) +
                          " paths besides staying put, not " +
                          std::to_string(scenario.paths.size()) + "; take some out.");
  if (scenario.run.months > kMostMonths)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      file + ": a workshop page follows at most " + std::to_string(kMostMonths) +
                          " months, not " + std::to_string(scenario.run.months) +
                          "; add --months " + std::to_string(kMostMonths) + " or fewer.");
}

core::ExitCode make_workshop(const Arguments& arguments) {
  const std::string& file = arguments.operands[0];
  const fs::path target = page_target(arguments, file == "-" ? "workshop" : file);
  if (page_template().empty()) filled_page({}, "");  // says what is missing before any work
  if (page_engine().empty())
    throw core::RunError(
        "this e2roi was built without the page's engine; build it where clang, lld, wasi-libc and "
        "libc++-14-dev-wasm32 are installed (tools/packages.sh, group page)");
  results::PartFile part(target);
  const scenario::Scenario scenario = read_scenario(file, arguments);
  refuse_large(scenario, file);
  const std::string name = fs::path(file).filename().string();
  std::string command = "e2roi workshop " + quoted_file(name);
  for (const std::string& set : overrides(arguments)) command += " --set " + quoted(set);
  write_page(filled_page(page_template(), workshop_data(scenario, name, command, page_engine())),
             target, part);
  say("e2roi: wrote " + target.string() + "\n");
  if (scenario.run.draws != kPageDraws)
    say("e2roi: the page simulates " + grouped(kPageDraws) + " futures, whatever run.draws says (" +
        grouped(scenario.run.draws) + ")\n");
  return core::ExitCode::kOk;
}

}  // namespace

Verb workshop_verb() {
  po::options_description options("Options");
  add_scenario_options(options);
  options.add_options()("out", po::value<std::string>()->value_name("FILE"),
                        "the page, FILE.html; default: the scenario's name with .html")(
      "help,h", "this text");
  return {"workshop",
          "SCENARIO",
          "make one HTML page that runs the model: move levers, compare paths, in a room",
          Operand::kScenario,
          1,
          1,
          {{"e2roi workshop scenarios/workshop-bank/scenario.toml --out workshop.html",
            "one page that opens in any browser, without a network, and simulates there"},
           {"e2roi workshop scenarios/workshop-bank/scenario.toml --months 36 --out short.html",
            "three years instead of five"}},
          options,
          make_workshop};
}

}  // namespace e2roi::program
