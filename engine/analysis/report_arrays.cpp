#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"

namespace e2roi::analysis {
namespace {

using Labels = std::vector<std::string>;

bool is_whole_axis(const std::string& axis) {
  return axis == "path" || axis == "input" || axis == "rung" || axis == "unit";
}

const Labels& whole_axis(const core::ResultSet& results, const std::string& axis) {
  if (axis == "path") return results.path_ids;
  if (axis == "input") return results.input_keys;
  if (axis == "rung") return results.rungs;
  return results.unit_ids;
}

std::size_t place_of(const Labels& labels, const std::string& label) {
  return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
}

Labels& labels_of(core::ResultSet& results, const std::string& axis) {
  for (auto& [name, labels] : results.labels)
    if (name == axis) return labels;
  return results.labels.emplace_back(axis, Labels{}).second;
}

/// Gives every axis of the report that the result set does not know its labels.
void add_labels(core::ResultSet& results, const Report& report) {
  for (const Table& table : report.tables)
    for (std::size_t a = 0; a < table.axes.size(); ++a) {
      if (table.where == Where::kTerminal) continue;
      if (is_whole_axis(table.axes[a])) continue;
      Labels& labels = labels_of(results, table.axes[a]);
      for (const Line& line : table.lines)
        if (place_of(labels, line.labels[a].id) == labels.size())
          labels.push_back(line.labels[a].id);
    }
}

struct Part {
  const char* suffix;
  const char* meaning;
  double Estimate::*figure;
};
constexpr Part kParts[] = {
    {"", "", &Estimate::value},
    {"_standard_error", ", standard error", &Estimate::standard_error},
    {"_low", ", lower end of the 95 % confidence interval", &Estimate::low},
    {"_high", ", upper end of the 95 % confidence interval", &Estimate::high},
};

void add_column(core::ResultSet& results, const std::string& group, const Table& table,
                std::size_t column) {
  std::vector<std::size_t> shape, places(table.lines.size(), 0);
  std::size_t size = 1;
  for (std::size_t a = 0; a < table.axes.size(); ++a) {
    const std::string& axis = table.axes[a];
    const Labels& labels =
        is_whole_axis(axis) ? whole_axis(results, axis) : labels_of(results, axis);
    shape.push_back(labels.size());
    size *= labels.size();
    for (std::size_t i = 0; i < table.lines.size(); ++i)
      places[i] = places[i] * labels.size() + place_of(labels, table.lines[i].labels[a].id);
  }
  const Column& about = table.columns[column];
  for (const Part& part : kParts) {
    std::vector<double> values(size, std::numeric_limits<double>::quiet_NaN());
    bool is_there = false;
    for (std::size_t i = 0; i < table.lines.size(); ++i) {
      values[places[i]] = table.lines[i].figures[column].*part.figure;
      is_there = is_there || std::isfinite(values[places[i]]);
    }
    if (!is_there && part.figure != &Estimate::value) continue;
    results.arrays.push_back({group, table.name + "_" + about.name + part.suffix,
                              about.meaning + part.meaning, about.unit, table.axes, shape,
                              std::move(values), true});
  }
}

}  // namespace

void add_report(core::ResultSet& results, const Report& report) {
  add_labels(results, report);
  for (const Table& table : report.tables)
    for (std::size_t c = 0; c < table.columns.size() && table.where != Where::kTerminal; ++c)
      add_column(results, report.kind, table, c);
}

}  // namespace e2roi::analysis
