#include "engine/study/until.hpp"

#include <algorithm>
#include <span>

#include "engine/core/error.hpp"
#include "engine/model/series.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"

namespace e2roi::study {
namespace {

using analysis::kLookEvery;

/// Draws simulated at once: more than one look, so that threads have work, and a quarter of what is
/// there already, so that little is simulated in vain.
std::uint64_t batch_after(std::uint64_t draws) {
  return std::max(analysis::kFirstLook, draws / 4 / kLookEvery * kLookEvery);
}

int outcome_index(const std::string& name) {
  for (std::size_t k = 0; k < model::kOutcomes.size(); ++k)
    if (name == model::kOutcomes[k].name) return static_cast<int>(k);
  throw core::UsageError("there is no outcome '" + name + "'.");
}

/// Rows from .. from+count-1 of every path.
std::vector<std::span<const double>> rows_of(const run::OutcomeTable& table, int outcome,
                                             std::uint64_t from, std::uint64_t count) {
  std::vector<std::span<const double>> rows;
  for (std::size_t path = 0; path < table.paths; ++path)
    rows.push_back(table.column(outcome, path).subspan(from, count));
  return rows;
}

}  // namespace

std::vector<analysis::OutcomeUnit> stop_outcomes() {
  std::vector<analysis::OutcomeUnit> outcomes;
  for (const model::QuantityRecord& record : model::kOutcomes)
    outcomes.push_back({record.name, record.unit});
  return outcomes;
}

void refuse_until(const scenario::Scenario& scenario) {
  if (scenario.run.sampling != "monte-carlo")
    throw core::UsageError("--until works with run.sampling = \"monte-carlo\" only: with \"" +
                           scenario.run.sampling +
                           "\" draws are not independent, so their errors cannot be told before "
                           "the last one.");
  if (scenario.paths.empty())
    throw core::UsageError("--until needs a path besides 'stay', and '" + scenario.name +
                           "' has none.");
}

analysis::StopState draws_until(const scenario::Scenario& scenario, const analysis::StopRule& rule,
                                const UntilOptions& options) {
  refuse_until(scenario);
  const run::InputSampler sampler(scenario);
  run::Evaluator evaluator(scenario, options.threads, options.stop);
  const int outcome = outcome_index(rule.outcome);
  std::vector<int> outcomes = {model::outcome::npv};
  if (outcome != outcomes.front()) outcomes.push_back(outcome);

  analysis::StopWatch watch(rule, evaluator.paths());
  std::uint64_t done = 0;
  if (options.progress)
    evaluator.on_progress([&](std::uint64_t rows) { options.progress(done + rows); });
  for (;;) {
    const std::uint64_t batch = std::min(batch_after(done), options.most_draws - done);
    const std::uint64_t first = options.first_draw + done;
    const run::OutcomeTable table = evaluator.evaluate(
        batch,
        [&](const run::Rows& rows) {
          sampler.fill(first + rows.first, rows.count, rows.inputs);
          for (int i = 0; i < rows.count; ++i)
            rows.noise[i] = first + rows.first + static_cast<std::uint64_t>(i);
        },
        outcomes);
    for (std::uint64_t from = 0; from < batch; from += kLookEvery) {
      const std::uint64_t count = std::min(kLookEvery, batch - from);
      watch.add(rows_of(table, outcomes.front(), from, count),
                outcomes.size() > 1 ? rows_of(table, outcome, from, count)
                                    : std::vector<std::span<const double>>());
      const analysis::StopState state = watch.look();
      if (state.holds || done + from + count >= options.most_draws) return state;
    }
    done += batch;
  }
}

}  // namespace e2roi::study
