#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/scenario/check.hpp"
#include "engine/scenario/check_value.hpp"
#include "engine/scenario/input_families.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/input_text.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/sections.hpp"

namespace e2roi::scenario {
namespace {

using sampling::Distribution;

/// The input of that name in whatever section, as a whole key, or "".
std::string in_any_section(const std::string& name) {
  std::vector<std::string> names;
  for (const InputRecord& record : input_records()) names.emplace_back(name_of(record));
  const std::string meant = core::closest(name, names);
  for (std::size_t i = 0; !meant.empty() && i < names.size(); ++i)
    if (names[i] == meant) return std::string("inputs.") + input_records()[i].key;
  return "";
}

/// Reads one input of a scenario.
class InputCheck {
 public:
  InputCheck(const InputRecord& record, Report& report)
      : record_(record), key_(std::string("inputs.") + record.key), report_(report) {}

  /// The distribution that `value` stands for; nothing if it is a mistake, which is reported.
  std::optional<Input> operator()(const Value& value) const {
    std::optional<Distribution> prior;
    Input input{&record_, Distribution::fixed(0), true, "", ""};
    if (value.kind == Kind::kTable)
      prior = table(value, input);
    else
      prior = scalar(value);
    if (!prior) return std::nullopt;
    input.prior = std::move(*prior);
    return input;
  }

 private:
  std::nullopt_t mistake(const Place& place, const std::string& message) const {
    report_.mistake(place, message);
    return std::nullopt;
  }

  std::optional<Distribution> scalar(const Value& value) const {
    if (value.is_number()) return fixed(value);
    if (value.kind == Kind::kText) return text(value);
    if (!value.is_valid()) return std::nullopt;
    return mistake(value.place, key_ + " must be a number, a text such as \"2 to 5\" or a table [" +
                                    record_.unit + "], found " + found(value));
  }

  std::optional<Distribution> fixed(const Value& value) const {
    const double number = value.as_number() + 0.0;  // -0 becomes 0
    if (number >= record_.lo && number <= record_.hi) return Distribution::fixed(number);
    return mistake(value.place, key_ + " is " + core::number_text(number) +
                                    ", but must be between " + bound_text(record_.lo) + " and " +
                                    bound_text(record_.hi) + " [" + record_.unit + "]");
  }

  std::optional<Distribution> text(const Value& value) const {
    try {
      return parse_input(value.text, record_);
    } catch (const InputTextError& error) {
      return mistake(report_.inside(value, error.offset), key_ + ": " + error.message);
    }
  }

  /// `{ p10 =, p50 =, p90 =, unit =, source =, note = }`, or `{ value = "2 to 5", source = }`.
  std::optional<Distribution> table(const Value& table, Input& input) const {
    std::vector<NamedNumbers> fields;
    const Value* spelled = nullptr;
    std::string unit;
    bool is_right = true;
    for (const Value& item : table.items) {
      if (item.key == "unit" || item.key == "source" || item.key == "note")
        is_right = remark(item, unit, input) && is_right;
      else if (item.key == "value" && item.kind == Kind::kText)
        spelled = &item;
      else
        is_right = field(item, fields) && is_right;
    }
    if (!is_right) return std::nullopt;
    if (spelled != nullptr) return spelled_out(table, *spelled, fields);
    try {
      return make_input(fields, unit, record_);
    } catch (const InputTextError& error) {
      const Value* given_unit = table.find("unit");
      // The only mistake with a place of its own: a unit that no number of this input has.
      const bool is_unit = given_unit != nullptr && error.message.find("the unit") == 0;
      return mistake(is_unit ? given_unit->place : table.place, key_ + ": " + error.message);
    }
  }

  std::optional<Distribution> spelled_out(const Value& table, const Value& spelled,
                                          const std::vector<NamedNumbers>& fields) const {
    if (!fields.empty())
      return mistake(table.find(fields.front().key)->key_place,
                     key_ + " gives its value as a text and " + fields.front().key +
                         " besides: leave one out");
    if (const Value* unit = table.find("unit"))
      return mistake(unit->key_place,
                     key_ + " gives its value as a text: write the unit into that text");
    return text(spelled);
  }

  bool remark(const Value& item, std::string& unit, Input& input) const {
    if (item.kind != Kind::kText) {
      report_.mistake(item.place,
                      key_ + "." + item.key + " must be a text in quotes, found " + found(item));
      return false;
    }
    (item.key == "unit" ? unit : item.key == "source" ? input.source : input.note) = item.text;
    return true;
  }

  /// A field with numbers: one, a list, or a list of [value, probability] pairs.
  bool field(const Value& item, std::vector<NamedNumbers>& fields) const {
    if (!is_known(item)) return false;
    NamedNumbers numbers{item.key, {}};
    const bool is_right =
        item.kind == Kind::kList
            ? std::all_of(item.items.begin(), item.items.end(),
                          [&](const Value& element) { return add(element, numbers, true); })
            : add(item, numbers, false);
    if (is_right) fields.push_back(std::move(numbers));
    return is_right;
  }

  bool add(const Value& value, NamedNumbers& numbers, bool pair_allowed) const {
    if (value.is_number()) {
      numbers.numbers.push_back(value.as_number());
      return true;
    }
    if (pair_allowed && value.kind == Kind::kList && value.items.size() == 2)
      return add(value.items[0], numbers, false) && add(value.items[1], numbers, false);
    report_.mistake(value.place,
                    key_ + "." + numbers.key + " must be made of numbers, found " + found(value));
    return false;
  }

  bool is_known(const Value& item) const {
    std::vector<std::string> known = families();
    for (const Signature& signature : signatures())
      known.insert(known.end(), signature.names.begin(), signature.names.end());
    known.insert(known.end(), {"unit", "source", "note"});
    if (std::find(known.begin(), known.end(), item.key) != known.end()) return true;
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    const std::string meant = core::closest(item.key, known);
    report_.mistake(item.key_place, key_ + " has an unknown key " + in_quotes(item.key) +
                                        (meant.empty() ? "; it may have " + comma_list(known)
                                                       : did_you_mean(meant)));
    return false;
  }

  const InputRecord& record_;
  std::string key_;
  Report& report_;
};

void check_section(const Value& section, std::vector<CheckedInput>& inputs, Report& report) {
  std::vector<std::string> names;
  for (const InputRecord& record : input_records())
    if (section_of(record) == section.key)
      names.emplace_back(std::string_view(record.key).substr(section.key.size() + 1));
  for (const Value& item : section.items) {
    const InputRecord* record = find_input(section.key + "." + item.key);
    if (record == nullptr) {
      const std::string prefix = "inputs." + section.key;
      std::string meant = core::closest(item.key, names);
      meant = meant.empty() ? in_any_section(item.key) : prefix + "." + meant;
      report.mistake(
          item.key_place,
          "unknown input " + in_quotes(prefix + "." + item.key) +
              (meant.empty() ? "; " + prefix + " has " + comma_list(names) : did_you_mean(meant)));
    } else if (const std::optional<Input> input = InputCheck(*record, report)(item)) {
      inputs[static_cast<std::size_t>(record->id)] = {*input, item.place};
    }
  }
}

/// The model's own priors, parsed once: they are most of what there is to parse.
const std::vector<CheckedInput>& checked_defaults() {
  static const std::vector<CheckedInput> inputs = [] {
    std::vector<CheckedInput> all;
    for (const InputRecord& record : input_records())
      all.push_back({{&record, parse_input(record.prior, record), false, "", ""}, Place{}});
    return all;
  }();
  return inputs;
}

}  // namespace

std::vector<CheckedInput> check_inputs(const Value* inputs, Report& report) {
  std::vector<CheckedInput> checked = checked_defaults();
  if (inputs == nullptr) return checked;
  if (inputs->kind != Kind::kTable) {
    report.mistake(inputs->place,
                   "inputs must be a table with section.name = value, found " + found(*inputs));
    return checked;
  }
  const std::vector<std::string> known = sections();
  for (const Value& section : inputs->items) {
    const bool is_known = std::find(known.begin(), known.end(), section.key) != known.end();
    if (is_known && section.kind == Kind::kTable) {
      check_section(section, checked, report);
    } else if (is_known) {
      report.mistake(section.place, "inputs." + section.key + " is a section: write inputs." +
                                        section.key + ".NAME = value, found " + found(section));
    } else {
      std::string meant = core::closest(section.key, known);
      meant = meant.empty() ? in_any_section(section.key) : "inputs." + meant;
      report.mistake(section.key_place,
                     "unknown key " + in_quotes("inputs." + section.key) +
                         (meant.empty() ? "; inputs has the sections " + comma_list(known)
                                        : did_you_mean(meant)));
    }
  }
  return checked;
}

}  // namespace e2roi::scenario
