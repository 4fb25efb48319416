#include "engine/study/draw_findings.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/given_data_shares.hpp"
#include "engine/analysis/ranks.hpp"
#include "engine/model/block.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::study {
namespace {

using analysis::Estimate;
using model::kBlockDraws;

Estimate mean_of(std::span<const std::uint32_t> draws, std::span<const double> values) {
  const auto n = static_cast<double>(draws.size());
  double sum = 0, squares = 0;
  for (const std::uint32_t draw : draws) sum += values[draw];
  for (const std::uint32_t draw : draws)
    squares += (values[draw] - sum / n) * (values[draw] - sum / n);
  return {sum / n, std::sqrt(squares / (n - 1) / n)};
}

}  // namespace

DrawnInputs::DrawnInputs(const scenario::Scenario& scenario, std::size_t draws)
    : sampler_(scenario), ids_(sampler_.drawn()), draws_(draws), values_(ids_.size() * draws) {}

void DrawnInputs::draw(const run::Rows& rows) {
  sampler_.fill(rows.first, rows.count, rows.inputs);
  const std::uint64_t wanted =
      std::min<std::uint64_t>(static_cast<std::uint64_t>(rows.count), draws_ - rows.first);
  for (std::size_t place = 0; place < ids_.size(); ++place)
    std::copy_n(rows.inputs + ids_[place] * kBlockDraws, wanted,
                values_.data() + place * draws_ + rows.first);
}

void DrawnInputs::rank() {
  for (std::size_t place = 0; place < ids_.size(); ++place) {
    const auto values = std::span(values_).subspan(place * draws_, draws_);
    order_.push_back(analysis::rising_order(values));
    analysis::to_ranks(order_.back(), values);
  }
}

Findings findings(const DrawnInputs& inputs, const analysis::RankCorrelations& correlations,
                  std::span<const double> values, std::span<const double> tornado) {
  Findings found;
  std::vector<double> ranks(values.begin(), values.end());
  analysis::to_ranks(analysis::rising_order(values), ranks);
  found.correlations = correlations.with(ranks);
  const std::size_t tenth = values.size() / 10;
  found.at_medians = {tornado[0]};
  analysis::SumOfShares sum;
  for (std::size_t place = 0; place < inputs.ids().size(); ++place) {
    const std::span<const std::uint32_t> order = inputs.order(place);
    found.shares.push_back(analysis::first_order_share(order, values, &sum));
    found.tornado.push_back({{tornado[2 * place + 1]},
                             {tornado[2 * place + 2]},
                             mean_of(order.first(tenth), values),
                             mean_of(order.last(tenth), values)});
  }
  found.sum_of_shares = sum.estimate();
  return found;
}

run::FillRows tornado_rows(const scenario::Scenario& scenario, const std::vector<int>& drawn) {
  const auto value = [](const scenario::Input& input, double probability) {
    return std::clamp(input.prior.quantile(probability), input.record->lo, input.record->hi);
  };
  return [&scenario, &drawn, value](const run::Rows& rows) {
    for (const scenario::Input& input : scenario.inputs)
      std::fill_n(rows.inputs + input.record->id * kBlockDraws, rows.count, value(input, 0.5));
    for (int i = 0; i < rows.count; ++i) {
      const std::uint64_t row = rows.first + static_cast<std::uint64_t>(i);
      if (row == 0 || row > 2 * drawn.size()) continue;
      const int id = drawn[(row - 1) / 2];
      rows.inputs[id * kBlockDraws + i] =
          value(scenario.inputs[static_cast<std::size_t>(id)], row % 2 == 1 ? 0.1 : 0.9);
    }
  };
}

}  // namespace e2roi::study
