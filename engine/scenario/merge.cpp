#include "engine/scenario/merge.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/scenario/key_records.hpp"

namespace e2roi::scenario {
namespace {

bool merges_by_id(const std::string& pattern) { return find_key(pattern + "[].id") != nullptr; }

/// The id of a table, or "" if it has none that could be told from others.
std::string id_of(const Value& table) {
  const Value* id = table.find("id");
  return id != nullptr && id->kind == Kind::kText ? id->text : "";
}

bool is_remark(const Value& field) {
  return field.key == "unit" || field.key == "source" || field.key == "note";
}

/// Whether the table `over` of an input says in another way than `base` what the input is.
bool says_it_otherwise(const Value& base, const Value& over) {
  return std::any_of(over.items.begin(), over.items.end(), [&](const Value& field) {
    return !is_remark(field) && base.find(field.key) == nullptr;
  });
}

/// "inputs.response.tolerance_hours": one uncertain input.
bool is_input(const std::string& pattern) {
  return pattern.rfind("inputs.", 0) == 0 && std::count(pattern.begin(), pattern.end(), '.') == 2;
}

void merge_tables(Value& base, Value&& over, const std::string& pattern);

void merge_by_id(Value& base, Value&& over, const std::string& pattern) {
  if (over.place.line > 0) base.place = over.place;
  for (Value& table : over.items) {
    const std::string id = id_of(table);
    const auto same = std::find_if(base.items.begin(), base.items.end(), [&](const Value& known) {
      return !id.empty() && id_of(known) == id;
    });
    if (same == base.items.end())
      base.items.push_back(std::move(table));
    else
      merge_tables(*same, std::move(table), pattern + "[]");
  }
}

void merge_tables(Value& base, Value&& over, const std::string& pattern) {
  if (over.place.line > 0) base.place = over.place;
  for (Value& item : over.items) {
    const std::string key = pattern.empty() ? item.key : pattern + "." + item.key;
    Value* known = base.find(item.key);
    const bool same_kind = known != nullptr && known->kind == item.kind;
    if (known == nullptr) {
      base.items.push_back(std::move(item));
    } else if (same_kind && item.kind == Kind::kTable &&
               !(is_input(key) && says_it_otherwise(*known, item))) {
      merge_tables(*known, std::move(item), key);
    } else if (same_kind && item.kind == Kind::kList && merges_by_id(key)) {
      merge_by_id(*known, std::move(item), key);
    } else if (!(item.key == "id" && same_kind && known->text == item.text)) {
      *known = std::move(item);
    }
  }
}

void check_ids_of(const Value& tables, std::string_view what, Report& report) {
  for (auto table = tables.items.begin(); table != tables.items.end(); ++table) {
    const std::string id = id_of(*table);
    const auto first = std::find_if(tables.items.begin(), table, [&](const Value& earlier) {
      return !id.empty() && id_of(earlier) == id;
    });
    if (first != table)
      report.mistake(table->find("id")->place, "the id " + in_quotes(id) + " is given to two " +
                                                   std::string(what) + ", first in line " +
                                                   std::to_string(first->find("id")->place.line));
  }
}

}  // namespace

void merge(Value& base, Value&& over) { merge_tables(base, std::move(over), ""); }

void check_ids(const Value& layer, Report& report) {
  if (const Value* paths = layer.find("path")) check_ids_of(*paths, "paths", report);
  if (const Value* company = layer.find("company"))
    if (const Value* units = company->find("unit")) check_ids_of(*units, "units", report);
}

}  // namespace e2roi::scenario
