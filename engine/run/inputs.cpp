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

void InputSampler::block_uniforms(std::uint64_t first_draw, int draws, std::uint64_t block,
                                  double (*uniforms)[kBlockDraws]) const {
  using core::kPackLanes;
  for (int i = 0; i < draws; i += kPackLanes) {
    std::uint64_t numbers[kPackLanes];
    for (int lane = 0; lane < kPackLanes; ++lane)
      numbers[lane] = first_draw + static_cast<std::uint64_t>(i + lane);
    core::PackBits draw;
    __builtin_memcpy(&draw, numbers, sizeof numbers);
    const auto lanes = random::block_of<core::PackBits>(seed_, draw, random::kInputsMonth, block);
    for (std::size_t lane = 0; lane < 4; ++lane)
      core::store(uniforms[lane] + i, random::uniform_of_lane<core::Pack>(lanes[lane]));
  }
}

void InputSampler::fill(std::uint64_t first_draw, int draws, double* values) const {
  double uniforms[4][kBlockDraws];
  for (std::size_t from = 0; from < columns_.size(); from += 4) {
    const std::size_t to = std::min(from + 4, columns_.size());
    const bool any_drawn = std::any_of(columns_.begin() + static_cast<std::ptrdiff_t>(from),
                                       columns_.begin() + static_cast<std::ptrdiff_t>(to),
                                       [](const Column& column) { return column.is_drawn; });
    if (any_drawn) block_uniforms(first_draw, draws, from / 4, uniforms);
    for (std::size_t c = from; c < to; ++c) {
      const Column& column = columns_[c];
      double* row = values + column.id * kBlockDraws;
      if (!column.is_drawn) {
        std::fill(row, row + draws, column.fixed);
        continue;
      }
      const auto count = static_cast<std::size_t>(draws);
      column.input->prior.quantiles({uniforms[c - from], count}, {row, count});
      for (int i = 0; i < draws; ++i) row[i] = bounded(*column.input, row[i]);
    }
  }
}

}  // namespace e2roi::run
