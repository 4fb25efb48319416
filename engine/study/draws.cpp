#include "engine/study/draws.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/model/series.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/run/inputs.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;
using model::kBlockDraws;

/// Ids of the inputs of measurement.
std::vector<int> measurement_ids() {
  std::vector<int> ids;
  model::Inputs<double> inputs;
  model::for_each_input(inputs, [&](int id, const char* key, double&) {
    if (std::strncmp(key, "measurement.", 12) == 0) ids.push_back(id);
  });
  return ids;
}

}  // namespace

InputTable::InputTable(const scenario::Scenario& scenario, std::uint64_t draws)
    : draws_(draws), drawn_(run::InputSampler(scenario).drawn()), place_(model::kInputs) {
  const std::vector<int> measurement = measurement_ids();
  std::set_union(drawn_.begin(), drawn_.end(), measurement.begin(), measurement.end(),
                 std::back_inserter(kept_));
  for (std::size_t place = 0; place < kept_.size(); ++place)
    place_[static_cast<std::size_t>(kept_[place])] = place;
  values_.resize(kept_.size() * draws);
}

std::span<const double> InputTable::column(int id) const {
  return std::span(values_).subspan(place_[static_cast<std::size_t>(id)] * draws_, draws_);
}

model::MeasurementInputs<double> InputTable::measurement(std::uint64_t draw) const {
  model::MeasurementInputs<double> in;
#define E2ROI_TAKE(id, name) in.name = values_[place_[id] * draws_ + draw];
  E2ROI_MEASUREMENT_INPUTS(E2ROI_TAKE)
#undef E2ROI_TAKE
  return in;
}

void InputTable::put(std::uint64_t first, int count, const double* inputs) {
  const auto here = std::min<std::uint64_t>(static_cast<std::uint64_t>(count), draws_ - first);
  for (std::size_t place = 0; place < kept_.size(); ++place)
    std::copy_n(inputs + kept_[place] * kBlockDraws, here, values_.data() + place * draws_ + first);
}

Eigen::Map<const Eigen::MatrixXd> DrawTable::npv() const {
  const std::span<const double> stay = outcomes.column(outcome::npv, 0);
  return {stay.data() + outcomes.rows, static_cast<Eigen::Index>(outcomes.rows),
          static_cast<Eigen::Index>(outcomes.paths - 1)};
}

DrawTable simulate_draws(const scenario::Scenario& scenario, const run::Evaluator& evaluator) {
  DrawTable table{InputTable(scenario, scenario.run.draws), {}};
  const run::InputSampler sampler(scenario);
  std::vector<int> outcomes = {outcome::npv};
  for (int rung = 0; rung < model::kRungs; ++rung)
    outcomes.push_back(outcome::pv_rung_savings + rung);
  table.outcomes = evaluator.evaluate(
      scenario.run.draws,
      [&](const run::Rows& rows) {
        sampler.fill(rows.first, rows.count, rows.inputs);
        table.inputs.put(rows.first, rows.count, rows.inputs);
      },
      outcomes);
  return table;
}

analysis::Bounds bounds_of_inputs(const scenario::Scenario& scenario,
                                  const InformationOptions& options, int chosen,
                                  const std::function<void(std::uint64_t)>& progress) {
  constexpr std::uint64_t kDrawsAtOnce = 8192;
  const run::InputSampler sampler(scenario);
  analysis::Bounds all;
  const auto append = [](std::vector<double>& to, const std::vector<double>& more) {
    to.insert(to.end(), more.begin(), more.end());
  };
  run::Evaluator evaluator(scenario, options.threads, options.stop);
  for (std::uint64_t first = 0; first < scenario.run.draws; first += kDrawsAtOnce) {
    const std::uint64_t draws = std::min(kDrawsAtOnce, scenario.run.draws - first);
    const auto fill = [&](const run::Rows& rows) {
      constexpr int kInputRows = kBlockDraws / static_cast<int>(kReplicates);
      sampler.fill(first + rows.first / kReplicates, kInputRows, rows.inputs);
      for (int id = 0; id < model::kInputs; ++id) {
        double* column = rows.inputs + id * kBlockDraws;
        for (int i = kBlockDraws - 1; i > 0; --i)
          column[i] = column[i / static_cast<int>(kReplicates)];
      }
      for (std::uint64_t i = 0; i < kBlockDraws; ++i)
        rows.noise[i] = first * kReplicates + rows.first + i;
    };
    if (progress)
      evaluator.on_progress([&](std::uint64_t done) { progress(first * kReplicates + done); });
    const run::OutcomeTable table = evaluator.evaluate(draws * kReplicates, fill, {outcome::npv});
    const Eigen::Map<const Eigen::MatrixXd> npv(table.values.data() + table.rows,
                                                static_cast<Eigen::Index>(table.rows),
                                                static_cast<Eigen::Index>(table.paths - 1));
    const analysis::Bounds part = analysis::of_rows(npv, kReplicates, chosen);
    append(all.lower, part.lower);
    append(all.upper, part.upper);
    append(all.changed, part.changed);
  }
  return all;
}

std::vector<double> normal_scores(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[a] < values[b] || (values[a] == values[b] && a < b);
  });
  std::vector<double> scores(values.size());
  const auto count = static_cast<double>(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from + 1;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    const double share = static_cast<double>(from + to) / (2 * count);
    for (; from < to; ++from) scores[order[from]] = random::inverse_normal(share);
  }
  return scores;
}

}  // namespace e2roi::study
