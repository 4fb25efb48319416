#include "engine/run/inputs.hpp"

#include <algorithm>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/sampling/independent.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::run {

using model::kBlockDraws;

double InputSampler::bounded(const scenario::Input& input, double value) const {
  return std::clamp(value, input.record->lo, input.record->hi);
}

InputSampler::InputSampler(const scenario::Scenario& scenario)
    : seed_(scenario.run.seed),
      design_(sampling::design_named(scenario.run.sampling), seed_, model::kInputs,
              scenario.run.draws) {
  for (const scenario::Input& input : scenario.inputs) {
    const bool is_drawn = !input.prior.is_fixed() && !scenario.run.median_inputs;
    columns_.push_back({input.record->id, is_drawn,
                        is_drawn ? 0.0 : bounded(input, input.prior.quantile(0.5)), &input});
  }
}

std::vector<int> InputSampler::drawn() const {
  std::vector<int> ids;
  for (const Column& column : columns_)
    if (column.is_drawn) ids.push_back(column.id);
  return ids;
}

/// One block of random numbers serves four inputs; those of which none is drawn are not made.
void InputSampler::uniforms(std::uint64_t first_draw, int draws, double* columns) const {
  for (std::size_t from = 0; from < columns_.size(); from += 4) {
    sampling::FourRows rows{};
    bool is_wanted = false;
    for (std::size_t i = 0; i < rows.size() && from + i < columns_.size(); ++i)
      if (columns_[from + i].is_drawn) {
        rows[i] = columns + columns_[from + i].id * kBlockDraws;
        is_wanted = true;
      }
    if (is_wanted) sampling::independent_uniforms(seed_, from / 4, first_draw, draws, rows);
  }
  for (const Column& column : columns_)
    if (column.is_drawn)
      design_.arrange(column.id, first_draw, draws, columns + column.id * kBlockDraws);
}

void InputSampler::to_values(int draws, double* columns) const {
  for (const Column& column : columns_) {
    double* row = columns + column.id * kBlockDraws;
    if (!column.is_drawn) {
      std::fill(row, row + draws, column.fixed);
      continue;
    }
    const auto count = static_cast<std::size_t>(draws);
    column.input->prior.quantiles({row, count}, {row, count});
    for (int i = 0; i < draws; ++i) row[i] = bounded(*column.input, row[i]);
  }
}

void InputSampler::fill(std::uint64_t first_draw, int draws, double* values) const {
  uniforms(first_draw, draws, values);
  to_values(draws, values);
}

}  // namespace e2roi::run
