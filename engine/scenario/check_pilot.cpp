#include <algorithm>
#include <string>
#include <vector>

#include "engine/core/suggest.hpp"
#include "engine/scenario/check.hpp"
#include "engine/scenario/names.hpp"

namespace e2roi::scenario {
namespace {

/// Ids of an array of tables, as far as they are valid.
std::vector<std::string> ids_of(const Value* tables) {
  std::vector<std::string> ids;
  if (tables == nullptr) return ids;
  for (const Value& table : tables->items)
    if (const Value* id = table.find("id"); id != nullptr && id->is_valid())
      ids.push_back(id->text);
  return ids;
}

/// Reports a word that is none of `ids`.
void check_id(const Value& word, const std::string& label, const std::vector<std::string>& ids,
              Report& report) {
  if (!word.is_valid() || ids.empty()) return;
  if (std::find(ids.begin(), ids.end(), word.text) != ids.end()) return;
  const std::string meant = core::closest(word.text, ids);
  report.mistake(word.place, label + " is " + in_quotes(word.text) + ", but must be one of " +
                                 comma_list(ids) + (meant.empty() ? "" : did_you_mean(meant)));
}

void check_twice(const Value& list, const std::string& key, Report& report) {
  for (auto item = list.items.begin(); item != list.items.end(); ++item)
    if (std::any_of(list.items.begin(), item,
                    [&](const Value& before) { return before.text == item->text; }))
      report.mistake(item->place, key + " names " + in_quotes(item->text) + " twice");
}

void check_months(const Value& months, const Value* run, Report& report) {
  const Value* horizon = run == nullptr ? nullptr : run->find("months");
  if (horizon == nullptr || !horizon->is_valid() || !months.is_valid()) return;
  if (months.whole > horizon->whole)
    report.mistake(months.place, "pilot.months is " + std::to_string(months.whole) +
                                     ", but must be at most run.months = " +
                                     std::to_string(horizon->whole) + " [month]");
}

}  // namespace

void check_pilot(const Value& table, Report& report) {
  const Value* pilot = table.find("pilot");
  if (pilot == nullptr || !pilot->is_valid()) return;
  check_months(*pilot->find("months"), table.find("run"), report);
  const Value& units = *pilot->find("units");
  if (units.is_valid()) {
    const Value* company = table.find("company");
    const auto ids = ids_of(company == nullptr ? nullptr : company->find("unit"));
    for (std::size_t i = 0; i < units.items.size(); ++i)
      check_id(units.items[i], "element " + std::to_string(i + 1) + " of pilot.units", ids, report);
    check_twice(units, "pilot.units", report);
  }
  const Value& measures = *pilot->find("measures");
  if (measures.is_valid()) check_twice(measures, "pilot.measures", report);
  const Value& path = *pilot->find("path");
  if (path.is_valid() && !path.text.empty())
    check_id(path, "pilot.path", ids_of(table.find("path")), report);
}

}  // namespace e2roi::scenario
