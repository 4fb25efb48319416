#include <algorithm>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/model/series.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/sections.hpp"
#include "engine/study/number_csv.hpp"
#include "engine/study/sample_files.hpp"

namespace e2roi::study {
namespace {

constexpr std::uint64_t kMostDraws = std::uint64_t{1} << 53;  ///< whole numbers that double has

/// What a column of a sample file is.
struct SampleColumn {
  int id;  ///< of the input; -1 = the noise
  std::size_t factor;
};

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
  const std::string meant = core::closest(word, known);
  return meant.empty() ? "" : "; did you mean '" + meant + "'?";
}

std::vector<int> ids_of(const NumberCsv& csv) {
  std::vector<std::string> known = {kNoiseFactor};
  for (const scenario::InputRecord& record : scenario::input_records())
    known.emplace_back(record.key);
  std::vector<int> ids;
  for (std::size_t i = 0; i < csv.names().size(); ++i) {
    const std::string& name = csv.names()[i];
    const scenario::InputRecord* record = scenario::find_input(name);
    if (record == nullptr && name != kNoiseFactor)
      csv.refuse(i, "there is no input '" + name + "'" + did_you_mean(name, known));
    ids.push_back(record == nullptr ? -1 : record->id);
  }
  return ids;
}

/// Factors in the order of their first columns, the noise where its column is.
std::vector<Factor> factors_of(const std::vector<int>& ids, const Grouping& grouping) {
  std::vector<Factor> factors;
  for (const int id : ids) {
    if (id < 0) {
      factors.push_back(noise_factor());
      continue;
    }
    const scenario::InputRecord& record = scenario::input_records()[static_cast<std::size_t>(id)];
    const std::string section(scenario::section_of(record));
    if (!grouping.joins(section)) {
      factors.push_back({record.key, record.key, {id}});
      continue;
    }
    const auto same = std::find_if(factors.begin(), factors.end(),
                                   [&](const Factor& factor) { return factor.id == section; });
    std::vector<int> inputs = same == factors.end() ? std::vector<int>{} : same->inputs;
    inputs.push_back(id);
    if (same == factors.end())
      factors.push_back(section_factor(section, inputs));
    else
      *same = section_factor(section, inputs);
  }
  for (const std::string& section : grouping.sections)
    if (std::none_of(factors.begin(), factors.end(),
                     [&](const Factor& factor) { return factor.id == section; }))
      throw core::UsageError("there is no column of section '" + section + "'" +
                             did_you_mean(section, scenario::sections()));
  return factors;
}

std::vector<SampleColumn> columns_of(const std::vector<int>& ids,
                                     const std::vector<Factor>& factors) {
  std::vector<SampleColumn> columns;
  for (const int id : ids)
    for (std::size_t f = 0; f < factors.size(); ++f) {
      const std::vector<int>& inputs = factors[f].inputs;
      if (id < 0 ? factors[f].is_noise()
                 : std::find(inputs.begin(), inputs.end(), id) != inputs.end())
        columns.push_back({id, f});
    }
  return columns;
}

void check_values(const NumberCsv& csv, const std::vector<SampleColumn>& columns,
                  const std::vector<double>& values) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double value = values[i];
    const std::string is = csv.names()[i] + " is " + core::number_text(value) + " and must be ";
    if (columns[i].id < 0) {
      if (value != std::floor(value) || value < 0 || value >= static_cast<double>(kMostDraws))
        csv.refuse(i, is + "the number of a draw: whole, from 0 to 2^53 - 1");
      continue;
    }
    const scenario::InputRecord& record =
        scenario::input_records()[static_cast<std::size_t>(columns[i].id)];
    if (value < record.lo || value > record.hi)
      csv.refuse(i, is + "between " + core::number_text(record.lo) + " and " +
                        core::number_text(record.hi) + " [" + record.unit + "]");
  }
}

/// The rows of one base row.
class BaseRowReader {
 public:
  BaseRowReader(NumberCsv& csv, const std::vector<SampleColumn>& columns, std::size_t factors)
      : csv_(csv), columns_(columns), rows_(factors + 2) {}

  /// False at the end of the file.
  bool next() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (!csv_.next(rows_[row])) {
        if (row == 0) return false;
        csv_.refuse(csv_.names().size(), "the file ends within a base row: " + std::to_string(row) +
                                             " of its " + std::to_string(rows_.size()) +
                                             " rows are there");
      }
      check_values(csv_, columns_, rows_[row]);
    }
    check_layout();
    return true;
  }
  const std::vector<double>& a() const { return rows_.front(); }
  const std::vector<double>& b() const { return rows_.back(); }

 private:
  /// Row 1 + f has factor f from B and all others from A.
  void check_layout() const {
    for (std::size_t row = 1; row + 1 < rows_.size(); ++row)
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool is_of_b = columns_[i].factor == row - 1;
        const double expected = is_of_b ? b()[i] : a()[i];
        if (rows_[row][i] == expected) continue;
        csv_.refuse(csv_.names().size(),
                    "of the " + std::to_string(rows_.size()) + " rows up to here, row " +
                        std::to_string(row + 1) + " has " + core::number_text(rows_[row][i]) +
                        " as " + csv_.names()[i] + " where the " + (is_of_b ? "last" : "first") +
                        " one has " + core::number_text(expected) +
                        ": rows must be in the order of SALib's samples with "
                        "calc_second_order=False");
      }
  }

  NumberCsv& csv_;
  const std::vector<SampleColumn>& columns_;
  std::vector<std::vector<double>> rows_;
};

}  // namespace

SaltelliDesign read_samples(std::istream& in, const std::string& name,
                            const scenario::Scenario& scenario, const Grouping& grouping) {
  NumberCsv csv(in, name);
  const std::vector<int> ids = ids_of(csv);
  std::vector<Factor> factors = factors_of(ids, grouping);
  const auto noise = std::find(ids.begin(), ids.end(), -1);
  if (noise != ids.end() && !scenario.run.noise)
    csv.refuse(static_cast<std::size_t>(noise - ids.begin()),
               "there is a column 'noise', but run.noise is false");
  const std::vector<SampleColumn> columns = columns_of(ids, factors);
  std::vector<int> inputs;
  for (const int id : ids)
    if (id >= 0) inputs.push_back(id);

  auto base = std::make_unique<GivenBase>(scenario, inputs);
  BaseRowReader reader(csv, columns, factors.size());
  std::vector<double> a(ids.size()), b(ids.size());
  while (reader.next()) {
    BaseRows::Noise draws{0, 0};
    std::size_t place = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (ids[i] < 0) {
        draws = {static_cast<std::uint64_t>(reader.a()[i]),
                 static_cast<std::uint64_t>(reader.b()[i])};
        continue;
      }
      a[place] = reader.a()[i];
      b[place++] = reader.b()[i];
    }
    base->add(a.data(), b.data(), draws);
  }
  return {std::move(factors), std::move(base)};
}

GivenOutputs read_outputs(std::istream& in, const std::string& name,
                          const scenario::Scenario& scenario, std::uint64_t stride,
                          std::uint64_t most_rows) {
  NumberCsv csv(in, name);
  const std::vector<std::string> paths = run::labelled_results(scenario, 0).path_ids;
  std::vector<std::string> known;
  for (const model::QuantityRecord& record : model::kOutcomes)
    for (const std::string& path : paths) known.push_back(std::string(record.name) + "." + path);
  GivenOutputs outputs;
  for (std::size_t i = 0; i < csv.names().size(); ++i) {
    const auto found = std::find(known.begin(), known.end(), csv.names()[i]);
    if (found == known.end())
      csv.refuse(i, "there is no output '" + csv.names()[i] + "'; outputs are called " +
                        "OUTCOME.PATH, such as " + known[1] + did_you_mean(csv.names()[i], known));
    const auto place = static_cast<std::size_t>(found - known.begin());
    outputs.columns.push_back({static_cast<int>(place / paths.size()), place % paths.size(), {}});
  }
  outputs.values.resize(csv.names().size());
  std::vector<double> row;
  while (csv.next(row)) {
    if (++outputs.rows > most_rows)
      csv.refuse(row.size(),
                 "there are more rows than the " + std::to_string(most_rows) + " that belong here");
    for (std::size_t i = 0; i < row.size(); ++i) outputs.values[i].push_back(row[i]);
  }
  if (outputs.rows % stride != 0)
    csv.refuse(row.size(), "there are " + std::to_string(outputs.rows) +
                               " rows, which is no multiple of the " + std::to_string(stride) +
                               " that belong to each base row");
  for (std::size_t i = 0; i < outputs.values.size(); ++i)
    outputs.columns[i].values = outputs.values[i];
  return outputs;
}

}  // namespace e2roi::study
