#include "tools/e2roi/page_plan.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "engine/core/json.hpp"
#include "engine/sampling/sobol.hpp"
#include "engine/scenario/input_records.hpp"
#include "tools/e2roi/json_writer.hpp"
#include "tools/e2roi/page_data.hpp"

namespace e2roi::program {
namespace {

using core::json_number;

/// Of an input's prior, as the page shows it: P10, P50 and P90.
constexpr std::array<double, 3> kLowMiddleHigh = {0.1, 0.5, 0.9};

template <class Numbers>
std::string numbers(const Numbers& values) {
  return json_array(values, [](double value) { return json_number(value); });
}

std::string flag(bool value) { return value ? "true" : "false"; }

std::string company_json(const scenario::Company& company) {
  const auto unit = [](const scenario::BusinessUnit& its) {
    return numbers(std::initializer_list<double>{its.headcount, its.contact_share, its.openness,
                                                 its.empowerment, its.resistance});
  };
  const std::initializer_list<double> facts = {
      company.customers,     company.market_size,   company.rival_customers, company.loyalty[0],
      company.loyalty[1],    company.loyalty[2],    company.loyalty[3],      company.fit,
      company.weaving,       company.listening,     company.tooling,         company.care_staff,
      company.hours_per_fte, company.opening_hours, company.lever_cost[0],   company.lever_cost[1],
      company.lever_cost[2], company.lever_cost[3], company.lever_cost[4]};
  return JsonObject()
      .add("facts", numbers(facts))
      .add("units", json_array(company.units, unit))
      .add("ties", json_array(company.ties, [](const auto& row) { return numbers(row); }))
      .text();
}

std::string path_json(const scenario::Path& path) {
  JsonObject object;
  object.add_text("id", path.id).add_text("name", path.name);
  add_levers(object, path);
  return object.text();
}

/// Where its prior comes from: what the scenario gives, else the model's own source.
std::string source_of(const scenario::Input& input) {
  if (!input.overridden) return input.record->source;
  return input.source.empty() ? "this scenario" : input.source;
}

std::string input_json(const scenario::Input& input) {
  const scenario::InputRecord& record = *input.record;
  std::array<double, 3> low_middle_high{};
  std::transform(
      kLowMiddleHigh.begin(), kLowMiddleHigh.end(), low_middle_high.begin(),
      [&](double share) { return std::clamp(input.prior.quantile(share), record.lo, record.hi); });
  return JsonObject()
      .add_text("key", record.key)
      .add_text("unit", record.unit)
      .add_number("lo", record.lo)
      .add_number("hi", record.hi)
      .add_text("distribution", input.prior.text())
      .add("prior", numbers(low_middle_high))
      .add_text("source", source_of(input))
      .add_text("help", record.help)
      .text();
}

}  // namespace

std::string plan_json(const scenario::Scenario& scenario) {
  const scenario::RunSettings& run = scenario.run;
  const auto correlation = [](const auto& pair) {
    return "[" + std::to_string(pair.first) + "," + std::to_string(pair.second) + "," +
           json_number(pair.rank) + "]";
  };
  std::vector<std::array<std::uint32_t, sampling::kSobolBits>> integers;
  if (run.sampling == "sobol")
    for (const scenario::Input& input : scenario.inputs)
      integers.push_back(sampling::sobol_integers(input.record->id));
  return JsonObject()
      .add("format", "1")
      .add_text("seed", std::to_string(run.seed))
      .add("draws", std::to_string(run.draws))
      .add("months", std::to_string(run.months))
      .add("noise", flag(run.noise))
      .add("terminal_value", flag(run.terminal_value))
      .add("median_inputs", flag(run.median_inputs))
      .add_text("sampling", run.sampling)
      .add("company", company_json(scenario.company))
      .add("paths", json_array(scenario.paths, path_json))
      .add("inputs", json_array(scenario.inputs, input_json))
      .add("correlations", json_array(scenario.correlations, correlation))
      .add("sobol", json_array(integers, [](const auto& row) { return numbers(row); }))
      .add_text("merged", scenario.merged_text)
      .text();
}

}  // namespace e2roi::program
