#include "engine/scenario/setting_key.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/suggest.hpp"
#include "engine/scenario/batch.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/report.hpp"
#include "engine/scenario/text_pieces.hpp"

namespace e2roi::scenario {
namespace {

/// "inputs.SECTION.NAME" or a key inside that.
SettingKey find_uncertain(std::string_view key) {
  const std::string_view name = key.substr(std::string_view("inputs.").size());
  std::vector<std::string> known;
  for (const InputRecord& record : input_records()) {
    const std::string_view input = record.key;
    if (name == input || (name.starts_with(input) && name[input.size()] == '.')) return {};
    known.emplace_back(input);
  }
  const std::string meant = core::closest(name, known);
  return {nullptr, "unknown key " + in_quotes(key) +
                       (meant.empty() ? "; 'e2roi describe' lists the inputs"
                                      : did_you_mean("inputs." + meant))};
}

}  // namespace

SettingKey find_setting(std::string_view key) {
  if (key.starts_with("inputs.")) return find_uncertain(key);
  const std::vector<std::string> parts = parts_of(key);
  std::string pattern, prefix, meant;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string full = pattern.empty() ? parts[i] : pattern + "." + parts[i];
    const KeyRecord* record = find_key(full);
    if (record == nullptr) return {nullptr, unknown_key(pattern, prefix, parts[i], meant)};
    if (full == "extends" || record->type == KeyType::kId)
      return {nullptr, std::string(key) + " can only stand in a scenario file"};
    const bool is_last = i + 1 == parts.size();
    prefix += (prefix.empty() ? "" : ".") + parts[i];
    if (is_last) return {record, ""};
    pattern = full;
    if (record->type == KeyType::kTables) {
      if (find_key(full + "[].id") == nullptr)
        return {nullptr, prefix + " is a list and is given as a whole"};
      pattern += "[]";
      prefix += "." + parts[++i];
      if (i + 1 == parts.size())
        return {nullptr, prefix + " is a table: name the key in it, such as " + prefix + "." +
                             names_in(pattern)[2]};
    } else if (record->type != KeyType::kTable) {
      return {nullptr, prefix + " is one value and has no " + parts[i + 1]};
    }
  }
  return {nullptr, "a key is missing"};
}

std::string setting_mistake(std::string_view key) { return find_setting(key).mistake; }

}  // namespace e2roi::scenario
