#include "engine/run/inputs.hpp"

#include <algorithm>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::run {

using model::kBlockDraws;

namespace {

bool is_drawn(const scenario::Scenario& scenario, int id) {
  return !scenario.run.median_inputs &&
         !scenario.inputs[static_cast<std::size_t>(id)].prior.is_fixed();
}

/// A study may have fixed inputs that the scenario correlates: the others keep their correlations.
std::vector<sampling::RankCorrelation> drawn_correlations(const scenario::Scenario& scenario) {
  std::vector<sampling::RankCorrelation> pairs;
  for (const sampling::RankCorrelation& pair : scenario.correlations)
    if (is_drawn(scenario, pair.first) && is_drawn(scenario, pair.second)) pairs.push_back(pair);
  return pairs;
}

}  // namespace

double InputSampler::bounded(const scenario::Input& input, double value) const {
  return std::clamp(value, input.record->lo, input.record->hi);
}

InputSampler::InputSampler(const scenario::Scenario& scenario)
    : level_(best_sampling()),
      seed_(scenario.run.seed),
      design_(sampling::design_named(scenario.run.sampling), seed_, model::kInputs,
              scenario.run.draws),
      copula_(drawn_correlations(scenario)) {
  for (const scenario::Input& input : scenario.inputs) {
    const bool drawn = is_drawn(scenario, input.record->id);
    columns_.push_back(
        {input.record->id, drawn, drawn ? 0.0 : bounded(input, input.prior.quantile(0.5)), &input});
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
    if (is_wanted) level_.independent_uniforms(seed_, from / 4, first_draw, draws, rows);
  }
  for (const Column& column : columns_)
    if (column.is_drawn)
      design_.arrange(column.id, first_draw, draws, columns + column.id * kBlockDraws);
}

void InputSampler::correlate(int draws, double* columns) const {
  copula_.apply(draws, kBlockDraws, columns);
}

void InputSampler::to_values(int draws, double* columns) const {
  for (const Column& column : columns_) {
    double* row = columns + column.id * kBlockDraws;
    if (!column.is_drawn) {
      std::fill(row, row + draws, column.fixed);
      continue;
    }
    const auto count = static_cast<std::size_t>(draws);
    const scenario::InputRecord& record = *column.input->record;
    column.input->prior.quantiles({row, count}, {row, count}, {record.lo, record.hi},
                                  level_.curve_values);
  }
}

void InputSampler::fill(std::uint64_t first_draw, int draws, double* values) const {
  uniforms(first_draw, draws, values);
  correlate(draws, values);
  to_values(draws, values);
}

}  // namespace e2roi::run
