#include "engine/run/inputs.hpp"

#include <algorithm>

#include "engine/model/block.hpp"
#include "engine/random/words.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::run {

using model::kBlockDraws;

double InputSampler::bounded(const scenario::Input& input, double value) const {
  return std::clamp(value, input.record->lo, input.record->hi);
}

InputSampler::InputSampler(const scenario::Scenario& scenario) : seed_(scenario.run.seed) {
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
  using core::kPackLanes;
  for (std::size_t from = 0; from < columns_.size(); from += 4) {
    const auto first = columns_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last =
        columns_.begin() + static_cast<std::ptrdiff_t>(std::min(from + 4, columns_.size()));
    if (std::none_of(first, last, [](const Column& column) { return column.is_drawn; })) continue;
    for (int i = 0; i < draws; i += kPackLanes) {
      std::uint64_t numbers[kPackLanes];
      for (int lane = 0; lane < kPackLanes; ++lane)
        numbers[lane] = first_draw + static_cast<std::uint64_t>(i + lane);
      core::PackBits draw;
      __builtin_memcpy(&draw, numbers, sizeof numbers);
      const auto words =
          random::block_of<core::PackBits>(seed_, draw, random::kInputsMonth, from / 4);
      for (auto column = first; column != last; ++column)
        core::store(
            columns + column->id * kBlockDraws + i,
            random::uniform_of_lane<core::Pack>(words[static_cast<std::size_t>(column - first)]));
    }
  }
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
