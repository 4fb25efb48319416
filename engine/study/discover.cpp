#include "engine/study/discover.hpp"

#include <algorithm>
#include <vector>

#include "engine/analysis/discovery.hpp"
#include "engine/analysis/ranked_cases.hpp"
#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/path_names.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;
using model::kBlockDraws;

std::size_t best_path(const run::OutcomeTable& table) {
  std::size_t best = 1;
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t path = 1; path < table.paths; ++path) {
    const std::vector<double> half = {0.5};
    const double median =
        core::statistics(table.column(outcome::npv, path), half).quantiles.front();
    if (median > most) {
      most = median;
      best = path;
    }
  }
  return best;
}

/// Draws of the uncertain inputs, and outcomes for them.
struct Sample {
  std::vector<int> ids;
  std::vector<std::vector<double>> inputs;  ///< by place in ids
  run::OutcomeTable outcomes;
};

Sample sample_of(const scenario::Scenario& scenario, const DiscoverOptions& options) {
  const run::InputSampler sampler(scenario);
  Sample sample{sampler.drawn(), {}, {}};
  if (sample.ids.empty())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "no input of this scenario is uncertain: there is no rule to look for");
  sample.inputs.assign(sample.ids.size(), std::vector<double>(scenario.run.draws));
  run::Evaluator evaluator(scenario, options.threads, options.stop);
  if (options.progress) evaluator.on_progress(options.progress);
  std::vector<int> outcomes = {outcome::npv};
  if (options.failing.outcome != outcome::npv) outcomes.push_back(options.failing.outcome);
  sample.outcomes = evaluator.evaluate(
      scenario.run.draws,
      [&](const run::Rows& rows) {
        sampler.fill(rows.first, rows.count, rows.inputs);
        const std::size_t wanted = std::min<std::uint64_t>(static_cast<std::uint64_t>(rows.count),
                                                           scenario.run.draws - rows.first);
        for (std::size_t i = 0; i < sample.ids.size(); ++i)
          std::copy_n(rows.inputs + sample.ids[i] * kBlockDraws, wanted,
                      sample.inputs[i].data() + rows.first);
      },
      outcomes);
  return sample;
}

}  // namespace

analysis::Report discover(const scenario::Scenario& scenario, const DiscoverOptions& options) {
  std::size_t path = options.path.empty() ? 0 : path_place(scenario, options.path);
  if (options.path == "stay")
    throw core::UsageError("'stay' cannot fail against itself; name another path");
  const Sample sample = sample_of(scenario, options);
  if (path == 0) path = best_path(sample.outcomes);

  std::vector<analysis::CaseColumn> columns;
  for (std::size_t i = 0; i < sample.ids.size(); ++i) {
    const auto& record = scenario::input_records()[static_cast<std::size_t>(sample.ids[i])];
    columns.push_back({record.key, record.unit, sample.inputs[i]});
  }
  std::vector<std::uint8_t> fails;
  for (const double value : sample.outcomes.column(options.failing.outcome, path))
    fails.push_back(options.failing(value) ? 1 : 0);
  return analysis::discovery(
      analysis::RankedCases(std::move(columns), std::move(fails)),
      {scenario.name, scenario.paths[path - 1].name, options.failing.words, scenario.run.seed});
}

}  // namespace e2roi::study
