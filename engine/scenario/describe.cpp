#include "engine/scenario/describe.hpp"

#include "engine/core/error.hpp"
#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/sections.hpp"
#include "engine/scenario/text_layout.hpp"
#include "engine/scenario/units.hpp"

namespace e2roi::scenario {
namespace {

constexpr std::size_t kWidth = 100;  // of paragraphs; a row of columns may need up to 120

std::string shown(double value) { return core::rounded_text(value, 4); }

std::string range_of(const InputRecord& record) {
  return core::number_text(record.lo) + " to " + core::number_text(record.hi);
}

std::string mark_of(const Input& input) {
  if (input.overridden) return "=";
  return input.record->is_assumption() ? "*" : "";
}

/// What stands under the columns: the distribution, the help, the source.
std::string paragraph_of(const Input& input) {
  const InputRecord& record = *input.record;
  std::string text = input.prior.is_fixed() ? "always " : "";
  text += input.prior.text();
  if (input.overridden) text += " (the model's own: " + std::string(record.prior) + ")";
  text += ". " + std::string(record.help) + " Source: ";
  if (!input.overridden) return text + source_text(record) + ".";
  text += input.source.empty() ? "this scenario" : input.source;
  return text + "." + (input.note.empty() ? "" : " Note: " + input.note);
}

std::vector<std::string> row_of(const Input& input) {
  const auto [mean, p10, p50, p90] = summary_of(input);
  return {mark_of(input),     std::string(name_of(*input.record)),
          shown(mean),        shown(p10),
          shown(p50),         shown(p90),
          input.record->unit, range_of(*input.record)};
}

std::string describe_section(std::string_view section, std::span<const Input> inputs) {
  std::vector<std::vector<std::string>> rows = {
      {"", std::string(section), "mean", "P10", "P50", "P90", "unit", "range"}};
  std::vector<const Input*> shown_inputs;
  for (const Input& input : inputs) {
    if (section_of(*input.record) != section) continue;
    shown_inputs.push_back(&input);
    rows.push_back(row_of(input));
  }
  const std::vector<std::string> lines =
      in_columns(rows, {false, false, true, true, true, true, false, false}, "");
  std::string text = lines[0] + "\n";
  for (std::size_t i = 0; i < shown_inputs.size(); ++i) {
    text += lines[i + 1] + "\n" + wrapped(paragraph_of(*shown_inputs[i]), kWidth, "       ");
  }
  return text;
}

std::string legend(std::span<const Input> inputs) {
  bool overridden = false;
  for (const Input& input : inputs) overridden = overridden || input.overridden;
  return std::string("* a modeller's assumption") +
         (overridden ? "   = a value of this scenario" : "") +
         "   mean and quantiles: of the values drawn, clipped to the range\n";
}

/// Facts in two columns under a heading.
std::string facts(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const std::string& line : in_columns(rows, {false, false}, "  ")) text += line + "\n";
  return text;
}

std::string describe_input(const Input& input) {
  const InputRecord& record = *input.record;
  const auto [mean, p10, p50, p90] = summary_of(input);
  std::vector<std::vector<std::string>> rows;
  if (input.overridden) {
    rows.push_back({"this scenario", input.prior.text()});
    if (!input.source.empty()) rows.push_back({"its source", input.source});
    if (!input.note.empty()) rows.push_back({"note", input.note});
    rows.push_back({"model's prior", record.prior});
  } else {
    rows.push_back({"prior", record.prior});
  }
  rows.push_back({"values drawn", "mean " + shown(mean) + ", P10 " + shown(p10) + ", P50 " +
                                      shown(p50) + ", P90 " + shown(p90)});
  rows.push_back({"unit", record.unit});
  rows.push_back({"also written", accepted_units(record.unit)});
  rows.push_back(
      {"range", range_of(record) + ": a number outside is refused, draws are clipped to it"});
  rows.push_back({input.overridden ? "prior's source" : "source", source_text(record)});
  if (has_evidence(record)) rows.push_back({"", "its entries are in scenarios/EVIDENCE.md"});
  const std::string quote = input.prior.is_fixed() ? "" : "\"";
  rows.push_back({"in a file", "[inputs]"});
  rows.push_back({"", std::string(record.key) + " = " + quote + input.prior.text() + quote});
  rows.push_back({"or", std::string("--set inputs.") + record.key + "=" + shown(p50)});
  return std::string(record.key) + "\n" + wrapped(record.help, kWidth, "  ") + "\n" + facts(rows);
}

std::string describe_record(const KeyRecord& record) {
  std::vector<std::vector<std::string>> rows = {{"value", type_of(record)}};
  const std::string range = limits_of(record);
  if (!range.empty()) rows.push_back({"range", range});
  if (record.required)
    rows.push_back({"required", "a scenario must give it, itself or in its base"});
  if (*record.default_toml != '\0') rows.push_back({"default", record.default_toml});
  std::string text =
      std::string(record.key) + "\n" + wrapped(record.help, kWidth, "  ") + "\n" + facts(rows);
  const std::string inside =
      std::string(record.key) + (record.type == KeyType::kTables ? "[]" : "");
  std::string keys;
  for (const KeyRecord& child : key_records()) {
    if (child.parent() != inside) continue;
    keys += "  " + std::string(child.key) + "\n" + wrapped(child.help, kWidth, "       ");
  }
  return keys.empty() ? text : text + "\n  Its keys:\n" + keys;
}

/// A key as people type it: without "[]" and without "inputs." before an input.
std::string plain(std::string_view key) {
  std::string text(key);
  for (auto at = text.find("[]"); at != text.npos; at = text.find("[]")) text.erase(at, 2);
  constexpr std::string_view kInputs = "inputs.";
  return text.rfind(kInputs, 0) == 0 ? text.substr(kInputs.size()) : text;
}

[[noreturn]] void refuse(std::string_view key) {
  std::vector<std::string> known = sections();
  for (const InputRecord& record : input_records()) known.emplace_back(record.key);
  for (const KeyRecord& record : key_records()) known.push_back(plain(record.key));
  std::string meant = core::closest(plain(key), known);
  if (meant.empty()) {  // "churn_base" alone, perhaps with a slip
    const auto last_part = [](const std::string& whole) {
      return whole.substr(whole.rfind('.') + 1);
    };
    std::vector<std::string> last_parts;
    for (const std::string& candidate : known) last_parts.push_back(last_part(candidate));
    const std::string last = core::closest(last_part(plain(key)), last_parts);
    for (std::size_t i = 0; i < known.size() && !last.empty() && meant.empty(); ++i)
      if (last_parts[i] == last) meant = known[i];
  }
  throw core::UsageError("there is no key '" + std::string(key) + "'" +
                         (meant.empty() ? "." : "; did you mean '" + meant + "'?") +
                         " 'e2roi describe' lists all inputs, scenarios/REFERENCE.md all keys.");
}

}  // namespace

std::string describe_inputs(std::span<const Input> inputs) {
  std::string text = legend(inputs);
  for (const std::string& section : sections()) text += "\n" + describe_section(section, inputs);
  return text + "\n'e2roi describe KEY' says all about one of them, e.g. loyalty.churn_base.\n";
}

std::string describe_key(std::string_view key, std::span<const Input> inputs) {
  const std::string wanted = plain(key);
  for (const Input& input : inputs)
    if (wanted == input.record->key) return describe_input(input);
  for (const std::string& section : sections())
    if (wanted == section) return legend(inputs) + "\n" + describe_section(section, inputs);
  for (const KeyRecord& record : key_records())
    if (wanted == plain(record.key)) return describe_record(record);
  refuse(key);
}

}  // namespace e2roi::scenario
