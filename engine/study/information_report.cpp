#include <algorithm>

#include "engine/study/information_findings.hpp"

namespace e2roi::study {
namespace {

using analysis::Column;
using analysis::Show;
using analysis::Table;

const Column kWorth{"worth", "worth", "EUR", "value of knowing it before choosing", Show::kMoney};
const Column kChanges{"changes", "changes the choice", "1",
                      "share of draws in which knowing it changes the choice", Show::kPercent};

Table evpi(const InformationFindings& found) {
  Table table{"evpi",
              "What knowing more before choosing is worth; ± one standard error, ( ) 95 % interval",
              {"knowledge"},
              {"Knowing"},
              {kWorth, kChanges},
              {},
              0};
  table.lines.push_back({{{"everything", "everything, chance included"}},
                         {found.everything.value, found.everything.changes}});
  table.lines.push_back(
      {{{"inputs", "all uncertain inputs"}}, {found.inputs.value, found.inputs.changes}});
  table.lines.push_back({{{"chance", "the rest: chance of the months"}}, {found.chance, {}}});
  return table;
}

Table worths(const std::string& name, const std::string& title, const std::string& axis,
             const std::string& head, const std::vector<NamedWorth>& list, std::size_t most) {
  Table table{name, title, {axis}, {head}, {kWorth, kChanges}, {}, most};
  for (const NamedWorth& each : list)
    table.lines.push_back({{{each.name, ""}}, {each.worth.value, each.worth.changes}});
  return table;
}

Table evsi(const InformationFindings& found) {
  Table table{"evsi",
              "What watching " + found.paths[static_cast<std::size_t>(found.pilot.path)].name +
                  " before choosing is worth, by what is measured and for how many months",
              {"measure", "pilot_months"},
              {"Measured", "Months"},
              {kWorth, kChanges},
              {},
              0};
  for (const WatchedWorth& each : found.watched)
    table.lines.push_back({{{each.measure, each.measure == "all" ? "all of these" : ""},
                            {std::to_string(each.months), ""}},
                           {each.worth.value, each.worth.changes}});
  return table;
}

Table pilot(const InformationFindings& found) {
  Table table{"pilot",
              "The pilot's worth against its cost, before any benefit of it",
              {"pilot_months"},
              {"Months"},
              {kWorth,
               {"cost", "cost", "EUR", "cost of the path in those months, share of headcount",
                Show::kMoney},
               {"net", "worth less cost", "EUR", "worth less cost", Show::kMoney}},
              {},
              0};
  for (const PilotBalance& each : found.balances)
    table.lines.push_back({{{std::to_string(each.months), ""}}, {each.worth, each.cost, each.net}});
  return table;
}

Table measurability(const InformationFindings& found) {
  Table table{
      "measurability",
      "Months of a path until what is measured is right in 90 % of the draws, and what is "
      "not seen of it in the last month; – = never within the horizon",
      {"path", "measure"},
      {"Path", "Measured"},
      {{"sign_months", "sign", "month",
        "months until the sign of the sum so far is right in 90 % of the draws", Show::kWhole},
       {"size_months", "within half", "month",
        "months until the sum so far is within half of the truth in 90 % of the draws",
        Show::kWhole},
       {"sign_right", "sign, end", "1",
        "share of draws in which the sign is right in the last month", Show::kPercent},
       {"hidden", "invisible", "1", "share of the present value that is not seen in the last month",
        Show::kPercent}},
      {},
      0};
  for (std::size_t p = 0; p < found.measurable.size(); ++p)
    for (std::size_t k = 0; k < kMeasures; ++k) {
      const Measurability& each = found.measurable[p][k];
      table.lines.push_back({{found.paths[p + 1], found.measures[k]},
                             {each.sign_months, each.size_months, each.sign_right, each.hidden}});
    }
  return table;
}

}  // namespace

analysis::Report report_of(const InformationFindings& found) {
  analysis::Report report{"voi", "", {}, {}, {}};
  say(found, report);
  report.tables.push_back(measurability(found));
  report.tables.push_back(evpi(found));
  if (!found.singles.empty()) {
    const auto changing =
        std::count_if(found.singles.begin(), found.singles.end(),
                      [](const NamedWorth& each) { return each.worth.changes.value > 0; });
    const auto shown = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(changing, 3, 15));
    report.tables.push_back(worths("evppi_groups", "What knowing all inputs of a section is worth",
                                   "section", "Section", found.groups, 0));
    if (!found.together.empty()) {
      report.tables.push_back(worths("evppi_together", "What knowing some inputs together is worth",
                                     "together", "Inputs", found.together, 0));
      report.tables.back().label_width = 76;
    }
    report.tables.push_back(
        worths("evppi", "What knowing one input is worth", "input", "Input", found.singles, shown));
  }
  if (!found.watched.empty()) {
    report.tables.push_back(evsi(found));
    report.tables.push_back(pilot(found));
  }
  return report;
}

}  // namespace e2roi::study
