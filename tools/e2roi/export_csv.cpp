#include "tools/e2roi/export_csv.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/core/utf8.hpp"

namespace e2roi::program {
namespace {

using core::NamedArray;
using core::ResultSet;

/// The shortest decimal number that reads back as `value`; nothing where it is undefined.
std::string number(double value) {
  if (std::isnan(value)) return "";
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

/// A line, field by field.
class Line {
 public:
  explicit Line(TextWriter& writer) : writer_(writer) {}
  Line& operator<<(std::string_view field) {
    if (!is_first_) writer_ << ",";
    writer_ << field;
    is_first_ = false;
    return *this;
  }
  void end() {
    writer_ << "\r\n";
    is_first_ = true;
  }

 private:
  TextWriter& writer_;
  bool is_first_ = true;
};

/// The names of the table's columns of every path, from its first path's.
std::vector<const OutcomeColumn*> of_path(const std::vector<OutcomeColumn>& columns,
                                          std::size_t path) {
  std::vector<const OutcomeColumn*> found;
  for (const OutcomeColumn& column : columns)
    if (column.path == path) found.push_back(&column);
  return found;
}

struct PathFields {
  std::vector<std::string> ids, names;

  explicit PathFields(const ResultSet& results) {
    for (const std::string& id : results.path_ids) ids.push_back(csv_field(id));
    for (const std::string& name : results.path_names) names.push_back(csv_field(name));
    names.resize(ids.size());
  }
};

void write_draws(const ResultSet& results, std::uint64_t draws, TextWriter& writer) {
  const std::vector<OutcomeColumn> columns = outcome_columns(results, draws);
  const PathFields paths(results);
  std::vector<std::vector<const OutcomeColumn*>> by_path;
  for (std::size_t path = 0; path < paths.ids.size(); ++path)
    by_path.push_back(of_path(columns, path));
  Line line(writer);
  line << "draw"
       << "path"
       << "path_name";
  for (const OutcomeColumn* column : by_path.at(0)) line << csv_field(column->name);
  line.end();
  for (std::uint64_t draw = 0; draw < draws; ++draw)
    for (std::size_t path = 0; path < paths.ids.size(); ++path) {
      line << std::to_string(results.first_draw + draw) << paths.ids[path] << paths.names[path];
      for (const OutcomeColumn* column : by_path[path]) line << number(column->values[draw]);
      line.end();
    }
}

void write_inputs(const ResultSet& results, std::uint64_t draws, TextWriter& writer) {
  const NamedArray* values = results.find("inputs", "value");
  Line line(writer);
  line << "draw"
       << "input"
       << "value"
       << "unit";
  line.end();
  if (values == nullptr) return;
  std::vector<std::string> keys, units;
  for (const std::string& key : results.input_keys) {
    keys.push_back(csv_field(key));
    units.push_back(csv_field(input_facts(key).unit));
  }
  for (std::uint64_t draw = 0; draw < draws; ++draw)
    for (std::size_t input = 0; input < keys.size(); ++input) {
      line << std::to_string(results.first_draw + draw) << keys[input]
           << number(values->values[input * results.draws + draw]) << units[input];
      line.end();
    }
}

void write_series(const ResultSet& results, TextWriter& writer) {
  const PathFields paths(results);
  Line line(writer);
  line << "series"
       << "path"
       << "path_name"
       << "month"
       << "unit"
       << "mean"
       << "sd";
  for (const double probability : results.quantiles) line << quantile_name(probability);
  line.end();
  const std::size_t months = results.months.size(), quantiles = results.quantiles.size();
  for (const Fan& fan : fans_of(results)) {
    const std::string name = csv_field(fan.quantiles->name), unit = csv_field(fan.quantiles->unit);
    for (std::size_t row = 0; row < paths.ids.size() * months; ++row) {
      const std::size_t path = row / months;
      line << name << paths.ids[path] << paths.names[path] << number(results.months[row % months])
           << unit << (fan.mean != nullptr ? number(fan.mean->values[row]) : "")
           << (fan.sd != nullptr ? number(fan.sd->values[row]) : "");
      for (std::size_t quantile = 0; quantile < quantiles; ++quantile)
        line << number(fan.quantiles->values[row * quantiles + quantile]);
      line.end();
    }
  }
}

/// An array of the group outcome is a statistic of an outcome: npv_mean, npv_quantile …
struct Statistic {
  const char* ending;
  const char* name;
  const char* error;  ///< ending of the array with its standard error; "" where there is none
};
constexpr std::array<Statistic, 6> kStatistics = {
    {{"_mean", "mean", "_standard_error"},
     {"_sd", "sd", ""},
     {"_defined", "defined", ""},
     {"_positive", "positive", "_positive_standard_error"},
     {"_negative", "negative", "_negative_standard_error"},
     {"_quantile", "quantile", "_quantile_standard_error"}}};

/// All rows of one statistic of one outcome; nothing where the file does not have it.
void write_statistic(const ResultSet& results, const NamedArray& outcome,
                     const Statistic& statistic, const PathFields& paths, Line& line) {
  const NamedArray* values = results.find("outcome", outcome.name + statistic.ending);
  if (values == nullptr) return;
  const NamedArray* errors =
      *statistic.error == '\0' ? nullptr : results.find("outcome", outcome.name + statistic.error);
  const std::string name = csv_field(outcome.name), unit = csv_field(values->unit);
  std::vector<std::size_t> at(values->axes.size(), 0);
  for (std::size_t place = 0; place < values->values.size(); ++place) {
    std::size_t rest = place;
    for (std::size_t axis = at.size(); axis-- > 0; rest /= values->shape[axis])
      at[axis] = rest % values->shape[axis];
    std::string rung, probability;
    for (std::size_t axis = 1; axis < at.size(); ++axis) {
      if (values->axes[axis] == "rung") rung = csv_field(results.rungs[at[axis]]);
      if (values->axes[axis] == "quantile") probability = number(results.quantiles[at[axis]]);
    }
    line << name << paths.ids[at[0]] << paths.names[at[0]] << rung << statistic.name << probability
         << number(values->values[place])
         << (errors != nullptr ? number(errors->values[place]) : "") << unit;
    line.end();
  }
}

void write_outcomes(const ResultSet& results, TextWriter& writer) {
  const PathFields paths(results);
  Line line(writer);
  line << "outcome"
       << "path"
       << "path_name"
       << "rung"
       << "statistic"
       << "probability"
       << "value"
       << "standard_error"
       << "unit";
  line.end();
  for (const NamedArray& array : results.arrays)
    if (array.group == "draws")
      for (const Statistic& statistic : kStatistics)
        write_statistic(results, array, statistic, paths, line);
}

void write_columns(const ResultSet& results, std::uint64_t draws, TextWriter& writer) {
  Line line(writer);
  const auto row = [&](const char* table, std::string_view column, std::string_view unit,
                       std::string_view meaning) {
    line << table << csv_field(column) << csv_field(unit) << csv_field(meaning);
    line.end();
  };
  row("table", "column", "unit", "meaning");
  const auto paths_of = [&](const char* table) {
    row(table, "path", "", "id of the path; the first is stay, the reference");
    row(table, "path_name", "", "its name for people");
  };
  row("outcomes", "outcome", "", "name of the outcome, as a column of draws");
  paths_of("outcomes");
  row("outcomes", "rung", "", "rung of the benefit, where the outcome has rungs; else empty");
  row("outcomes", "statistic", "",
      "mean, sd, defined (share of draws with a value), positive and negative (shares of draws "
      "above "
      "and below 0) or quantile; of all draws of the run");
  row("outcomes", "probability", "1", "of a quantile: the share of draws below it");
  row("outcomes", "value", "see unit", "the statistic");
  row("outcomes", "standard_error", "see unit", "its standard error; empty where unknown");
  row("outcomes", "unit", "", "unit of value and standard_error");
  row("series", "series", "", "name of the monthly quantity");
  paths_of("series");
  row("series", "month", "month", "month, from 0");
  row("series", "unit", "", "unit of the figures that follow");
  row("series", "mean", "see unit", "mean over all draws of the run");
  row("series", "sd", "see unit", "standard deviation over draws");
  for (const double probability : results.quantiles)
    row("series", quantile_name(probability), "see unit",
        number(100 * probability) + " % of draws are below");
  row("draws", "draw", "1", "number of the draw: one future, the same for all paths and tables");
  paths_of("draws");
  for (const OutcomeColumn& column : outcome_columns(results, draws))
    if (column.path == 0) row("draws", column.name, column.array->unit, column.meaning);
  row("inputs", "draw", "1", "number of the draw, as in draws");
  row("inputs", "input", "", "key of the uncertain input (e2roi describe KEY)");
  row("inputs", "value", "see unit", "what was drawn for it");
  row("inputs", "unit", "", "unit of value");
}

}  // namespace

std::span<const CsvTableName> csv_tables() {
  static constexpr std::array<CsvTableName, 5> kTables = {{{"outcomes", CsvTable::kOutcomes},
                                                           {"series", CsvTable::kSeries},
                                                           {"draws", CsvTable::kDraws},
                                                           {"inputs", CsvTable::kInputs},
                                                           {"columns", CsvTable::kColumns}}};
  return kTables;
}

bool has_table(const ResultSet& results, CsvTable table) {
  return table != CsvTable::kSeries || !fans_of(results).empty();
}

void write_csv(const ResultSet& results, CsvTable table, std::uint64_t draws,
               const TextSink& sink) {
  TextWriter writer(sink);
  switch (table) {
    case CsvTable::kOutcomes:
      write_outcomes(results, writer);
      break;
    case CsvTable::kSeries:
      write_series(results, writer);
      break;
    case CsvTable::kDraws:
      write_draws(results, draws, writer);
      break;
    case CsvTable::kInputs:
      write_inputs(results, draws, writer);
      break;
    case CsvTable::kColumns:
      write_columns(results, draws, writer);
      break;
  }
  writer.flush();
}

std::string csv_field(std::string_view text) {
  std::string field = core::valid_utf8(text);
  if (!field.empty() && std::string_view("=+-@\t\r").find(field.front()) != std::string_view::npos)
    field.insert(0, "'");
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace e2roi::program
