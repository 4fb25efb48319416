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

void InputSampler::fill(std::uint64_t first_draw, int draws, double* values) const {
  double uniforms[4][kBlockDraws];
  for (std::size_t from = 0; from < columns_.size(); from += 4) {
    const std::size_t to = std::min(from + 4, columns_.size());
    const bool any_drawn = std::any_of(columns_.begin() + static_cast<std::ptrdiff_t>(from),
                                       columns_.begin() + static_cast<std::ptrdiff_t>(to),
                                       [](const Column& column) { return column.is_drawn; });
    if (any_drawn)
      for (int i = 0; i < draws; ++i) {
        const random::Quad<std::uint64_t> lanes = random::block_of<std::uint64_t>(
            seed_, first_draw + static_cast<std::uint64_t>(i), random::kInputsMonth, from / 4);
        for (std::size_t lane = 0; lane < 4; ++lane)
          uniforms[lane][i] = random::uniform_of_lane<double>(lanes[lane]);
      }
    for (std::size_t c = from; c < to; ++c) {
      const Column& column = columns_[c];
      double* row = values + column.id * kBlockDraws;
      if (!column.is_drawn) {
        std::fill(row, row + draws, column.fixed);
        continue;
      }
      const double* u = uniforms[c - from];
      for (int i = 0; i < draws; ++i)
        row[i] = bounded(*column.input, column.input->prior.quantile(u[i]));
    }
  }
}

}  // namespace e2roi::run
