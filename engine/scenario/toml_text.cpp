#include "engine/scenario/toml_text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/core/utf8.hpp"
#include "engine/scenario/toml_mistake.hpp"

namespace e2roi::scenario {
namespace {

constexpr int kMostLevels = 12;          // of tables and lists inside each other; a scenario has 5
constexpr int kMostSyntaxMistakes = 20;  // after so many the file is something else
constexpr int kMostKeyParts = 100;       // a scenario's keys have 4 at most
constexpr std::size_t kLongestLine = 50'000;  // bytes: a key of more parts could exhaust the stack

/// Makes values of toml++'s nodes.
class Converter {
 public:
  Converter(int source, int first_line_shift) : source_(source), shift_(first_line_shift) {}

  Value value(const toml::node& node, int level = 0) const {
    Value result;
    result.place = place(node.source());
    if (level > kMostLevels) return result;
    if (const auto* text = node.as_string()) {
      result.kind = Kind::kText;
      result.text = text->get();
    } else if (const auto* whole = node.as_integer()) {
      result.kind = Kind::kWhole;
      result.whole = whole->get();
    } else if (const auto* number = node.as_floating_point()) {
      result.kind = Kind::kNumber;
      result.number = number->get();
    } else if (const auto* flag = node.as_boolean()) {
      result.kind = Kind::kFlag;
      result.flag = flag->get();
    } else if (const auto* list = node.as_array()) {
      result.kind = Kind::kList;
      for (const toml::node& item : *list) result.items.push_back(value(item, level + 1));
    } else if (const auto* table = node.as_table()) {
      result.kind = Kind::kTable;
      for (auto&& [key, item] : *table) {
        result.items.push_back(value(item, level + 1));
        result.items.back().key = key.str();
        result.items.back().key_place = place(key.source());
      }
    } else {
      result.kind = Kind::kDate;
    }
    return result;
  }

  Place place(const toml::source_region& region) const {
    const auto line = static_cast<int>(region.begin.line);
    const auto column = static_cast<int>(region.begin.column);
    return {source_, line, line == 1 ? column + shift_ : column};
  }

 private:
  int source_, shift_;
};

/// Too deep for any scenario: says so once, where it begins.
bool refuse_depth(const Value& value, int level, Report& report) {
  if (level > kMostLevels) {
    report.mistake(value.place, "tables and lists are nested too deeply for a scenario");
    return true;
  }
  return std::any_of(value.items.begin(), value.items.end(),
                     [&](const Value& item) { return refuse_depth(item, level + 1, report); });
}

/// Whether the mistake in this line stays in it: `key = value` on one line that is no TOML alone.
bool is_confined(const std::string& line, bool given_twice) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string::npos || line.find('=') == std::string::npos) return false;
  const auto start = static_cast<unsigned char>(line[first]);
  if (std::isalnum(start) == 0 && start != '_' && start != '"' && start != '\'') return false;
  for (const char* brackets : {"[]", "{}"})
    if (std::count(line.begin(), line.end(), brackets[0]) !=
        std::count(line.begin(), line.end(), brackets[1]))
      return false;
  if (line.find("\"\"\"") != std::string::npos || line.find("'''") != std::string::npos)
    return false;
  if (given_twice) return true;
  try {
    const toml::table alone = toml::parse(std::string_view(line));
    return false;
  } catch (const toml::parse_error&) {
    return true;
  }
}

/// Where a key of more parts than any scenario has begins in a line (a.b.c = 1, [a.b.c]), counted
/// from 0; npos if there is none. The parser would take seconds for thousands of parts.
std::size_t place_of_deep_key(const std::string& line) {
  std::size_t begin = 0;
  int parts = 0;  // of what may be a key, and stands before `i`
  bool in_part = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    const bool is_of_part = std::isalnum(c) != 0 || c == '-' || c == '_' || c == '"' || c == '\'';
    if (is_of_part && !in_part && ++parts == 1) begin = i;
    if (is_of_part || c == ' ' || c == '\t') {
      in_part = is_of_part || in_part;
      continue;
    }
    if (c != '.' || !in_part) {
      if (parts > kMostKeyParts && (c == '=' || c == ']')) return begin;
      parts = 0;
    }
    in_part = false;
  }
  return std::string::npos;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

Document parse_document(std::string_view text, int source, Report& report) {
  std::vector<std::string> lines = report.source(source).lines;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].size() > kLongestLine) {
      report.mistake({source, static_cast<int>(i) + 1, 1},
                     "the line has " + std::to_string(lines[i].size()) +
                         " bytes, but may have at most " + std::to_string(kLongestLine));
      return {};
    }
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (const std::size_t at = place_of_deep_key(lines[i]); at != std::string::npos) {
      report.mistake({source, static_cast<int>(i) + 1, static_cast<int>(at) + 1},
                     "the key has more than " + std::to_string(kMostKeyParts) +
                         " parts between dots, and no key of a scenario has as many");
      return {};
    }
  Document document;
  document.is_whole = true;
  for (int mistakes = 0; mistakes < kMostSyntaxMistakes; ++mistakes) {
    try {
      const toml::table table =
          mistakes == 0 ? toml::parse(text) : toml::parse(std::string_view(joined(lines)));
      document.table = Converter(source, 0).value(table);
      if (refuse_depth(document.table, 0, report)) document.is_whole = false;
      break;
    } catch (const toml::parse_error& error) {
      document.is_whole = false;
      const auto number = static_cast<std::size_t>(error.source().begin.line);
      const bool has_line = number >= 1 && number <= lines.size();
      const std::string line = has_line ? lines[number - 1] : "";
      int column = static_cast<int>(error.source().begin.column);
      const std::string message = toml_mistake(error.description(), line, column);
      report.mistake({source, static_cast<int>(number), column}, message);
      const bool given_twice =
          error.description().find("cannot redefine") != std::string_view::npos;
      if (!has_line || !is_confined(line, given_twice)) break;
      lines[number - 1].clear();
    }
  }
  document.table.kind = Kind::kTable;
  return document;
}

Value parse_typed(std::string_view typed, const Place& place) {
  constexpr std::string_view kKey = "v=";
  if (typed.size() <= kLongestLine) {
    try {
      const std::string line = std::string(kKey) + std::string(typed);
      const toml::table table = toml::parse(std::string_view(line));
      const int shift = place.column - 1 - static_cast<int>(kKey.size());
      Value value = Converter(place.source, shift).value(table);
      if (value.items.size() == 1) {
        value = std::move(value.items[0]);
        value.key.clear();
        if (value.kind != Kind::kText) value.text = typed;
        return value;
      }
    } catch (const toml::parse_error&) {  // then it is a text
    }
  }
  Value value;
  value.kind = Kind::kText;
  value.place = place;
  value.text = core::valid_utf8(typed);
  return value;
}

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : core::valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted.append({'\\', c});
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(byte));
      quoted += escape.data();
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

bool is_bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

}  // namespace e2roi::scenario
