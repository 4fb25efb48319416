#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "engine/core/suggest.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/assignment.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/text_pieces.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

constexpr std::string_view kPrefix = "E2ROI_";
/// Instruction set of the kernel, number of threads: they change no result, so no scenario has
/// them.
constexpr std::array<std::string_view, 2> kReserved = {"E2ROI_ISA", "E2ROI_THREADS"};

/// A key and the variable that sets it.
struct Named {
  std::string variable;
  std::vector<std::string> parts;
};

std::string variable_of(const std::vector<std::string>& parts) {
  std::string name;
  for (const std::string& part : parts) name += (name.empty() ? std::string(kPrefix) : "__") + part;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

/// Every key that can be set from outside, with the ids that `merged` has.
std::vector<Named> settable(const Value& merged) {
  const Value* company = merged.find("company");
  const std::vector<std::string> paths = ids_in(merged.find("path"));
  const std::vector<std::string> units =
      ids_in(company == nullptr ? nullptr : company->find("unit"));
  std::vector<Named> all;
  for (const std::string& key : all_keys()) {
    const auto list = key.find("[].");
    if (list == std::string::npos) {
      const std::vector<std::string> parts = parts_of(key);
      all.push_back({variable_of(parts), parts});
      continue;
    }
    if (key.find("[].", list + 1) != std::string::npos) continue;  // elements without an id
    const bool of_path = key.compare(0, list, "path") == 0;
    for (const std::string& id : of_path ? paths : units) {
      std::vector<std::string> parts = parts_of(key.substr(0, list));
      parts.push_back(id);
      parts.push_back(key.substr(list + 3));
      all.push_back({variable_of(parts), parts});
    }
  }
  return all;
}

/// The variable that a mistyped or incomplete one was meant to be, or "".
std::string meant_by(const std::string& variable, const std::vector<Named>& known) {
  std::vector<std::string> names;
  for (const Named& named : known) names.push_back(named.variable);
  std::string meant = core::closest(variable, names);
  if (!meant.empty()) return meant;
  const std::string end = "__" + variable.substr(kPrefix.size());  // E2ROI_SEED
  for (const std::string& name : names)
    if (name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0)
      return name;
  return "";
}

void apply_variable(const std::string& variable, const std::string& value,
                    const std::vector<Named>& known, Value& merged, Report& report) {
  const int source =
      report.add_source(Source::Kind::kVariable, "environment", variable + "=" + value);
  const Place start{source, 1, 1};
  const auto named = std::find_if(known.begin(), known.end(),
                                  [&](const Named& n) { return n.variable == variable; });
  if (named == known.end()) {
    const std::string meant = meant_by(variable, known);
    report.mistake(start, "the variable " + variable + " names no key of a scenario" +
                              (meant.empty() ? "" : "; did you mean " + meant + "?"));
    return;
  }
  const std::vector<Place> places(named->parts.size(), start);
  const int column = static_cast<int>(core::characters(variable)) + 2;
  assign(named->parts, places, parse_typed(value, {source, 1, column}), merged, report);
}

}  // namespace

void apply_environment(Value& merged, Report& report) {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text = core::valid_utf8(*entry);
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const bool is_reserved = std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
    if (equals != std::string::npos && name.rfind(kPrefix, 0) == 0 && !is_reserved)
      variables.emplace_back(name, text.substr(equals + 1));
  }
  if (variables.empty()) return;
  std::sort(variables.begin(), variables.end());
  const std::vector<Named> known = settable(merged);
  for (const auto& [name, value] : variables) apply_variable(name, value, known, merged, report);
}

}  // namespace e2roi::scenario
