#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

/// Pieces of what somebody typed.
namespace e2roi::scenario {

/// Without the blanks and tabs around it.
inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The names between the dots of a key, at least one: "run.seed" is "run" and "seed".
inline std::vector<std::string> parts_of(std::string_view key) {
  std::vector<std::string> parts;
  while (true) {
    const auto dot = std::min(key.find('.'), key.size());
    parts.emplace_back(key.substr(0, dot));
    if (dot == key.size()) return parts;
    key.remove_prefix(dot + 1);
  }
}

}  // namespace e2roi::scenario
