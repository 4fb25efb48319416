#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/json_writer.hpp"
#include "tools/e2roi/page_data.hpp"
#include "tools/e2roi/page_plan.hpp"

namespace e2roi::program {

std::string workshop_data(const scenario::Scenario& scenario, const std::string& scenario_file,
                          const std::string& command, std::string_view engine) {
  const BuildInfo& build = build_info();
  const std::string provenance = JsonObject()
                                     .add_text("program", std::string("e2roi ") + build.version)
                                     .add_text("commit", build.commit)
                                     .add_text("command", command)
                                     .add_text("scenario_file", scenario_file)
                                     .add_text("seed", std::to_string(scenario.run.seed))
                                     .add_text("sampling", scenario.run.sampling)
                                     .add("first_draw", "0")
                                     .text();
  const std::string facts = JsonObject()
                                .add_text("name", scenario.name)
                                .add("months", std::to_string(scenario.run.months))
                                .add_text("currency", "EUR")
                                .text();
  return JsonObject()
      .add("format", "1")
      .add_text("mode", "workshop")
      .add("provenance", provenance)
      .add("scenario", facts)
      .add("plan", plan_json(scenario))
      .add_text("wasm", engine)
      .text();
}

}  // namespace e2roi::program
