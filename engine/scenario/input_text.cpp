#include "engine/scenario/input_text.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/core/number_text.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/input_families.hpp"
#include "engine/scenario/input_scanner.hpp"
#include "engine/scenario/units.hpp"

namespace e2roi::scenario {
namespace {

using sampling::Distribution;

/// The input's numbers in the order of a maker, with what is needed to point at one of them.
struct Numbers {
  std::vector<Quantity> quantities;
  std::vector<bool> has_unit;  ///< of its dimension: false for a, b of beta and for probabilities

  void add(const Quantity& quantity, bool dimensional) {
    quantities.push_back(quantity);
    has_unit.push_back(dimensional);
  }
};

[[noreturn]] void fail(std::size_t offset, const std::string& message) {
  throw ScanError{offset, message};
}

UnitChange change_of(const std::string& unit, std::size_t offset, const InputRecord& record) {
  const std::optional<UnitChange> change = unit_change(unit, record.unit);
  if (!change) fail(offset, unit_mistake(unit, record.unit));
  return *change;
}

/// The number itself where it has no unit by its nature: a probability, a parameter of beta.
double plain_number(const Quantity& quantity) {
  const std::optional<UnitChange> change = unit_change(quantity.unit, "1");
  if (!change) fail(quantity.unit_offset, unit_mistake(quantity.unit, "1"));
  return change->apply(quantity.value);
}

/// The change that holds for all numbers of the input, or nothing where each has its own.
std::optional<UnitChange> common_change(const ScannedInput& input, const Numbers& numbers,
                                        const InputRecord& record) {
  const Quantity* with = nullptr;
  const Quantity* without = nullptr;
  bool same = true;
  for (std::size_t i = 0; i < numbers.quantities.size(); ++i) {
    const Quantity& quantity = numbers.quantities[i];
    if (!numbers.has_unit[i]) continue;
    if (quantity.unit.empty()) {
      if (quantity.value != 0) without = &quantity;
      continue;
    }
    change_of(quantity.unit, quantity.unit_offset, record);
    same = same && (with == nullptr || with->unit == quantity.unit);
    with = &quantity;
  }
  if (with == nullptr) return change_of(input.unit, input.unit_offset, record);
  if (!input.unit.empty()) {
    fail(input.unit_offset, "a unit stands after the numbers and again at the end");
  }
  if (input.family.empty() && numbers.quantities.size() == 2) {
    // "2 to 5 day": the unit at the end is that of both ends.
    if (!numbers.quantities[1].unit.empty()) without = nullptr;
  }
  if (without != nullptr) {
    fail(without->offset, "the number " + core::number_text(without->value) +
                              " has no unit but others have: write the unit once at the end, or "
                              "after every number");
  }
  return same ? std::optional(change_of(with->unit, with->unit_offset, record)) : std::nullopt;
}

/// The distribution that `make` gives of the numbers, converted to the record's unit. Arguments
/// that are refused are named as they were written, as long as all are in one unit.
template <class Make>
Distribution convert(const ScannedInput& input, const Numbers& numbers, const InputRecord& record,
                     Make make) {
  const std::optional<UnitChange> common = common_change(input, numbers, record);
  std::vector<double> written, converted;
  for (std::size_t i = 0; i < numbers.quantities.size(); ++i) {
    const Quantity& quantity = numbers.quantities[i];
    if (!numbers.has_unit[i]) {
      written.push_back(plain_number(quantity));
      converted.push_back(written.back());
      continue;
    }
    const UnitChange change =
        common ? *common : change_of(quantity.unit, quantity.unit_offset, record);
    written.push_back(quantity.value);
    converted.push_back(change.apply(quantity.value));
  }
  try {
    if (common) make(std::span<const double>(written));
    return make(std::span<const double>(converted));
  } catch (const sampling::ArgumentError& error) {
    const std::size_t last = numbers.quantities.size() - 1;
    fail(numbers.quantities[std::min(error.argument(), last)].offset, error.what());
  }
}

Distribution make_discrete(std::span<const double> numbers) {
  std::vector<std::pair<double, double>> points;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    points.emplace_back(numbers[i], numbers[i + 1]);
  }
  return Distribution::discrete(std::move(points));
}

Distribution read_discrete(const ScannedInput& input, const InputRecord& record) {
  Numbers numbers;
  for (const ScannedArgument& argument : input.arguments) {
    if (!argument.point) {
      fail(argument.offset,
           "discrete needs a probability for every value; write " + family_usage("discrete"));
    }
    numbers.add(*argument.point, true);
    numbers.add(argument.quantity, false);
  }
  return convert(input, numbers, record, make_discrete);
}

const ScannedArgument* find_argument(const ScannedInput& input, std::string_view name) {
  const auto found =
      std::find_if(input.arguments.begin(), input.arguments.end(),
                   [name](const ScannedArgument& argument) { return argument.name == name; });
  return found == input.arguments.end() ? nullptr : &*found;
}

/// Refuses arguments that no signature of the family could have.
void check_names(const ScannedInput& input, bool named) {
  const std::string usage = "; write " + family_usage(input.family);
  std::set<std::string> known, seen;
  for (const Signature& signature : signatures()) {
    if (input.family == signature.family) {
      known.insert(signature.names.begin(), signature.names.end());
    }
  }
  for (const ScannedArgument& argument : input.arguments) {
    if (argument.point) {
      fail(argument.offset, "\"" + core::number_text(argument.point->value) +
                                "\" is no argument of " + input.family + usage);
    }
    if (argument.name.empty() == named) {
      fail(argument.offset, "either all arguments have a name or none" + usage);
    }
    if (!named) continue;
    if (known.count(argument.name) == 0) {
      fail(argument.offset, "\"" + argument.name + "\" is no argument of " + input.family + usage);
    }
    if (!seen.insert(argument.name).second) {
      fail(argument.offset, "\"" + argument.name + "\" is given twice");
    }
  }
}

/// The signature whose names are those of the arguments, or whose count is theirs.
const Signature& find_signature(const ScannedInput& input, bool named) {
  for (const Signature& signature : signatures()) {
    if (input.family != signature.family) continue;
    if (signature.names.size() != input.arguments.size()) continue;
    if (!named && signature.positional) return signature;
    if (named && std::all_of(signature.names.begin(), signature.names.end(),
                             [&](const char* n) { return find_argument(input, n) != nullptr; })) {
      return signature;
    }
  }
  fail(input.offset,
       "these are not the arguments of " + input.family + "; write " + family_usage(input.family));
}

Distribution read_family(const ScannedInput& input, const InputRecord& record) {
  const bool named = !input.arguments.front().name.empty();
  check_names(input, named);
  const Signature& signature = find_signature(input, named);
  Numbers numbers;
  for (std::size_t i = 0; i < signature.names.size(); ++i) {
    const ScannedArgument& argument =
        named ? *find_argument(input, signature.names[i]) : input.arguments[i];
    numbers.add(argument.quantity, i >= signature.without_unit);
  }
  if (signature.without_unit == signature.names.size()) {
    Quantity one;  // the upper end of a beta distribution, which a unit scales
    one.value = 1;
    one.offset = input.offset;
    numbers.add(one, true);
  }
  return convert(input, numbers, record, signature.make);
}

Distribution read_number_or_interval(const ScannedInput& input, const InputRecord& record) {
  Numbers numbers;
  for (const ScannedArgument& argument : input.arguments) numbers.add(argument.quantity, true);
  return convert(input, numbers, record, [](std::span<const double> a) {
    return a.size() == 1 ? Distribution::fixed(a[0]) : Distribution::interval(a[0], a[1]);
  });
}

}  // namespace

Distribution parse_input(std::string_view text, const InputRecord& record) {
  try {
    const ScannedInput input = scan_input(text);
    const Distribution distribution = input.family.empty() ? read_number_or_interval(input, record)
                                      : input.family == "discrete" ? read_discrete(input, record)
                                                                   : read_family(input, record);
    const std::string mistake = range_mistake(distribution, record);
    if (!mistake.empty()) fail(input.offset, mistake);
    return distribution;
  } catch (const ScanError& error) {
    throw InputTextError{core::characters(text.substr(0, error.offset)), error.message};
  }
}

}  // namespace e2roi::scenario
