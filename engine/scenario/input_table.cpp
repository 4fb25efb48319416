#include <algorithm>
#include <optional>

#include "engine/core/suggest.hpp"
#include "engine/scenario/input_families.hpp"
#include "engine/scenario/input_text.hpp"
#include "engine/scenario/units.hpp"

namespace e2roi::scenario {
namespace {

using sampling::Distribution;

constexpr const char* kForms =
    "{ value }, { low, high }, { mean, sd }, { median, p90 }, { p10, p50, p90 }, "
    "{ p10, likely, p90 } or { FAMILY = [numbers] }";

[[noreturn]] void fail(const std::string& message) { throw InputTextError{0, message}; }

UnitChange change_of(std::string_view unit, const InputRecord& record) {
  const std::optional<UnitChange> change = unit_change(unit, record.unit);
  if (!change) fail(unit_mistake(unit, record.unit));
  return *change;
}

/// The distribution of `arguments`, converted; refused with the numbers as written.
Distribution make(const Signature& signature, std::vector<double> arguments,
                  const UnitChange& change) {
  if (signature.without_unit == signature.names.size()) arguments.push_back(1);
  signature.make(arguments);
  for (std::size_t i = signature.without_unit; i < arguments.size(); ++i) {
    arguments[i] = change.apply(arguments[i]);
  }
  return signature.make(arguments);
}

Distribution discrete_of_table(const std::vector<double>& numbers, const UnitChange& change) {
  if (numbers.size() % 2 != 0) fail("discrete needs a probability for every value");
  std::vector<std::pair<double, double>> written, converted;
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    written.emplace_back(numbers[i], numbers[i + 1]);
    converted.emplace_back(change.apply(numbers[i]), numbers[i + 1]);
  }
  Distribution::discrete(std::move(written));
  return Distribution::discrete(std::move(converted));
}

/// { FAMILY = [numbers] }
Distribution make_family(const NamedNumbers& field, const UnitChange& change) {
  if (field.key == "discrete") return discrete_of_table(field.numbers, change);
  for (const Signature& signature : signatures()) {
    if (field.key == signature.family && signature.positional &&
        signature.names.size() == field.numbers.size()) {
      return make(signature, field.numbers, change);
    }
  }
  fail("these are not the arguments of " + field.key + "; write \"" + family_usage(field.key) +
       "\"");
}

/// Every argument has a name of its own: one number each.
std::optional<std::vector<double>> arguments_of(const Signature& signature,
                                                const std::vector<NamedNumbers>& fields) {
  if (signature.names.size() != fields.size()) return std::nullopt;
  std::vector<double> arguments;
  for (const char* const name : signature.names) {
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [name](const NamedNumbers& f) { return f.key == name; });
    if (field == fields.end()) return std::nullopt;
    arguments.push_back(field->numbers.front());
  }
  return arguments;
}

bool is_family(const std::string& key) {
  const std::vector<std::string> known = families();
  return std::find(known.begin(), known.end(), key) != known.end();
}

void check_keys(const std::vector<NamedNumbers>& fields) {
  std::vector<std::string> known = families();
  for (const Signature& signature : signatures()) {
    known.insert(known.end(), signature.names.begin(), signature.names.end());
  }
  for (const NamedNumbers& field : fields) {
    if (std::find(known.begin(), known.end(), field.key) == known.end()) {
      const std::string meant = core::closest(field.key, known);
      fail(
          "unknown key \"" + field.key + "\"" +
          (meant.empty() ? "; write " + std::string(kForms) : ", did you mean \"" + meant + "\"?"));
    }
    if (!is_family(field.key) && field.numbers.size() != 1) {
      fail(field.key + " must be one number, got " + std::to_string(field.numbers.size()));
    }
  }
}

Distribution make_distribution(const std::vector<NamedNumbers>& fields, const UnitChange& change) {
  if (fields.size() == 1 && is_family(fields[0].key)) return make_family(fields[0], change);
  for (const Signature& signature : signatures()) {
    // { low, high } without a family is the 90 % interval, never the uniform's ends; { low, likely,
    // high } would leave open which of the two is meant.
    const bool a_family_with_ends = !std::string_view(signature.family).empty() &&
                                    signature.names[0] == std::string_view("low");
    if (a_family_with_ends) continue;
    if (const auto arguments = arguments_of(signature, fields)) {
      return make(signature, *arguments, change);
    }
  }
  std::string got;
  for (const NamedNumbers& field : fields) got += (got.empty() ? "" : ", ") + field.key;
  fail("an input's table must be " + std::string(kForms) + ", got " +
       (got.empty() ? "no number" : "{ " + got + " }"));
}

}  // namespace

Distribution make_input(const std::vector<NamedNumbers>& fields, std::string_view unit,
                        const InputRecord& record) {
  check_keys(fields);
  const UnitChange change = change_of(unit, record);
  try {
    const Distribution distribution = make_distribution(fields, change);
    const std::string mistake = range_mistake(distribution, record);
    if (!mistake.empty()) fail(mistake);
    return distribution;
  } catch (const sampling::ArgumentError& error) {
    fail(error.what());
  }
}

}  // namespace e2roi::scenario
