#include "engine/study/reversal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/analysis/intervals.hpp"
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
constexpr std::size_t kAlone = 8;  ///< inputs that are tried alone, those with the steepest slopes
constexpr int kAloneRounds = 6;

/// Lead of one path over another under shifted assumptions.
struct Round {
  core::Statistics lead;  ///< over draws
  std::vector<double> differences;
};

/// A shift of one input only; by place in ShiftedDraws::ids().
struct Single {
  std::size_t input = 0;
  double shift = 0;
};

/// What becomes of an input under shifts of all.
struct Moved {
  double score, median;
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

  /// NPV of the paths of a scenario under shifts, one an uncertain input [sd], before inputs are
  /// tied to each other, and one more of a single input after that, which moves no other.
  run::OutcomeTable npv(const scenario::Scenario& scenario, const std::vector<double>& shift,
                        const Single& single = {}) const {
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
      if (single.shift != 0) {
        double* column = rows.inputs + ids_[single.input] * kBlockDraws;
        for (int row = 0; row < rows.count; ++row)
          column[row] = shifted(random::inverse_normal(column[row]), single.shift);
      }
      sampler_.to_values(rows.count, rows.inputs);
    };
    return evaluator.evaluate(draws_, fill, {outcome::npv});
  }

  /// Where the inputs' medians go, ties between them and their bounds included; by place in ids.
  std::vector<Moved> moved(const std::vector<double>& shift) const {
    std::vector<double> columns(model::kInputs * kBlockDraws, 0.5);
    const auto first = [&](std::size_t i) -> double& {
      return columns[static_cast<std::size_t>(ids_[i]) * kBlockDraws];
    };
    for (std::size_t i = 0; i < ids_.size(); ++i) first(i) = shifted(0, shift[i]);
    sampler_.correlate(kBlockDraws, columns.data());
    std::vector<Moved> found(ids_.size());
    for (std::size_t i = 0; i < ids_.size(); ++i) found[i].score = random::inverse_normal(first(i));
    sampler_.to_values(kBlockDraws, columns.data());
    for (std::size_t i = 0; i < ids_.size(); ++i) found[i].median = first(i);
    return found;
  }
  bool has_ties() const { return sampler_.is_correlated(); }

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

  Round lead(const std::vector<double>& shift, const Single& single = {}) const {
    const run::OutcomeTable table = draws_.npv(scenario_, shift, single);
    const auto a = table.column(outcome::npv, ahead_), b = table.column(outcome::npv, behind_);
    Round round;
    round.differences.resize(a.size());
    std::transform(a.begin(), a.end(), b.begin(), round.differences.begin(), std::minus<>());
    round.lead = core::statistics(round.differences, {});
    return round;
  }
  analysis::FunctionAt function(const Round& round) const {
    return {round.lead.mean, round.lead.standard_error,
            analysis::slopes(draws_.scores(), round.differences)};
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

analysis::Estimate mean_of(const core::Statistics& statistics) {
  return {statistics.mean, statistics.standard_error};
}

/// The shift of one input that closes the gap alone, by the secant method; NaN if none within
/// reach does.
analysis::Estimate alone(const Pair& pair, std::size_t input, const Round& start, double slope) {
  const std::vector<double> nowhere(pair.inputs(), 0.0);
  double before = 0, lead_before = start.lead.mean, at = -lead_before / slope;
  if (!(std::abs(at) <= 2 * kReach)) return {};  // out of reach by far
  for (int i = 0; i < kAloneRounds; ++i) {
    at = std::clamp(at, -kReach, kReach);
    const Round round = pair.lead(nowhere, {input, at});
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

/// The steepest inputs, each tried alone. Returns the place of the one that has to move least, or
/// the number of inputs where none will do.
std::size_t try_alone(const Pair& pair, const Round& start, const std::vector<double>& slope,
                      analysis::Reversal& reversal) {
  std::vector<std::size_t> order(slope.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(slope[a]) > std::abs(slope[b]);
  });
  order.resize(std::min(order.size(), kAlone));
  std::size_t nearest = slope.size();
  double least = std::numeric_limits<double>::infinity();
  for (const std::size_t input : order) {
    const analysis::Estimate shift = alone(pair, input, start, slope[input]);
    reversal.inputs[input].alone = shift;
    if (std::abs(shift.value) < least) {
      least = std::abs(shift.value);
      nearest = input;
    }
  }
  return nearest;
}

/// The shortest change found from where assumptions stand, and from the least that one input alone
/// would have to move where that is shorter than what was found before.
analysis::DesignPoint shortest(const Pair& pair, const Round& start, analysis::Reversal& reversal) {
  const auto lead = [&](const std::vector<double>& shift) {
    return pair.function(pair.lead(shift));
  };
  const std::vector<double> nowhere(pair.inputs(), 0.0);
  const analysis::FunctionAt at_start = pair.function(start);
  analysis::DesignPoint found = analysis::design_point(lead, nowhere, at_start, kReach);
  const std::size_t nearest = try_alone(pair, start, at_start.slope.value, reversal);
  if (nearest == pair.inputs()) return found;
  std::vector<double> alone = nowhere;
  alone[nearest] = reversal.inputs[nearest].alone.value;
  const bool is_found = found.end == analysis::SearchEnd::kFound;
  if (is_found && analysis::length(found.at) <= analysis::length(alone)) return found;
  analysis::DesignPoint again = analysis::design_point(lead, alone, lead(alone), kReach);
  const bool is_better = again.end == analysis::SearchEnd::kFound &&
                         (!is_found || analysis::length(again.at) < analysis::length(found.at));
  return is_better ? again : found;
}

/// Standard error of a coordinate: that of the distance along it, and across it that of its slope.
double error_of(const analysis::DesignPoint& point, double distance_error, std::size_t input) {
  const double far = analysis::length(point.at);
  const double steepness = analysis::length(point.there.slope.value);
  if (!(far > 0)) return distance_error;
  const double along = point.at[input] / far;
  return std::hypot(along * distance_error, far * std::sqrt(std::max(1 - along * along, 0.0)) *
                                                point.there.slope.error[input] / steepness);
}

void fill_in(const scenario::Scenario& scenario, const ShiftedDraws& draws,
             const analysis::DesignPoint& point, analysis::Reversal& reversal) {
  reversal.end = point.end;
  reversal.lead_after = {point.there.value, point.there.error};
  // The standard error of the lead, in steps of the steepest way.
  const double error = point.there.error / analysis::length(point.there.slope.value);
  reversal.distance = {analysis::length(point.at), error};
  const std::vector<double> nowhere(draws.ids().size(), 0.0);
  const std::vector<Moved> before = draws.moved(nowhere), after = draws.moved(point.at);
  for (std::size_t i = 0; i < nowhere.size(); ++i) {
    const scenario::Input& prior = scenario.inputs[static_cast<std::size_t>(draws.ids()[i])];
    const auto& record = *prior.record;
    analysis::InputShift& input = reversal.inputs[i];
    input.key = record.key;
    input.unit = record.unit;
    input.shift = {after[i].score, error_of(point, error, i)};
    input.median_before = before[i].median;
    input.median_after = after[i].median;
    input.median_alone =
        std::isfinite(input.alone.value)
            ? std::clamp(prior.prior.quantile(ShiftedDraws::shifted(0, input.alone.value)),
                         record.lo, record.hi)
            : std::numeric_limits<double>::quiet_NaN();
  }
}

analysis::Label label_of(const scenario::Scenario& scenario, std::size_t path) {
  return {path == 0 ? "stay" : scenario.paths[path - 1].id, path_name(scenario, path)};
}

/// Share of the draws in which the path behind is worth more.
analysis::Estimate beaten_in(const std::vector<double>& differences) {
  const auto count = std::count_if(differences.begin(), differences.end(),
                                   [](double difference) { return difference < 0; });
  return analysis::share_with_error(
      static_cast<double>(count) / static_cast<double>(differences.size()), differences.size());
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
  analysis::Reversal reversal;
  reversal.title = scenario.name;
  reversal.ahead = label_of(scenario, ahead);
  reversal.behind = label_of(scenario, behind);
  reversal.lead = mean_of(start.lead);
  reversal.beaten = beaten_in(start.differences);
  reversal.reach = kReach;
  reversal.has_ties = draws.has_ties();
  reversal.inputs.resize(draws.ids().size());
  fill_in(scenario, draws, shortest(pair, start, reversal), reversal);
  return reversal;
}

}  // namespace e2roi::study
