#include "engine/study/base_rows.hpp"

#include <algorithm>

#include "engine/model/block.hpp"
#include "engine/sampling/independent.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::study {
namespace {

using model::kBlockDraws;

double* column(double* columns, int id, int first) { return columns + id * kBlockDraws + first; }

}  // namespace

DrawnBase::DrawnBase(const scenario::Scenario& scenario, std::uint64_t size)
    : seed_(scenario.run.seed),
      size_(size),
      sampler_(scenario),
      drawn_(sampler_.drawn()),
      points_(scenario.run.seed, static_cast<int>(2 * drawn_.size())) {}

void DrawnBase::fill(std::uint64_t first, int count, double* columns) const {
  const auto inputs = static_cast<int>(drawn_.size());
  for (int from = 0; from < 2 * inputs; from += 4) {
    sampling::FourRows rows{};
    for (int i = 0; i < 4 && from + i < 2 * inputs; ++i) {
      const int dimension = from + i;
      rows[static_cast<std::size_t>(i)] =
          column(columns, drawn_[static_cast<std::size_t>(dimension % inputs)],
                 dimension < inputs ? 0 : kFirstOfB);
    }
    sampling::independent_uniforms(seed_, static_cast<std::uint64_t>(from / 4), first, count, rows);
    for (int i = 0; i < 4 && from + i < 2 * inputs; ++i)
      points_.stratify(from + i, first, count, rows[static_cast<std::size_t>(i)]);
  }
  sampler_.to_values(count, columns);
  sampler_.to_values(count, columns + kFirstOfB);
}

GivenBase::GivenBase(const scenario::Scenario& scenario, std::vector<int> inputs)
    : inputs_(std::move(inputs)) {
  for (const scenario::Input& input : scenario.inputs)
    medians_.push_back(std::clamp(input.prior.quantile(0.5), input.record->lo, input.record->hi));
}

void GivenBase::add(const double* a, const double* b, Noise noise) {
  a_.insert(a_.end(), a, a + inputs_.size());
  b_.insert(b_.end(), b, b + inputs_.size());
  noise_.push_back(noise);
}

void GivenBase::fill(std::uint64_t first, int count, double* columns) const {
  for (std::size_t id = 0; id < medians_.size(); ++id)
    for (const int half : {0, kFirstOfB})
      std::fill_n(column(columns, static_cast<int>(id), half), count, medians_[id]);
  const auto there = static_cast<int>(
      std::min<std::uint64_t>(static_cast<std::uint64_t>(count), size() - std::min(first, size())));
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    for (int row = 0; row < there; ++row) {
      const std::size_t place = (first + static_cast<std::uint64_t>(row)) * inputs_.size() + i;
      column(columns, inputs_[i], 0)[row] = a_[place];
      column(columns, inputs_[i], kFirstOfB)[row] = b_[place];
    }
}

}  // namespace e2roi::study
