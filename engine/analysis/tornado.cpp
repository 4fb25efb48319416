#include "engine/analysis/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/analysis/given_data_shares.hpp"
#include "engine/analysis/moments.hpp"
#include "engine/analysis/ranks.hpp"
#include "engine/core/error.hpp"

namespace e2roi::analysis {
namespace {

Estimate mean_over(std::span<const std::uint32_t> draws, std::span<const double> outcome) {
  RunningMoments moments;
  for (const std::uint32_t draw : draws) moments.add(outcome[draw]);
  return moments.mean();
}

}  // namespace

Tornado::Tornado(std::span<const double> values, std::size_t inputs, std::size_t draws)
    : values_(values), draws_(draws), orders_(inputs) {
  if (draws < kFewestDrawsForTornado)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "a tornado needs at least " + std::to_string(kFewestDrawsForTornado) +
                          " draws; there are " + std::to_string(draws));
  for (std::size_t input = 0; input < inputs; ++input) {
    const std::span<const double> own = values.subspan(input * draws, draws);
    const auto [least, greatest] = std::minmax_element(own.begin(), own.end());
    if (*least < *greatest) orders_[input] = rising_order(own);
  }
}

std::vector<Swing> Tornado::of(std::span<const double> outcome, std::size_t most) const {
  const std::size_t tenth = draws_ / 10;
  std::vector<Swing> swings;
  for (std::size_t input = 0; input < orders_.size(); ++input) {
    const std::span<const std::uint32_t> order = orders_[input];
    if (order.empty()) continue;
    const double* own = values_.data() + input * draws_;
    Swing swing;
    swing.input = input;
    swing.low_value = own[order[tenth]];
    swing.high_value = own[order[draws_ - tenth - 1]];
    swing.at_low = mean_over(order.first(tenth), outcome);
    swing.at_high = mean_over(order.last(tenth), outcome);
    swings.push_back(swing);
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) {
    return std::abs(a.swing()) > std::abs(b.swing());
  });
  if (swings.size() > most) swings.resize(most);
  for (Swing& swing : swings) swing.share = first_order_share(orders_[swing.input], outcome);
  return swings;
}

}  // namespace e2roi::analysis
