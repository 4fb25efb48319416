#include "tools/e2roi/page_plan.hpp"

#include <string_view>
#include <utility>

#include "engine/core/json.hpp"
#include "engine/sampling/sobol.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::program {
namespace {

using core::json_number;
using core::json_string;

/// Items between brackets, each as `text` writes it.
template <class Items, class Text>
std::string list(const Items& items, const Text& text) {
  std::string all = "[";
  for (const auto& item : items) all += (all.size() > 1 ? "," : "") + text(item);
  return all + "]";
}

template <class Numbers>
std::string numbers(const Numbers& values) {
  return list(values, [](double value) { return json_number(value); });
}

std::string lever_points(const std::vector<scenario::Point>& plan) {
  return list(plan, [](const scenario::Point& point) {
    return numbers(std::initializer_list<double>{point.month, point.value});
  });
}

std::string member(std::string_view key, const std::string& value) {
  return "," + json_string(key) + ":" + value;
}

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
  return "{\"facts\":" + numbers(facts) + member("units", list(company.units, unit)) +
         member("ties", list(company.ties, [](const auto& row) { return numbers(row); })) + "}";
}

std::string path_json(const scenario::Path& path) {
  std::string text = "{\"id\":" + json_string(path.id) + member("name", json_string(path.name)) +
                     member("commitment", json_number(path.commitment));
  for (std::size_t lever = 0; lever < path.levers.size(); ++lever)
    text += member(scenario::kLevers[lever], lever_points(path.levers[lever]));
  return text + member("staffing", lever_points(path.staffing)) +
         member("one_off", list(path.one_offs,
                                [](const scenario::OneOff& item) {
                                  return "{\"month\":" + json_number(item.month) +
                                         member("cost", json_number(item.cost)) +
                                         member("what", json_string(item.what)) + "}";
                                })) +
         "}";
}

std::string input_json(const scenario::Input& input) {
  const scenario::InputRecord& record = *input.record;
  return "{\"key\":" + json_string(record.key) + member("unit", json_string(record.unit)) +
         member("lo", json_number(record.lo)) + member("hi", json_number(record.hi)) +
         member("distribution", json_string(input.prior.text())) +
         member("help", json_string(record.help)) + "}";
}

}  // namespace

std::string plan_json(const scenario::Scenario& scenario) {
  const scenario::RunSettings& run = scenario.run;
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  std::string text =
      "{\"format\":1" + member("seed", json_string(std::to_string(run.seed))) +
      member("draws", std::to_string(run.draws)) + member("months", std::to_string(run.months)) +
      member("noise", flag(run.noise)) + member("terminal_value", flag(run.terminal_value)) +
      member("median_inputs", flag(run.median_inputs)) +
      member("sampling", json_string(run.sampling)) +
      member("company", company_json(scenario.company)) +
      member("paths", list(scenario.paths, path_json)) +
      member("inputs", list(scenario.inputs, input_json));
  text += member("correlations", list(scenario.correlations, [](const auto& pair) {
                   return "[" + std::to_string(pair.first) + "," + std::to_string(pair.second) +
                          "," + json_number(pair.rank) + "]";
                 }));
  std::vector<std::array<std::uint32_t, sampling::kSobolBits>> integers;
  if (run.sampling == "sobol")
    for (const scenario::Input& input : scenario.inputs)
      integers.push_back(sampling::sobol_integers(input.record->id));
  return text + member("sobol", list(integers, [](const auto& row) { return numbers(row); })) +
         member("merged", json_string(scenario.merged_text)) + "}";
}

}  // namespace e2roi::program
