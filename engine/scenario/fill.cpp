#include "engine/scenario/fill.hpp"

#include <charconv>

namespace e2roi::scenario {
namespace {

/// The item of a checked table: there is one for every record.
const Value& at(const Value& table, std::string_view name) { return *table.find(name); }
double number(const Value& table, std::string_view name) { return at(table, name).number; }
const std::string& text(const Value& table, std::string_view name) { return at(table, name).text; }

std::uint64_t count(const Value& table, std::string_view name) {
  return static_cast<std::uint64_t>(at(table, name).whole);
}

std::uint64_t seed_of(const Value& seed) {
  if (seed.kind == Kind::kWhole) return static_cast<std::uint64_t>(seed.whole);
  std::uint64_t value = 0;  // digits, checked
  std::from_chars(seed.text.data(), seed.text.data() + seed.text.size(), value);
  return value;
}

std::vector<double> numbers(const Value& list) {
  std::vector<double> values;
  for (const Value& item : list.items) values.push_back(item.number);
  return values;
}

std::vector<Point> points(const Value& list) {
  std::vector<Point> values;
  for (const Value& item : list.items)
    values.push_back({item.items[0].number, item.items[1].number});
  return values;
}

RunSettings run_settings(const Value& run) {
  RunSettings settings;
  settings.draws = count(run, "draws");
  settings.months = static_cast<int>(at(run, "months").whole);
  settings.seed = seed_of(at(run, "seed"));
  settings.sampling = text(run, "sampling");
  settings.noise = at(run, "noise").flag;
  settings.median_inputs = text(run, "inputs") == "median";
  settings.terminal_value = at(run, "terminal_value").flag;
  settings.fans = at(run, "fans").flag;
  settings.quantiles = numbers(at(run, "quantiles"));
  settings.keep_trajectories = count(run, "keep_trajectories");
  return settings;
}

BusinessUnit business_unit(const Value& table) {
  return {text(table, "id"),         number(table, "headcount"),   number(table, "contact_share"),
          number(table, "openness"), number(table, "empowerment"), number(table, "resistance")};
}

std::array<double, 4> loyalty_shares(const Value& table) {
  const std::array<double, 4> given = {number(table, "detractor"), number(table, "neutral"),
                                       number(table, "loyal"), number(table, "advocate")};
  const double sum = given[0] + given[1] + given[2] + given[3];
  return {given[0] / sum, given[1] / sum, given[2] / sum, given[3] / sum};
}

Company company_of(const Value& table) {
  Company company;
  company.customers = number(table, "customers");
  company.market_size = number(table, "market_size");
  company.rival_customers = number(table, "rival_customers");
  company.loyalty = loyalty_shares(at(table, "loyalty"));
  company.fit = number(table, "fit");
  company.weaving = number(table, "weaving");
  company.listening = number(table, "listening");
  company.tooling = number(table, "tooling");
  company.care_staff = number(table, "care_staff");
  company.hours_per_fte = number(table, "hours_per_fte");
  company.opening_hours = number(table, "opening_hours");
  for (std::size_t j = 0; j < kLevers.size(); ++j)
    company.lever_cost[j] = number(at(table, "lever_cost"), kLevers[j]);
  for (const Value& unit : at(table, "unit").items) company.units.push_back(business_unit(unit));
  for (const Value& row : at(table, "ties").items) company.ties.push_back(numbers(row));
  return company;
}

std::vector<std::string> texts(const Value& list) {
  std::vector<std::string> values;
  for (const Value& item : list.items) values.push_back(item.text);
  return values;
}

Pilot pilot_of(const Value& table) {
  return {static_cast<int>(at(table, "months").whole), texts(at(table, "units")),
          texts(at(table, "measures")), text(table, "path")};
}

Path path_of(const Value& table) {
  Path path;
  path.id = text(table, "id");
  path.name = text(table, "name");
  path.commitment = number(table, "commitment");
  for (std::size_t j = 0; j < kLevers.size(); ++j) path.levers[j] = points(at(table, kLevers[j]));
  path.staffing = points(at(table, "staffing"));
  for (const Value& one_off : at(table, "one_off").items)
    path.one_offs.push_back({static_cast<double>(at(one_off, "month").whole),
                             number(one_off, "cost"), text(one_off, "what")});
  return path;
}

}  // namespace

Scenario fill(const Checked& checked) {
  const Value& table = checked.table;
  Scenario scenario;
  scenario.name = text(table, "name");
  scenario.note = text(table, "note");
  scenario.run = run_settings(at(table, "run"));
  scenario.company = company_of(at(table, "company"));
  for (const CheckedInput& checked_input : checked.inputs)
    scenario.inputs.push_back(checked_input.input);
  scenario.correlations = checked.correlations;
  scenario.pilot = pilot_of(at(table, "pilot"));
  for (const Value& path : at(table, "path").items) scenario.paths.push_back(path_of(path));
  return scenario;
}

}  // namespace e2roi::scenario
