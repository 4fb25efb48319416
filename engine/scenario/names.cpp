#include "engine/scenario/names.hpp"

#include "engine/core/suggest.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/report.hpp"

namespace e2roi::scenario {
namespace {

std::string_view last_part(std::string_view key) {
  const auto dot = key.rfind('.');
  return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

/// A section of the inputs of that name, or a key elsewhere whose last part is `name`, nearly or
/// exactly: "inputs.finance" for "finance", "run.seed" for "seed".
std::string elsewhere(const std::string& name) {
  for (const InputRecord& record : input_records())
    if (std::string_view(record.key).starts_with(name + ".")) return "inputs." + name;
  std::vector<std::string> last_parts;
  for (const std::string& key : all_keys()) last_parts.emplace_back(last_part(key));
  const std::string meant = core::closest(name, last_parts);
  for (std::size_t i = 0; !meant.empty() && i < last_parts.size(); ++i)
    if (last_parts[i] == meant) return all_keys()[i];
  return "";
}

}  // namespace

std::vector<std::string> names_in(std::string_view pattern) {
  std::vector<std::string> names;
  for (const KeyRecord& record : key_records())
    if (record.parent() == pattern) names.emplace_back(record.name());
  return names;
}

const std::vector<std::string>& all_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const KeyRecord& record : key_records()) all.emplace_back(record.key);
    for (const InputRecord& record : input_records())
      all.push_back("inputs." + std::string(record.key));
    return all;
  }();
  return keys;
}

std::string unknown_key(std::string_view pattern, const std::string& prefix,
                        const std::string& name, std::string& meant) {
  const auto full = [&](const std::string& key) {
    return prefix.empty() ? key : prefix + "." + key;
  };
  const std::string message = "unknown key " + in_quotes(full(name));
  const std::vector<std::string> known = names_in(pattern);
  meant = core::closest(name, known);
  if (!meant.empty()) return message + did_you_mean(full(meant));
  const std::string other = elsewhere(name);
  if (!other.empty()) return message + did_you_mean(other);
  return message + "; " + (prefix.empty() ? "a scenario" : prefix) + " has " + comma_list(known);
}

std::string did_you_mean(const std::string& meant) {
  return meant.empty() ? "" : "; did you mean \"" + meant + "\"?";
}

std::string comma_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace e2roi::scenario
