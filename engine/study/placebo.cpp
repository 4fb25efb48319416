#include "engine/study/placebo.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/intervals.hpp"
#include "engine/model/block.hpp"
#include "engine/model/series.hpp"
#include "engine/study/onlooker.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;

constexpr Strength kStrengths[] = {
    {"improvement.speed", "from listening, empowerment and weaving to products that fit"},
    {"loyalty.delight_up", "from fast and good answers to loyalty gained"},
    {"loyalty.failure_down", "from failed and slow answers to loyalty lost"},
    {"market.attention_pull", "from attention to customers won and kept"},
    {"market.buzz_pull", "from word of mouth, which openness strengthens, to customers won"},
    {"market.crisis_mitigation", "from speed and openness to milder crises"},
    {"finance.releasable", "from hours of service saved to money"},
    {"finance.staff_retention", "from openness and empowerment to people who stay"},
    {"finance.productivity_gain", "from tooling, weaving and openness to productivity"},
};

/// How often each verdict was given.
struct Tally {
  std::uint64_t truth = 0, measured = 0, before_after = 0, believed = 0, cancelled = 0;

  void add(double npv_horizon, double cancel_month, const Sight& sight, double rise) {
    truth += npv_horizon > 0;
    measured += sight.measured > sight.cost;
    before_after += rise > sight.cost;
    believed += sight.convinced;
    cancelled += !std::isnan(cancel_month);
  }
  analysis::Verdicts shares(std::uint64_t draws) const {
    const auto share = [draws](std::uint64_t count) {
      return analysis::share_with_error(static_cast<double>(count) / static_cast<double>(draws),
                                        draws);
    };
    return {share(truth), share(measured), share(before_after), share(believed), share(cancelled)};
  }
};

/// Paths looked at together: as many as keep a block of monthly series near 40 MB.
std::size_t paths_at_once(const scenario::Scenario& scenario) {
  return static_cast<std::size_t>(std::max(1, 360 / scenario.run.months));
}

/// Both worlds for the paths of `scenario`, which are few.
PlaceboResult both_worlds(const scenario::Scenario& scenario, int threads,
                          const std::atomic<bool>* stop, ProgressSum& progress) {
  run::Evaluator evaluator(scenario, threads, stop);
  progress.watch(evaluator);
  const run::InputSampler sampler(scenario);
  const std::size_t paths = scenario.paths.size();
  const std::vector<int> outcomes = {outcome::npv, outcome::npv_horizon, outcome::cancel_month};
  Onlooker as_it_is(scenario), silent(scenario);
  std::vector<Tally> real(paths), placebo(paths);
  std::vector<analysis::RunningMoments> npv(paths);
  for_each_chunk(scenario.run.draws, [&](std::uint64_t first, std::uint64_t draws) {
    const run::FillRows fill = fill_draws(sampler, first);
    const auto look = [&](Onlooker& onlooker, bool works) {
      const run::OutcomeTable table = evaluator.evaluate(
          draws,
          [&](const run::Rows& rows) {
            fill(rows);
            if (!works) silence(rows);
            onlooker.note(rows);
          },
          outcomes, [&](const run::SeriesBlock& block) { onlooker.watch(block); });
      progress.finished(draws);
      return table;
    };
    const run::OutcomeTable with = look(as_it_is, true), without = look(silent, false);
    for (std::size_t path = 0; path < paths; ++path)
      for (std::uint64_t row = 0; row < draws; ++row) {
        const Sight& sight = as_it_is.sight(path, row);
        npv[path].add(with.column(outcome::npv, path + 1)[row]);
        real[path].add(with.column(outcome::npv_horizon, path + 1)[row],
                       with.column(outcome::cancel_month, path + 1)[row], sight, sight.rise);
        // Where nothing works customers go as in stay, who still feel good and bad service.
        placebo[path].add(without.column(outcome::npv_horizon, path + 1)[row],
                          without.column(outcome::cancel_month, path + 1)[row],
                          silent.sight(path, row), sight.rise_of_stay);
      }
  });
  PlaceboResult result;
  for (std::size_t path = 0; path < paths; ++path) {
    result.rows.push_back({{scenario.paths[path].id, scenario.paths[path].name},
                           placebo[path].shares(scenario.run.draws),
                           real[path].shares(scenario.run.draws)});
    result.npv.push_back(npv[path].mean());
  }
  return result;
}

}  // namespace

std::span<const Strength> strengths() { return kStrengths; }

void silence(const run::Rows& rows) {
  for (const Strength& strength : kStrengths)
    std::fill_n(rows.inputs + static_cast<std::size_t>(input_id(strength.key)) * model::kBlockDraws,
                rows.count, 0.0);
}

std::uint64_t placebo_rows(const scenario::Scenario& scenario) {
  const std::size_t at_once = paths_at_once(scenario);
  const std::uint64_t groups = (scenario.paths.size() + at_once - 1) / at_once;
  return 2 * scenario.run.draws * groups;
}

PlaceboResult placebo_of(const scenario::Scenario& scenario, int threads,
                         const std::atomic<bool>* stop, ProgressSum& progress) {
  PlaceboResult all;
  scenario::Scenario some = scenario;
  for (std::size_t first = 0; first < scenario.paths.size(); first += paths_at_once(scenario)) {
    const std::size_t count = std::min(paths_at_once(scenario), scenario.paths.size() - first);
    const auto begin = scenario.paths.begin() + static_cast<std::ptrdiff_t>(first);
    some.paths.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    const PlaceboResult group = both_worlds(some, threads, stop, progress);
    all.rows.insert(all.rows.end(), group.rows.begin(), group.rows.end());
    all.npv.insert(all.npv.end(), group.npv.begin(), group.npv.end());
  }
  return all;
}

}  // namespace e2roi::study
