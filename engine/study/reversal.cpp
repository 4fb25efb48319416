#include "engine/study/reversal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/normal_cdf.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/path_names.hpp"

namespace e2roi::study {
namespace {

using model::kBlockDraws;
namespace outcome = model::outcome;

constexpr double kReach = 5;       ///< [sd] beyond this nothing is looked for
constexpr int kMostRounds = 12;    ///< of the search; three or four are usual
constexpr std::size_t kAlone = 8;  ///< inputs that are tried alone, those with the steepest slopes
constexpr int kAloneRounds = 6;

/// Mean lead of one path over another under shifted assumptions, with the slopes there.
struct Round {
  core::Statistics lead;  ///< over draws
  std::vector<double> differences;
};

/// Simulates the same draws under shifted priors.
class ShiftedDraws {
 public:
  ShiftedDraws(const scenario::Scenario& scenario, const ReversalOptions& options)
      : draws_(scenario.run.draws),
        sampler_(scenario),
        ids_(sampler_.drawn()),
        scores_(ids_.size(), std::vector<double>(draws_)),
        options_(options) {
    std::vector<double> columns(model::kInputs * kBlockDraws);
    for (std::uint64_t first = 0; first < draws_; first += kBlockDraws) {
      sampler_.uniforms(first, kBlockDraws, columns.data());
      const auto rows = std::min<std::uint64_t>(kBlockDraws, draws_ - first);
      for (std::size_t i = 0; i < ids_.size(); ++i)
        std::transform(columns.data() + ids_[i] * kBlockDraws,
                       columns.data() + ids_[i] * kBlockDraws + rows, scores_[i].data() + first,
                       [](double uniform) { return random::inverse_normal(uniform); });
    }
  }

  const std::vector<int>& ids() const { return ids_; }
  /// Normal scores of the draws without a shift, [place in ids][draw].
  const std::vector<std::vector<double>>& scores() const { return scores_; }

  /// NPV of the paths of a scenario under shifts, one an uncertain input [sd].
  run::OutcomeTable npv(const scenario::Scenario& scenario,
                        const std::vector<double>& shift) const {
    run::Evaluator evaluator(scenario, options_.threads, options_.stop);
    if (options_.progress) evaluator.on_progress(options_.progress);
    const auto fill = [&](const run::Rows& rows) {
      sampler_.uniforms(rows.first, rows.count, rows.inputs);
      const auto wanted =
          std::min<std::uint64_t>(static_cast<std::uint64_t>(rows.count), draws_ - rows.first);
      for (std::size_t i = 0; i < ids_.size(); ++i)
        if (shift[i] != 0)
          for (std::uint64_t row = 0; row < wanted; ++row)
            rows.inputs[static_cast<std::uint64_t>(ids_[i]) * kBlockDraws + row] =
                shifted(scores_[i][rows.first + row], shift[i]);
      sampler_.correlate(rows.count, rows.inputs);
      sampler_.to_values(rows.count, rows.inputs);
    };
    return evaluator.evaluate(draws_, fill, {outcome::npv});
  }

  static double shifted(double score, double shift) {
    constexpr double kLeast = 0x1p-53;
    return std::clamp(random::normal_cdf(score + shift), kLeast, 1 - kLeast);
  }

 private:
  std::uint64_t draws_;
  run::InputSampler sampler_;
  std::vector<int> ids_;
  std::vector<std::vector<double>> scores_;
  const ReversalOptions& options_;
};

/// Two paths under shifted assumptions.
class Pair {
 public:
  Pair(const scenario::Scenario& scenario, std::size_t ahead, std::size_t behind,
       const ShiftedDraws& draws)
      : scenario_(scenario), draws_(draws) {
    // Only what is compared is simulated: stay always is.
    scenario_.paths.clear();
    for (std::size_t* path : {&ahead, &behind}) {
      if (*path == 0) continue;
      scenario_.paths.push_back(scenario.paths[*path - 1]);
      *path = scenario_.paths.size();
    }
    ahead_ = ahead;
    behind_ = behind;
  }

  Round lead(const std::vector<double>& shift) const {
    const run::OutcomeTable table = draws_.npv(scenario_, shift);
    const auto a = table.column(outcome::npv, ahead_), b = table.column(outcome::npv, behind_);
    Round round;
    round.differences.resize(a.size());
    std::transform(a.begin(), a.end(), b.begin(), round.differences.begin(), std::minus<>());
    round.lead = core::statistics(round.differences, {});
    return round;
  }
  std::vector<double> slopes(const Round& round) const {
    return analysis::slopes(draws_.scores(), round.differences);
  }
  std::size_t inputs() const { return draws_.ids().size(); }

 private:
  scenario::Scenario scenario_;
  const ShiftedDraws& draws_;
  std::size_t ahead_, behind_;
};

double mean_npv(const run::OutcomeTable& table, std::size_t path) {
  return core::statistics(table.column(outcome::npv, path), {}).mean;
}

std::size_t best_path(const run::OutcomeTable& table, std::size_t but) {
  std::size_t best = but == 0 ? 1 : 0;
  for (std::size_t path = best + 1; path < table.paths; ++path)
    if (path != but && mean_npv(table, path) > mean_npv(table, best)) best = path;
  return best;
}

double length(const std::vector<double>& shift) {
  return std::sqrt(std::inner_product(shift.begin(), shift.end(), shift.begin(), 0.0));
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> step(a.size());
  std::transform(a.begin(), a.end(), b.begin(), step.begin(), std::minus<>());
  return length(step);
}

analysis::Estimate mean_of(const core::Statistics& statistics) {
  return {statistics.mean, statistics.standard_error};
}

/// Walks to the nearest point where the lead is 0 within a fifth of its standard error.
std::vector<double> nearest(const Pair& pair, const Round& start,
                            const std::vector<double>& slope_at_start,
                            analysis::Reversal& reversal) {
  std::vector<double> at(pair.inputs(), 0.0), slope = slope_at_start;
  Round round = start;
  for (int i = 0; i < kMostRounds; ++i) {
    at = analysis::nearest_zero(at, round.lead.mean, slope);
    if (!(length(at) > 0 && length(at) <= kReach)) return at;
    round = pair.lead(at);
    slope = pair.slopes(round);
    const bool is_closed = std::abs(round.lead.mean) <= 0.2 * round.lead.standard_error;
    const std::vector<double> next = analysis::nearest_zero(at, round.lead.mean, slope);
    if (is_closed && distance(at, next) < 0.05 * length(at)) {
      reversal.is_found = true;
      break;
    }
  }
  reversal.lead_after = mean_of(round.lead);
  // The standard error of the lead, in steps of the steepest way.
  reversal.distance = {length(at), round.lead.standard_error / length(slope)};
  return at;
}

/// The shift of one input that closes the gap alone, by the secant method; NaN if none within
/// reach does.
analysis::Estimate alone(const Pair& pair, std::size_t input, const Round& start, double slope) {
  std::vector<double> shift(pair.inputs(), 0.0);
  double before = 0, lead_before = start.lead.mean, at = -lead_before / slope;
  if (!(std::abs(at) <= 2 * kReach)) return {};  // out of reach by far
  for (int i = 0; i < kAloneRounds; ++i) {
    at = std::clamp(at, -kReach, kReach);
    shift[input] = at;
    const Round round = pair.lead(shift);
    const double steepness = (round.lead.mean - lead_before) / (at - before);
    if (std::abs(round.lead.mean) <= round.lead.standard_error)
      return {at, round.lead.standard_error / std::abs(steepness)};
    const double next = at - round.lead.mean / steepness;
    if (!std::isfinite(next) || (std::abs(at) >= kReach && std::abs(next) >= kReach)) return {};
    before = std::exchange(at, next);
    lead_before = round.lead.mean;
  }
  return {};
}

/// The steepest inputs, each tried alone.
void try_alone(const Pair& pair, const Round& start, const std::vector<double>& slope,
               analysis::Reversal& reversal) {
  std::vector<std::size_t> order(slope.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(slope[a]) > std::abs(slope[b]);
  });
  order.resize(std::min(order.size(), kAlone));
  for (const std::size_t input : order)
    reversal.inputs[input].alone = alone(pair, input, start, slope[input]);
}

void name_inputs(const scenario::Scenario& scenario, const std::vector<int>& ids,
                 const std::vector<double>& shift, analysis::Reversal& reversal) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const scenario::Input& prior = scenario.inputs[static_cast<std::size_t>(ids[i])];
    const auto median = [&](double moved) {
      return std::isfinite(moved)
                 ? std::clamp(prior.prior.quantile(ShiftedDraws::shifted(0, moved)),
                              prior.record->lo, prior.record->hi)
                 : std::numeric_limits<double>::quiet_NaN();
    };
    analysis::InputShift& input = reversal.inputs[i];
    input.key = prior.record->key;
    input.unit = prior.record->unit;
    input.shift = shift[i];
    input.median_before = median(0);
    input.median_after = median(shift[i]);
    input.median_alone = median(input.alone.value);
  }
}

}  // namespace

analysis::Reversal reverse(const scenario::Scenario& scenario, const ReversalOptions& options) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::size_t ahead = options.path.empty() ? kNone : path_place(scenario, options.path);
  std::size_t behind = options.against.empty() ? kNone : path_place(scenario, options.against);
  if (ahead != kNone && ahead == behind)
    throw core::UsageError("a path has no ranking against itself: name two different ones");
  ShiftedDraws draws(scenario, options);
  if (draws.ids().empty())
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "no input of this scenario is uncertain: there is nothing to change");
  const std::vector<double> nowhere(draws.ids().size(), 0.0);
  const run::OutcomeTable table = draws.npv(scenario, nowhere);
  if (ahead == kNone) ahead = best_path(table, behind);
  if (behind == kNone) behind = best_path(table, ahead);
  if (mean_npv(table, ahead) < mean_npv(table, behind)) std::swap(ahead, behind);

  const Pair pair(scenario, ahead, behind, draws);
  const Round start = pair.lead(nowhere);
  const std::vector<double> slope = pair.slopes(start);
  analysis::Reversal reversal;
  reversal.title = scenario.name;
  reversal.ahead = path_name(scenario, ahead);
  reversal.behind = path_name(scenario, behind);
  reversal.lead = mean_of(start.lead);
  reversal.reach = kReach;
  reversal.inputs.resize(draws.ids().size());
  const std::vector<double> shift = nearest(pair, start, slope, reversal);
  if (reversal.is_found) try_alone(pair, start, slope, reversal);
  name_inputs(scenario, draws.ids(), shift, reversal);
  return reversal;
}

}  // namespace e2roi::study
