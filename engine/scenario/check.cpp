#include "engine/scenario/check.hpp"

#include <set>
#include <utility>

#include "engine/scenario/check_value.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

Value invalid(const Place& place) {
  Value value;
  value.place = place;
  return value;
}

/// Walks the tables of a scenario along the records.
class Checker {
 public:
  Checker(std::string title, bool is_whole, Report& report)
      : title_(std::move(title)), is_whole_(is_whole), report_(report) {}

  /// The table whose keys are the records with parent `pattern`. `given`: as the scenario has it,
  /// nullptr if it does not. `key`: what the scenario calls it, ids instead of "[]".
  Value table(const Value* given, const std::string& pattern, const std::string& key) {
    Value result;
    result.kind = Kind::kTable;
    if (given != nullptr) result.place = given->place;
    const std::set<std::string> meant = refuse_unknown(given, pattern, key);
    std::vector<std::string> missing;
    for (const KeyRecord& record : key_records()) {
      if (record.parent() != pattern || is_read_elsewhere(record)) continue;
      const std::string name(record.name());
      const Value* item = given == nullptr ? nullptr : given->find(name);
      if (item == nullptr && record.is_left_out()) continue;
      const std::string full = key.empty() ? name : key + "." + name;
      Value checked = item != nullptr          ? member(*item, record, full)
                      : meant.count(name) != 0 ? invalid(result.place)
                                               : absent(record, full, result, missing);
      checked.key = name;
      result.items.push_back(std::move(checked));
    }
    report_missing(missing, key.empty() ? Place{} : result.place);
    return result;
  }

 private:
  /// `extends` is settled while the files are read; inputs have records of their own.
  static bool is_read_elsewhere(const KeyRecord& record) {
    const std::string_view key = record.key;
    return key == "extends" || key == "inputs";
  }

  /// Reports the keys that no record knows; returns the names they were probably meant to be,
  /// which are then not reported as missing.
  std::set<std::string> refuse_unknown(const Value* given, const std::string& pattern,
                                       const std::string& key) {
    std::set<std::string> meant;
    if (given == nullptr) return meant;
    for (const Value& item : given->items) {
      if (find_key(pattern.empty() ? item.key : pattern + "." + item.key) != nullptr) continue;
      std::string name;
      report_.mistake(item.key_place, unknown_key(pattern, key, item.key, name));
      if (given->find(name) == nullptr) meant.insert(name);
    }
    return meant;
  }

  Value member(const Value& given, const KeyRecord& record, const std::string& key) {
    if (!given.is_valid()) return given;
    if (record.type == KeyType::kTables) return tables(given, record, key);
    if (record.type != KeyType::kTable) return check_value(given, record, key, report_);
    if (given.kind == Kind::kTable) return table(&given, record.key, key);
    report_.mistake(given.place, key + " must be a table with " + comma_list(names_in(record.key)) +
                                     ", found " + found(given));
    return invalid(given.place);
  }

  Value tables(const Value& given, const KeyRecord& record, const std::string& key) {
    const bool has_header = record.has_header();
    const std::string how = has_header ? "[[" + key + "]]" : "{ month = ..., cost = ... }";
    if (given.kind != Kind::kList) {
      report_.mistake(given.place, key + " must be a list of tables, each written as " + how +
                                       ", found " + found(given));
      return invalid(given.place);
    }
    const auto count = given.items.size();
    if (count < static_cast<std::size_t>(record.min_items) ||
        count > static_cast<std::size_t>(record.max_items)) {
      report_.mistake(given.place, key + " has " + std::to_string(count) +
                                       " elements, but must have " +
                                       std::to_string(record.min_items) + " to " +
                                       std::to_string(record.max_items));
      return invalid(given.place);
    }
    Value result = given;
    for (std::size_t i = 0; i < count; ++i) {
      Value& item = result.items[i];
      const Value* id = item.find("id");
      const bool has_id = has_header && id != nullptr && is_bare_key(id->text);
      const std::string name = has_id ? key + "." + id->text : key + "#" + std::to_string(i + 1);
      if (item.kind == Kind::kTable) {
        item = table(&given.items[i], std::string(record.key) + "[]", name);
      } else if (item.is_valid()) {
        report_.mistake(item.place,
                        name + " must be a table, written as " + how + ", found " + found(item));
        item = invalid(item.place);
      }
    }
    return result;
  }

  /// What holds where nobody gave the key: its default, or kInvalid if it has none; such keys of
  /// one table are collected in `missing`.
  Value absent(const KeyRecord& record, const std::string& key, const Value& parent,
               std::vector<std::string>& missing) {
    if (!record.required) return preset(record, key, parent);
    const std::string names = comma_list(required_in(record.key));
    if (record.type == KeyType::kTable)
      missing.push_back(key + ", a table that gives " + names);
    else if (record.type == KeyType::kTables)
      missing.push_back(key + ", at least one [[" + key + "]]");
    else
      missing.push_back(key + ", " + expected(record));
    return invalid(parent.place);
  }

  /// Says once for each table what it lacks. What the file itself lacks stands at no line of it.
  void report_missing(const std::vector<std::string>& missing, const Place& table) {
    if (missing.empty() || !is_whole_) return;
    std::string text = "missing " + missing[0];
    for (std::size_t i = 1; i < missing.size(); ++i) text += "; " + missing[i];
    report_.mistake(table.line > 0 ? table : Place{0, 0, 0}, text);
  }

  static std::vector<std::string> required_in(std::string_view pattern) {
    std::vector<std::string> names;
    for (const KeyRecord& record : key_records())
      if (record.parent() == pattern && record.required) names.emplace_back(record.name());
    return names;
  }

  Value preset(const KeyRecord& record, const std::string& key, const Value& parent) {
    if (record.type == KeyType::kTable) return table(nullptr, record.key, key);
    Value value;
    if (record.type == KeyType::kTables) {
      value.kind = Kind::kList;
      return value;
    }
    const std::string_view pattern = record.key;
    value.kind = Kind::kText;
    // The two defaults that no record can hold.
    if (pattern == "name") {
      value.text = title_;
    } else if (pattern == "path[].name") {
      const Value* id = parent.find("id");
      if (id != nullptr) value.text = id->text;
    } else {
      value = check_value(parse_typed(record.default_toml, Place{}), record, key, report_);
    }
    value.place = Place{};
    return value;
  }

  std::string title_;
  bool is_whole_;
  Report& report_;
};

}  // namespace

Checked check(const Value& merged, const std::string& title, bool is_whole, Report& report) {
  Checked checked;
  checked.table = Checker(title, is_whole, report).table(&merged, "", "");
  checked.inputs = check_inputs(merged.find("inputs"), report);
  checked.correlations =
      check_correlations(checked.table.find("correlation"), checked.inputs, report);
  if (is_whole) check_together(checked.table, report);
  return checked;
}

}  // namespace e2roi::scenario
