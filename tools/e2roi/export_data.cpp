#include "tools/e2roi/export_data.hpp"

#include <algorithm>

#include "engine/core/number_text.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::program {
namespace {

using core::NamedArray;
using core::ResultSet;

std::string label_of(const ResultSet& results, const std::string& axis, std::size_t place) {
  if (axis == "rung" && place < results.rungs.size()) return results.rungs[place];
  for (const auto& [name, texts] : results.labels)
    if (name == axis && place < texts.size()) return texts[place];
  return std::to_string(place);
}

/// "savings": the labels of all axes between path and draw, of the part number `part`.
std::string part_label(const ResultSet& results, const NamedArray& array, std::size_t part) {
  std::string label;
  for (std::size_t axis = array.axes.size() - 2; axis >= 1; --axis) {
    label = label_of(results, array.axes[axis], part % array.shape[axis]) +
            (label.empty() ? "" : "_") + label;
    part /= array.shape[axis];
  }
  return label;
}

bool is_outcome(const NamedArray& array) {
  return array.group == "draws" && array.axes.size() >= 2 && array.axes.front() == "path" &&
         array.axes.back() == "draw" && !array.values.empty();
}

const NamedArray* monthly(const ResultSet& results, const std::string& name) {
  const NamedArray* array = results.find("series", name);
  return array != nullptr && array->axes.size() == 2 ? array : nullptr;
}

/// A phrase without what is the same for all.
std::string without(std::string phrase, std::string_view ending) {
  if (phrase.size() > ending.size() && phrase.ends_with(ending))
    phrase.resize(phrase.size() - ending.size());
  return phrase;
}

}  // namespace

std::vector<OutcomeColumn> outcome_columns(const ResultSet& results, std::uint64_t draws) {
  std::vector<OutcomeColumn> columns;
  for (const NamedArray& array : results.arrays) {
    if (!is_outcome(array)) continue;
    const std::size_t extent = array.shape.back(), paths = array.shape.front();
    const std::size_t parts = array.values.size() / (extent * paths);
    for (std::size_t part = 0; part < parts; ++part) {
      const std::string label = part_label(results, array, part);
      for (std::size_t path = 0; path < paths; ++path) {
        const std::span<const double> row(array.values.data() + (path * parts + part) * extent,
                                          std::min<std::size_t>(extent, draws));
        columns.push_back({&array, array.name + (label.empty() ? "" : "_" + label),
                           array.long_name + (label.empty() ? "" : ": " + label), path, row});
      }
    }
  }
  return columns;
}

std::vector<Fan> fans_of(const ResultSet& results) {
  const std::vector<std::string> axes = {"path", "month", "quantile"};
  std::vector<Fan> fans;
  for (const NamedArray& array : results.arrays) {
    if (array.group != "series" || array.axes != axes) continue;
    Fan fan{&array, monthly(results, array.name + "_mean"), monthly(results, array.name + "_sd"),
            without(array.long_name, ", quantiles over draws")};
    if (fan.sd == nullptr) fan.sd = monthly(results, array.name + "_sd_over_draws");
    fans.push_back(std::move(fan));
  }
  return fans;
}

std::string quantile_name(double probability) {
  return "p" + core::rounded_text(100 * probability, 12);
}

InputFacts input_facts(const std::string& key) {
  const scenario::InputRecord* record = scenario::find_input(key);
  return record == nullptr ? InputFacts{} : InputFacts{record->unit, record->help};
}

std::uint64_t draws_to_write(const ResultSet& results, std::uint64_t most) {
  return most == 0 ? results.draws : std::min(results.draws, most);
}

std::string provenance_of(const ResultSet& results, std::string_view key) {
  for (const auto& [name, value] : results.provenance)
    if (name == key) return value;
  return "";
}

}  // namespace e2roi::program
