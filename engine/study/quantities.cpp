#include "engine/study/quantities.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>

#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"
#include "engine/core/suggest.hpp"
#include "engine/model/series.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/names.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;
using analysis::Show;

/// The place of `word` among `known`, called a `what`.
std::size_t place_of(const std::string& word, const std::vector<std::string>& known,
                     const std::string& what) {
  const auto found = std::find(known.begin(), known.end(), word);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  const std::string meant = core::closest(word, known);
  throw core::UsageError("there is no " + what + " '" + word + "', only " +
                         scenario::comma_list(known) +
                         (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
}

std::string name_of(int index) {
  if (index == outcome::npv) return "NPV";
  if (index == outcome::npv_horizon) return "NPV within the horizon";
  if (index == outcome::roi) return "ROI";
  return model::kOutcomes[static_cast<std::size_t>(index)].meaning;
}

Show show_of(const std::string& unit) {
  if (unit == "EUR") return Show::kMoney;
  if (unit == "customer") return Show::kCount;
  return Show::kNumber;
}

std::span<const double> find(const std::vector<OutcomeColumn>& columns, int index,
                             std::size_t path) {
  for (const OutcomeColumn& column : columns)
    if (column.outcome == index && column.path == path) return column.values;
  return {};
}

double median(std::span<const double> values) {
  return core::statistics(values, std::vector<double>{0.5}).quantiles[0];
}

bool varies(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(),
                     [&](double value) { return value != values.front(); });
}

/// The path with the highest median NPV but stay, of those whose NPV is uncertain at all: a path
/// that has not begun yet has none.
std::size_t best_path(const std::vector<OutcomeColumn>& columns, const Asked& asked) {
  std::optional<std::size_t> best;
  double most = 0;
  for (const OutcomeColumn& column : columns) {
    const bool is_candidate = column.outcome == outcome::npv && column.path != 0 &&
                              column.path != asked.against && varies(column.values);
    if (!is_candidate) continue;
    const double here = median(column.values);
    if (!best || here > most) {
      best = column.path;
      most = here;
    }
  }
  if (!best)
    throw core::UsageError(
        "there is no path with an uncertain NPV to be called the best: name one with --path");
  return *best;
}

/// Why a quantity cannot be explained; "" if it can.
std::string trouble_with(const Quantity& quantity) {
  const auto undefined = std::count_if(quantity.values.begin(), quantity.values.end(),
                                       [](double value) { return !std::isfinite(value); });
  if (undefined > 0)
    return "has no value in " + std::to_string(undefined) + " of " +
           std::to_string(quantity.values.size()) + " draws, so its variance cannot be shared out";
  if (!varies(quantity.values)) return "is the same in all draws: there is nothing to explain";
  return "";
}

Quantity quantity_of(std::span<const double> values, std::span<const double> taken_off, int index,
                     std::size_t path, const Asked& asked, const core::ResultSet& labels) {
  const model::QuantityRecord& record = model::kOutcomes[static_cast<std::size_t>(index)];
  Quantity quantity;
  quantity.path = {labels.path_ids[path], labels.path_names[path]};
  quantity.outcome = {record.name, name_of(index)};
  quantity.phrase = "the " + quantity.outcome.name + " of " + quantity.path.name;
  quantity.unit = record.unit;
  quantity.show = show_of(record.unit);
  quantity.index = index;
  quantity.place = path;
  quantity.values = values;
  if (!asked.against) return quantity;
  quantity.outcome.id += "_less_" + labels.path_ids[*asked.against];
  quantity.outcome.name += " less " + labels.path_ids[*asked.against];
  quantity.phrase = "the difference in " + name_of(index) + " between " + quantity.path.name +
                    " and " + labels.path_names[*asked.against];
  std::transform(values.begin(), values.end(), taken_off.begin(),
                 std::back_inserter(quantity.difference), std::minus<>());
  quantity.values = quantity.difference;
  return quantity;
}

}  // namespace

Asked asked(const Question& question, const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const model::QuantityRecord& record : model::kOutcomes) names.emplace_back(record.name);
  Asked asked;
  for (const std::string& name : question.outcomes) {
    const auto index = static_cast<int>(place_of(name, names, "outcome"));
    if (index == outcome::payback || index == outcome::cancel_month)
      throw core::UsageError("outcome '" + name +
                             "' has no value in some draws, so its variance cannot be shared out; "
                             "ask for another, such as npv");
    if (std::find(asked.outcomes.begin(), asked.outcomes.end(), index) == asked.outcomes.end())
      asked.outcomes.push_back(index);
  }
  const std::vector<std::string> paths = run::labelled_results(scenario, 0).path_ids;
  if (!question.path.empty()) asked.path = place_of(question.path, paths, "path");
  if (!question.against.empty()) asked.against = place_of(question.against, paths, "path");
  if (asked.path && asked.path == asked.against)
    throw core::UsageError("path '" + question.path + "' against itself is no difference");
  if (asked.against && !asked.path && scenario.paths.size() == 1 && *asked.against == 1)
    throw core::UsageError("there is no other path to compare with '" + question.against +
                           "': give --path stay");
  return asked;
}

std::vector<Quantity> quantities(const std::vector<OutcomeColumn>& columns, const Asked& asked,
                                 const scenario::Scenario& scenario) {
  const core::ResultSet labels = run::labelled_results(scenario, 0);
  const std::size_t main = asked.path ? *asked.path : best_path(columns, asked);
  std::vector<std::size_t> paths = {main};
  for (std::size_t path = 0; path < labels.path_ids.size(); ++path)
    if (path != main && path != asked.against) paths.push_back(path);

  std::vector<Quantity> all;
  for (const int index : asked.outcomes)
    for (const std::size_t path : paths) {
      const std::span<const double> values = find(columns, index, path);
      const std::span<const double> taken_off =
          asked.against ? find(columns, index, *asked.against) : values;
      if (values.empty() || taken_off.empty()) {
        if (path != main) continue;
        throw core::UsageError(
            "outcome '" + std::string(model::kOutcomes[static_cast<std::size_t>(index)].name) +
            "' of path '" + labels.path_ids[path] + "' is not among the outputs");
      }
      Quantity quantity = quantity_of(values, taken_off, index, path, asked, labels);
      quantity.is_main = path == main;
      const std::string trouble = trouble_with(quantity);
      if (!trouble.empty() && path == main)
        throw core::Error(core::ExitCode::kInvalidScenario, quantity.phrase + " " + trouble);
      if (trouble.empty()) all.push_back(std::move(quantity));
    }
  return all;
}

std::vector<OutcomeColumn> columns_of(const run::OutcomeTable& table) {
  std::vector<OutcomeColumn> columns;
  for (const int outcome : table.outcomes)
    for (std::size_t path = 0; path < table.paths; ++path)
      columns.push_back({outcome, path, table.column(outcome, path)});
  return columns;
}

std::vector<double> values_in(const run::OutcomeTable& table, const Quantity& quantity,
                              const Asked& asked) {
  const std::span<const double> column = table.column(quantity.index, quantity.place);
  std::vector<double> values(column.begin(), column.end());
  if (!asked.against) return values;
  const std::span<const double> taken_off = table.column(quantity.index, *asked.against);
  std::transform(values.begin(), values.end(), taken_off.begin(), values.begin(), std::minus<>());
  return values;
}

std::vector<analysis::Line> in_order(std::vector<std::vector<analysis::Line>> lines,
                                     const std::vector<Quantity>& quantities, std::size_t most) {
  std::vector<analysis::Line> all;
  const auto take = [&](std::size_t q, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, lines[q].size()); ++i)
      all.push_back(std::move(lines[q][i]));
  };
  for (std::size_t q = 0; q < lines.size(); ++q)
    if (quantities[q].is_main) take(q, 0, most);
  for (std::size_t q = 0; q < lines.size(); ++q)
    take(q, quantities[q].is_main ? most : 0, lines[q].size());
  return all;
}

}  // namespace e2roi::study
