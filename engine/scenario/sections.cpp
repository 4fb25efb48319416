#include "engine/scenario/sections.hpp"

#include <algorithm>
#include <limits>

namespace e2roi::scenario {

std::vector<std::string> sections() {
  std::vector<std::string> names;
  for (const InputRecord& record : input_records()) {
    const std::string_view section = section_of(record);
    if (std::find(names.begin(), names.end(), section) == names.end()) names.emplace_back(section);
  }
  return names;
}

std::string_view section_of(const InputRecord& record) {
  const std::string_view key = record.key;
  return key.substr(0, key.find('.'));
}

std::string_view name_of(const InputRecord& record) {
  const std::string_view key = record.key;
  return key.substr(key.find('.') + 1);
}

bool has_evidence(const InputRecord& record) {
  return std::string_view(record.source).find_first_of("0123456789") != std::string_view::npos;
}

std::string source_text(const InputRecord& record) {
  const std::string source = record.source;
  if (source == "scenario") return "scenario (a company fact: give your own)";
  return source + (record.is_assumption() ? " (a modeller's judgement)" : "");
}

std::string type_of(const KeyRecord& record) {
  switch (record.type) {
    case KeyType::kText:
      return "a text";
    case KeyType::kId:
      return "1 to 64 letters, digits, - and _";
    case KeyType::kChoice:
      return "a word";
    case KeyType::kFlag:
      return "true or false";
    case KeyType::kWhole:
    case KeyType::kSeed:
      return "a whole number";
    case KeyType::kNumber:
      return "a number";
    case KeyType::kNumbers:
      return "a list of numbers";
    case KeyType::kTexts:
      return "a list of texts";
    case KeyType::kMatrix:
      return "a list of lists of numbers";
    case KeyType::kPoints:
      return "a list of [month, value] points";
    case KeyType::kChoices:
      return "a list of words";
    case KeyType::kTable:
      return "a table";
    case KeyType::kTables:
      return "tables, each under [[" + std::string(record.name()) + "]] or in a list";
  }
  return "";
}

namespace {

std::string count_of(const KeyRecord& record) {
  if (record.max_items == std::numeric_limits<int>::max()) return "";
  const std::string most = std::to_string(record.max_items);
  return record.min_items > 0 ? std::to_string(record.min_items) + " to " + most + " of them"
                              : "at most " + most + " of them";
}

std::string one_of(std::string words) {
  for (auto at = words.find(' '); at != words.npos; at = words.find(' ', at + 2))
    words.replace(at, 1, ", ");
  return words;
}

}  // namespace

std::string limits_of(const KeyRecord& record) {
  switch (record.type) {
    case KeyType::kText:
    case KeyType::kId:
    case KeyType::kFlag:
    case KeyType::kTable:
      return "";
    case KeyType::kChoice:
      return one_of(record.choices);
    case KeyType::kTexts:
    case KeyType::kTables:
      return count_of(record);
    case KeyType::kChoices:
      return one_of(record.choices);
    default:
      break;
  }
  const std::string count = count_of(record);
  return range_text(record) + (count.empty() ? "" : ", " + count);
}

}  // namespace e2roi::scenario
