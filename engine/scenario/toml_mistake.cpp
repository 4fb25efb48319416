#include "engine/scenario/toml_mistake.hpp"

#include <algorithm>
#include <cctype>

#include "engine/core/utf8.hpp"
#include "engine/scenario/text_pieces.hpp"

namespace e2roi::scenario {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// A line `key = value # comment`, of which toml++ refused the value.
struct Assignment {
  std::string_view key, value;
  int value_column = 0;

  explicit Assignment(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return;
    key = trimmed(line.substr(0, equals));
    const std::string_view rest = line.substr(equals + 1);
    value = trimmed(rest.substr(0, rest.find('#')));
    const auto blanks = std::min(rest.find_first_not_of(" \t"), rest.size());
    value_column = static_cast<int>(core::characters(line.substr(0, equals + 1 + blanks))) + 1;
  }
};

/// "20_000" of "20,000" if that is all the value is, else "".
std::string with_underscores(std::string_view value) {
  const bool is_number =
      !value.empty() && std::isdigit(static_cast<unsigned char>(value.front())) != 0 &&
      value.find(',') != std::string_view::npos &&
      std::all_of(value.begin(), value.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == ',' || c == '_';
      });
  std::string text(is_number ? value : std::string_view{});
  std::replace(text.begin(), text.end(), ',', '_');
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// A value without quotes that is neither number nor list: most likely a text.
std::string wrong_value(const Assignment& line, int& column) {
  const std::string_view value = line.value;
  const std::string number = with_underscores(value);
  if (!number.empty()) return "a number is written without commas: " + number;
  if (value.empty() || value.front() == '[' || value.front() == '{') return "";
  if (value.front() == '"' || value.front() == '\'') {
    const auto end = value.find(value.front(), 1);
    if (end != std::string_view::npos && end + 1 < value.size())
      return "nothing may follow the closing quote but a comment";
    return "";
  }
  column = line.value_column;
  if (has(value, "\xE2\x80\x9C") || has(value, "\xE2\x80\x9D") || has(value, "\xE2\x80\x98") ||
      has(value, "\xE2\x80\x99"))
    return "a text stands in straight quotes: \"...\"";
  const std::string small = lower(value);
  if (small == "true" || small == "false" || small == "yes" || small == "no")
    return std::string("a yes or no is written ") +
           (small == "true" || small == "yes" ? "true" : "false");
  if (value.front() == '.')
    return "a number needs a digit before its point: 0" + std::string(value);
  return "this is no number, and a text stands in quotes: \"" + std::string(value) + "\"";
}

/// A quote or bracket that is never closed.
std::string never_closed(std::string_view description, const Assignment& line,
                         std::string_view whole, int& column) {
  const bool at_end = column > static_cast<int>(core::characters(whole));
  if (has(description, "control characters")) {
    if (!at_end) return "a control character may not stand here";
    column = line.value_column > 0 && !line.value.empty() &&
                     (line.value.front() == '"' || line.value.front() == '\'')
                 ? line.value_column
                 : column;
    return "this quote is never closed";
  }
  if (has(description, "end-of-file") && has(description, "string"))
    return "a text that began with three quotes is never closed";
  if (has(description, "parsing array"))
    return has(description, "end-of-file") ? "a list is never closed with ]"
                                           : "a comma or ] is missing before this";
  if (has(description, "inline table")) {
    if (has(description, "dangling comma")) return "no comma may stand before }";
    return at_end ? "a table in braces has to be closed with } on the line where it begins"
                  : "a comma or } is missing before this";
  }
  if (has(description, "table header") && has(description, "expected ']'"))
    return "a closing ] is missing";
  return "";
}

/// Keys and tables that are there already, or keys without a value.
std::string wrong_key(std::string_view description, const Assignment& line, std::string_view whole,
                      int& column) {
  if (has(description, "cannot redefine")) {
    column = static_cast<int>(whole.find_first_not_of(" \t")) + 1;
    const std::string_view header = trimmed(whole.substr(0, whole.find('#')));
    if (!header.empty() && header.front() == '[') {
      if (has(description, "existing array"))
        return "this is a list of tables, each opened with two brackets: [" + std::string(header) +
               "]";
      return std::string(header) + " is opened twice in this file";
    }
    return std::string(line.key) + " is given twice in this file";
  }
  if (has(description, "expected '='")) return "a key needs a value: key = value";
  if (has(description, "expected value")) return "a value is missing after =";
  return "";
}

}  // namespace

std::string toml_mistake(std::string_view description, std::string_view line, int& column) {
  const Assignment assignment(line);
  if (has(description, "not representable")) {
    column = std::max(assignment.value_column, 1);
    return "a whole number is at most 9223372036854775807";
  }
  if (has(description, "could not be interpreted as a value")) {
    column = std::max(assignment.value_column, 1);
    return "this is no number that a computer can hold";
  }
  if (has(description, "leading zeroes"))
    return "a number does not begin with 0 unless a point follows";
  if (has(description, "unknown escape"))
    return "a backslash stands for itself only as \\\\, or in a text in single quotes";
  std::string message = wrong_key(description, assignment, line, column);
  if (message.empty()) message = never_closed(description, assignment, line, column);
  if (message.empty()) message = wrong_value(assignment, column);
  if (!message.empty()) return message;
  const auto colon = description.find(": ");
  return "this is not TOML: " +
         std::string(colon == std::string_view::npos ? description : description.substr(colon + 2));
}

}  // namespace e2roi::scenario
