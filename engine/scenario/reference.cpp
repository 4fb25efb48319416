#include "engine/scenario/reference.hpp"

#include <vector>

#include "engine/core/number_text.hpp"
#include "engine/scenario/describe.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/reference_text.hpp"
#include "engine/scenario/sections.hpp"

namespace e2roi::scenario {
namespace {

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& text : cells) line += " " + text + (text.empty() ? "|" : " |");
  return line + "\n";
}

std::string head(const std::vector<std::string>& names) {
  std::string rule = "|";
  for (std::size_t i = 0; i < names.size(); ++i) rule += "---|";
  return row(names) + rule + "\n";
}

std::string code(const std::string& text) { return text.empty() ? "" : "`" + text + "`"; }

/// "[run]", "[[path]]" and, for a table inside those of a list, "[[path.one_off]]".
std::string table_heading(const KeyRecord& record) {
  std::string name = record.key;
  for (auto at = name.find("[]"); at != name.npos; at = name.find("[]")) name.erase(at, 2);
  const bool many = record.type == KeyType::kTables;
  return "### `" + std::string(many ? "[[" : "[") + name + (many ? "]]`" : "]`") + "\n\n" +
         record.help + "\n\n";
}

std::string default_of(const KeyRecord& record) {
  return record.required ? "**required**" : code(record.default_toml);
}

/// The keys of a table that are no tables themselves; "" if there are none.
std::string keys_of(std::string_view pattern) {
  std::string rows;
  for (const KeyRecord& record : key_records()) {
    if (record.parent() != pattern) continue;
    if (record.type == KeyType::kTable || record.type == KeyType::kTables) continue;
    rows += row({code(std::string(record.name())), type_of(record), limits_of(record),
                 default_of(record), record.help});
  }
  if (rows.empty()) return "";
  return head({"key", "value", "allowed", "default", "what it is"}) + rows + "\n";
}

std::string all_keys_text() {
  std::string text = "### At the top of the file\n\n" + keys_of("");
  for (const KeyRecord& record : key_records()) {
    const bool many = record.type == KeyType::kTables;
    if (!many && record.type != KeyType::kTable) continue;
    const std::string limits = limits_of(record);
    text += table_heading(record);
    if (!limits.empty()) text += "Number: " + limits + ".\n\n";
    text += keys_of(std::string(record.key) + (many ? "[]" : ""));
  }
  return text;
}

std::string input_row(const Input& input) {
  const InputRecord& record = *input.record;
  const auto [mean, p10, p50, p90] = summary_of(input);
  return row({code(std::string(name_of(record))) + (record.is_assumption() ? " `*`" : ""),
              record.unit, record.prior, core::rounded_text(mean, 4), core::rounded_text(p10, 4),
              core::rounded_text(p50, 4), core::rounded_text(p90, 4),
              core::number_text(record.lo) + " to " + core::number_text(record.hi), record.source,
              record.help});
}

std::string all_inputs_text() {
  std::string text;
  const std::vector<Input> inputs = model_inputs();
  for (const std::string& section : sections()) {
    text += (text.empty() ? "" : "\n") + std::string("### inputs.") + section + "\n\n";
    text += head(
        {"input", "unit", "prior", "mean", "P10", "P50", "P90", "range", "source", "what it is"});
    for (const Input& input : inputs)
      if (section_of(*input.record) == section) text += input_row(input);
  }
  return text;
}

}  // namespace

std::string reference() {
  return kReferenceIntro + all_keys_text() + kReferenceSpelling + kReferenceCorrelations +
         kReferenceUnits + kReferenceMerging + kReferenceInputs + all_inputs_text();
}

}  // namespace e2roi::scenario
