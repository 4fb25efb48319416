#include <utility>

#include "engine/core/number_text.hpp"
#include "engine/scenario/fill.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

constexpr const char* kAfterInputs = "correlation";  // the key that follows the inputs
constexpr std::size_t kLineWidth = 100;  // characters; longer lists get a line for each element

/// A value as TOML on one line; tables in braces.
std::string inline_toml(const Value& value) {
  std::string text;
  switch (value.kind) {
    case Kind::kText:
      return toml_string(value.text);
    case Kind::kWhole:
      return std::to_string(value.whole);
    case Kind::kNumber:
      return core::number_text(value.number);
    case Kind::kFlag:
      return value.flag ? "true" : "false";
    case Kind::kList:
      for (const Value& item : value.items) text += (text.empty() ? "" : ", ") + inline_toml(item);
      return "[" + text + "]";
    case Kind::kTable:
      for (const Value& item : value.items)
        text += (text.empty() ? "" : ", ") + item.key + " = " + inline_toml(item);
      return "{ " + text + " }";
    case Kind::kDate:
    case Kind::kInvalid:
      break;
  }
  return text;
}

/// `key = value` on one line or, for a long list, on several: a reader may refuse endless lines.
std::string assignment(const std::string& key, const Value& value) {
  std::string line = key + " = " + inline_toml(value);
  if (line.size() <= kLineWidth || value.kind != Kind::kList) return line + "\n";
  line = key + " = [\n";
  for (const Value& item : value.items) line += "  " + inline_toml(item) + ",\n";
  return line + "]\n";
}

std::string input_toml(const Input& input) {
  const auto* fixed = std::get_if<sampling::Fixed>(&input.prior.shape());
  const std::string value =
      fixed != nullptr ? core::number_text(fixed->value) : toml_string(input.prior.text());
  if (input.source.empty() && input.note.empty()) return value;
  std::string table = "{ value = " + value;
  if (!input.source.empty()) table += ", source = " + toml_string(input.source);
  if (!input.note.empty()) table += ", note = " + toml_string(input.note);
  return table + " }";
}

std::string inputs_toml(const std::vector<CheckedInput>& inputs) {
  std::string text;
  for (const CheckedInput& checked : inputs)
    if (checked.input.overridden)
      text += std::string(checked.input.record->key) + " = " + input_toml(checked.input) + "\n";
  return text.empty() ? "" : "\n[inputs]\n" + text;
}

/// The keys of one table, then the arrays of tables in it. `header` is the table's own.
std::string body_toml(const Value& table, const std::string& header) {
  std::string text, below;
  for (const Value& item : table.items) {
    const std::string key = header.empty() ? item.key : header + "." + item.key;
    const KeyRecord* record = find_key(key);
    if (record == nullptr || !record->has_header()) {
      text += assignment(item.key, item);
      continue;
    }
    for (const Value& element : item.items)
      below += "\n[[" + key + "]]\n" + body_toml(element, key + "[]");
  }
  return text + below;
}

/// Collects values with their origins.
class OriginList {
 public:
  explicit OriginList(const Report& report) : report_(report) {}

  /// Every value below `value`, whose record is `pattern` and which the scenario calls `key`.
  void add(const Value& value, const std::string& pattern, const std::string& key) {
    if (value.kind == Kind::kTable) {
      for (const Value& item : value.items)
        add(item, pattern + "." + item.key, key + "." + item.key);
    } else if (find_key(pattern + "[].id") != nullptr) {
      for (const Value& element : value.items)
        add(element, pattern + "[]", key + "." + element.find("id")->text);
    } else {
      list_.push_back({key, inline_toml(value), report_.origin(value.place)});
    }
  }

  void add(const CheckedInput& checked) {
    list_.push_back({std::string("inputs.") + checked.input.record->key, input_toml(checked.input),
                     report_.origin(checked.place)});
  }

  std::vector<Origin> take() { return std::move(list_); }

 private:
  const Report& report_;
  std::vector<Origin> list_;
};

}  // namespace

std::string merged_text(const Checked& checked) {
  std::string values, tables;
  for (const Value& item : checked.table.items) {
    if (item.kind == Kind::kTable) {
      tables += "\n[" + item.key + "]\n" + body_toml(item, item.key);
    } else if (item.kind != Kind::kList) {
      values += assignment(item.key, item);
    } else {
      if (item.key == kAfterInputs) tables += inputs_toml(checked.inputs);
      Value file;
      file.items.push_back(item);
      tables += body_toml(file, "");
    }
  }
  return values + tables;
}

std::vector<Origin> origins(const Checked& checked, const Report& report) {
  OriginList list(report);
  for (const Value& item : checked.table.items) {
    if (item.key == kAfterInputs)
      for (const CheckedInput& input : checked.inputs) list.add(input);
    list.add(item, item.key, item.key);
  }
  return list.take();
}

}  // namespace e2roi::scenario
