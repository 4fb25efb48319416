#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/sample_files.hpp"

namespace e2roi::study {
namespace {

using model::kBlockDraws;

/// Appends the shortest text that reads back as `value`.
template <class Number>
void append(std::string& text, Number value) {
  std::array<char, 32> digits;
  text.append(digits.data(),
              std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

void write_samples(const SaltelliDesign& design, const scenario::Scenario& scenario,
                   std::ostream& out) {
  std::vector<std::size_t> ids;
  std::string text;
  for (const Factor& factor : design.factors())
    for (const int id : factor.inputs) {
      ids.push_back(static_cast<std::size_t>(id));
      text += (text.empty() ? "" : ",") + std::string(scenario.inputs[ids.back()].record->key);
    }
  const bool has_noise = noise_among(design.factors()).has_value();
  text += has_noise ? std::string(",") + kNoiseFactor + "\n" : "\n";

  std::vector<double> inputs(model::kInputs * kBlockDraws);
  std::vector<std::uint64_t> noise(kBlockDraws);
  for (std::uint64_t first = 0; first < design.rows(); first += kBlockDraws) {
    const auto count = std::min<std::uint64_t>(kBlockDraws, design.rows() - first);
    design.fill({first, static_cast<int>((count + 7) / 8 * 8), inputs.data(), noise.data()});
    for (std::size_t row = 0; row < count; ++row) {
      for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i > 0) text += ',';
        append(text, inputs[ids[i] * kBlockDraws + row]);
      }
      if (has_noise) {
        text += ',';
        append(text, noise[row]);
      }
      text += '\n';
    }
    out << text;
    text.clear();
  }
}

void write_outputs(const std::vector<OutcomeColumn>& columns, const scenario::Scenario& scenario,
                   std::ostream& out) {
  const std::vector<std::string> paths = run::labelled_results(scenario, 0).path_ids;
  std::string text;
  for (const OutcomeColumn& column : columns)
    text += (text.empty() ? "" : ",") +
            std::string(model::kOutcomes[static_cast<std::size_t>(column.outcome)].name) + "." +
            paths[column.path];
  text += '\n';
  for (std::size_t row = 0; !columns.empty() && row < columns.front().values.size(); ++row) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) text += ',';
      append(text, columns[i].values[row]);
    }
    text += '\n';
    if (text.size() < (1 << 16)) continue;
    out << text;
    text.clear();
  }
  out << text;
}

}  // namespace e2roi::study
