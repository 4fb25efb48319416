#include "engine/study/measuring.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include "engine/model/culture.hpp"
#include "engine/model/series.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/words.hpp"
#include "engine/run/inputs.hpp"

namespace e2roi::study {
namespace {

namespace series = model::series;
using model::kRungs;

using Counts = std::vector<std::array<MonthCounts, kMeasures>>;

Counts no_counts(int paths, int months) {
  const std::vector<std::uint32_t> none(static_cast<std::size_t>(months));
  Counts counts(static_cast<std::size_t>(paths - 1));
  for (auto& of_path : counts) of_path.fill({none, none, none});
  return counts;
}

void add(const std::vector<std::uint32_t>& more, std::vector<std::uint32_t>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += more[i];
}

/// The measurement noise of a month: a standard normal a rung, 0 in quiet mode.
std::array<double, kRungs> noise_of(const model::Setting& setting, std::uint64_t draw, int month) {
  std::array<double, kRungs> noise{};
  if (!setting.noise) return noise;
  double words[16];
  random::month_uniforms<double>(setting.seed, draw, static_cast<std::uint64_t>(month),
                                 random::kUnused, words);
  for (int rung = 0; rung < kRungs; ++rung)
    noise[static_cast<std::size_t>(rung)] =
        random::inverse_normal(words[random::kMeasurement + rung]);
  return noise;
}

/// What the pilot of a draw has measured so far.
class Watch {
 public:
  Watch(const Pilot& pilot, Measured& to) : pilot_(pilot), to_(to) {}

  void begin() {
    sums_.fill(0);
    cost_ = 0;
    next_ = 0;
  }

  /// The errors of a part are larger than those of the whole: by one over the root of its share.
  void month(std::uint64_t draw, int watched, const model::Sight<double>& sight,
             const model::Earnings<double>& benefits, double cost, const double* noise) {
    if (next_ >= pilot_.months.size()) return;
    for (const int rung : pilot_.rungs) {
      const double share = pilot_.share(rung);
      if (share > 0)
        sums_[static_cast<std::size_t>(rung)] +=
            share * sight.seen[rung] * benefits.rung[rung] *
            (1 + sight.error[rung] / std::sqrt(share) * noise[rung]);
    }
    cost_ += pilot_.headcount_share * cost;
    if (watched < pilot_.months[next_]) return;
    for (std::size_t rung = 0; rung < kRungs; ++rung)
      to_.signals[next_ * kRungs + rung][draw] = sums_[rung];
    to_.costs[next_][draw] = cost_;
    ++next_;
  }

 private:
  const Pilot& pilot_;
  Measured& to_;
  std::array<double, kRungs> sums_{};
  double cost_ = 0;
  std::size_t next_ = 0;
};

void judge(const MeasuredPath& path, std::size_t month,
           std::array<MonthCounts, kMeasures>& counts) {
  for (int k = 0; k < kMeasures; ++k) {
    const double truly = path.truly(k), measured = path.measured(k);
    if (truly == 0) continue;
    MonthCounts& count = counts[static_cast<std::size_t>(k)];
    ++count.there[month];
    count.sign[month] += (truly > 0 && measured > 0) || (truly < 0 && measured < 0) ? 1 : 0;
    count.size[month] += std::abs(measured - truly) <= 0.5 * std::abs(truly) ? 1 : 0;
  }
}

model::Earnings<double> benefits_of(const run::SeriesBlock& block, int month, int path, int i) {
  model::Earnings<double> benefits;
  for (int rung = 0; rung < kRungs; ++rung)
    benefits.rung[rung] = block.row(month, path, series::savings + rung)[i];
  return benefits;
}

/// Watches the draws of one block; returns its counts.
Counts watch(const run::SeriesBlock& block, const model::Setting& setting, const InputTable& inputs,
             const Pilot& pilot, Measured& to) {
  Counts counts = no_counts(setting.path_count, setting.months);
  Watch watch(pilot, to);
  std::vector<MeasuredPath> paths;
  for (int i = 0; i < block.count; ++i) {
    const std::uint64_t draw = block.first + static_cast<std::uint64_t>(i);
    const model::MeasurementInputs<double> in = inputs.measurement(draw);
    paths.clear();
    for (int p = 1; p < setting.path_count; ++p)
      paths.emplace_back(in, setting.paths[p].start, setting.log_count);
    watch.begin();
    for (int month = 0; month < setting.months; ++month) {
      const std::array<double, kRungs> noise = noise_of(setting, draw, month);
      for (int p = 1; p < setting.path_count; ++p) {
        const auto place = static_cast<std::size_t>(p - 1);
        const model::Earnings<double> benefits = benefits_of(block, month, p, i);
        const double cost = block.row(month, p, series::cost)[i];
        paths[place].add(month, benefits, cost, block.row(month, p, series::active)[i] > 0,
                         noise.data());
        judge(paths[place], static_cast<std::size_t>(month), counts[place]);
        const int watched = month - setting.paths[p].start + 1;
        if (p == pilot.path && watched > 0)
          watch.month(draw, watched, paths[place].sight(), benefits, cost, noise.data());
      }
    }
    for (std::size_t p = 0; p < paths.size(); ++p)
      for (int rung = 0; rung < kRungs; ++rung)
        to.seen[p * kRungs + static_cast<std::size_t>(rung)][draw] = paths[p].sight().seen[rung];
  }
  return counts;
}

}  // namespace

MeasuredPath::MeasuredPath(const model::MeasurementInputs<double>& in, int start,
                           const double* log_count)
    : in_(&in),
      start_(start),
      log_count_(log_count),
      step_(1 - model::half(in.learning_half_life)),
      state_{1, 1, 0, 0},
      sight_(model::sight_of(in, state_)) {}

void MeasuredPath::add(int month, const model::Earnings<double>& benefits, double cost, bool active,
                       const double* noise) {
  sight_ = model::sight_of(*in_, state_);
  double all = 0, all_measured = 0;
  for (int rung = 0; rung < kRungs; ++rung) {
    const auto k = static_cast<std::size_t>(rung);
    const double seen = sight_.seen[rung] * benefits.rung[rung];
    const double measured = seen + sight_.error[rung] * seen * noise[rung];
    true_[k] += benefits.rung[rung];
    measured_[k] += measured;
    all += benefits.rung[rung];
    all_measured += measured;
  }
  true_[kBenefit] += all;
  measured_[kBenefit] += all_measured;
  true_[kReturn] += all - cost;
  measured_[kReturn] += all_measured - cost;
  if (month >= start_)
    model::learn(step_, model::immature_after(*in_, log_count_[month - start_ + 1]), active,
                 state_);
}

Measured measure(const scenario::Scenario& scenario, const run::Evaluator& evaluator,
                 const model::Setting& setting, const InputTable& inputs, const Pilot& pilot) {
  const std::uint64_t draws = scenario.run.draws;
  const auto paths = static_cast<std::size_t>(setting.path_count - 1);
  const std::vector<double> column(draws);
  Measured all{no_counts(setting.path_count, setting.months), std::vector(paths * kRungs, column),
               std::vector(pilot.months.size() * kRungs, column),
               std::vector(pilot.months.size(), column)};
  const run::InputSampler sampler(scenario);
  std::mutex mutex;
  evaluator.evaluate(
      draws, [&](const run::Rows& rows) { sampler.fill(rows.first, rows.count, rows.inputs); }, {},
      [&](const run::SeriesBlock& block) {
        const Counts counts = watch(block, setting, inputs, pilot, all);
        const std::lock_guard lock(mutex);
        for (std::size_t p = 0; p < paths; ++p)
          for (std::size_t k = 0; k < kMeasures; ++k) {
            add(counts[p][k].there, all.counts[p][k].there);
            add(counts[p][k].sign, all.counts[p][k].sign);
            add(counts[p][k].size, all.counts[p][k].size);
          }
      });
  return all;
}

}  // namespace e2roi::study
