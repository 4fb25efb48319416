#include "engine/analysis/prim.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace e2roi::analysis {
namespace {

/// Weight of the draws in each bin of an input, and of those that count.
struct Histogram {
  std::array<std::uint32_t, RankedCases::kBins> all{}, counting{};
};

struct BinCounts {
  double all = 0, counting = 0;
  double mean() const { return all > 0 ? counting / all : 0.0; }
};

/// Phi coefficient of being in a box and counting (Yule 1912), the root of chi-square over n: 0
/// where the box is as dense as all draws, or holds all.
///
/// mass  share of the draws that are in the box
/// base  share of all draws that count
double phi(double mass, double density, double base) {
  const double variances = mass * (1 - mass) * base * (1 - base);
  return variances > 0 ? mass * (density - base) / std::sqrt(variances) : 0.0;
}

/// A box being peeled: its limits by input, and the draws that are in it.
class Peeling {
 public:
  Peeling(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights)
      : cases_(cases), weights_(weights), inside_(use.begin(), use.end()), limits_(cases.inputs()) {
    for (std::size_t input = 0; input < limits_.size(); ++input) limits_[input].input = input;
    for (const std::uint32_t draw : inside_) add(sums_, draw);
    whole_ = sums_;
  }

  const BinCounts& sums() const { return sums_; }
  double share() const { return sums_.all / whole_.all; }
  double quality() const { return phi(share(), sums_.mean(), whole_.mean()); }

  /// Cuts off the end that raises the mean most for what it costs. False if none raises it.
  /// Only inputs in `allowed` are cut, if there are any.
  bool peel(double share, const std::vector<bool>& allowed) {
    Limit best;
    double most = 0;
    for (std::size_t input = 0; input < limits_.size(); ++input) {
      if (!allowed.empty() && !allowed[input]) continue;
      fill(input);
      for (const bool from_below : {true, false}) {
        Limit cut = limits_[input];
        const BinCounts left = after_cut(cut, from_below, share);
        if (left.all <= 0 || left.all >= sums_.all) continue;
        const double gain = (left.mean() - sums_.mean()) * left.all / (sums_.all - left.all);
        if (gain > most) {
          most = gain;
          best = cut;
        }
      }
    }
    if (most <= 0) return false;
    limits_[best.input] = best;
    restrict_to(best);
    return true;
  }

  std::vector<Limit> restricted() const {
    std::vector<Limit> found;
    for (const Limit& limit : limits_)
      if (limit.low > 0 || limit.high < RankedCases::kBins - 1) found.push_back(limit);
    return found;
  }

 private:
  std::uint32_t weight(std::uint32_t draw) const { return weights_.empty() ? 1 : weights_[draw]; }
  void add(BinCounts& sums, std::uint32_t draw) const {
    sums.all += weight(draw);
    if (cases_.counts(draw)) sums.counting += weight(draw);
  }

  void fill(std::size_t input) {
    histogram_ = {};
    const std::span<const std::uint8_t> bins = cases_.bins(input);
    for (const std::uint32_t draw : inside_) {
      const std::uint32_t times = weight(draw);
      histogram_.all[bins[draw]] += times;
      if (cases_.counts(draw)) histogram_.counting[bins[draw]] += times;
    }
  }

  /// Moves one end of `cut` until at least `share` of the draws are off.
  BinCounts after_cut(Limit& cut, bool from_below, double share) const {
    BinCounts off;
    while (cut.low < cut.high && off.all < share * sums_.all) {
      const auto bin = static_cast<std::size_t>(from_below ? cut.low++ : cut.high--);
      off.all += histogram_.all[bin];
      off.counting += histogram_.counting[bin];
    }
    return {sums_.all - off.all, sums_.counting - off.counting};
  }

  void restrict_to(const Limit& limit) {
    const std::span<const std::uint8_t> bins = cases_.bins(limit.input);
    std::erase_if(inside_, [&](std::uint32_t draw) {
      return bins[draw] < limit.low || bins[draw] > limit.high;
    });
    sums_ = {};
    for (const std::uint32_t draw : inside_) add(sums_, draw);
  }

  const RankedCases& cases_;
  const Weights& weights_;
  std::vector<std::uint32_t> inside_;
  std::vector<Limit> limits_;
  Histogram histogram_;
  BinCounts sums_, whole_;
};

/// Peels from all draws inwards; visit(peeling) sees every box on the way.
template <class Visit>
void peel(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
          const PrimOptions& options, const std::vector<bool>& allowed, const Visit& visit) {
  Peeling peeling(cases, use, weights);
  while (peeling.share() > options.least_mass && peeling.peel(options.peel, allowed)) {
    if (peeling.share() < options.least_mass) return;
    visit(peeling);
  }
}

/// The best box on the way.
Box peeled(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
           const PrimOptions& options, const std::vector<bool>& allowed) {
  Box best;
  double most = 0;
  peel(cases, use, weights, options, allowed, [&](const Peeling& peeling) {
    const double quality = peeling.quality();
    if (quality <= most) return;
    most = quality;
    best.limits = peeling.restricted();
  });
  return best;
}

/// Phi of a box among weighted draws.
double quality_of(const RankedCases& cases, std::span<const std::uint32_t> use,
                  const Weights& weights, const Box& box) {
  BinCounts inside, all;
  for (const std::uint32_t draw : use) {
    const double times = weights.empty() ? 1 : weights[draw];
    const double counting = cases.counts(draw) ? times : 0;
    all.all += times;
    all.counting += counting;
    if (times == 0 || !box.holds(cases, draw)) continue;
    inside.all += times;
    inside.counting += counting;
  }
  return all.all > 0 ? phi(inside.all / all.all, inside.mean(), all.mean()) : 0.0;
}

Box without(const Box& box, std::size_t place) {
  Box rest = box;
  rest.limits.erase(rest.limits.begin() + static_cast<std::ptrdiff_t>(place));
  return rest;
}

/// Orders the limits by what their loss would cost, dearest first.
void order(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
           Box& box) {
  std::vector<std::pair<double, Limit>> ordered;
  for (std::size_t i = 0; i < box.limits.size(); ++i)
    ordered.emplace_back(quality_of(cases, use, weights, without(box, i)), box.limits[i]);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < ordered.size(); ++i) box.limits[i] = ordered[i].second;
}

/// Moves ends outwards, a bin at a time, while that makes the box better.
void paste(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
           Box& box) {
  double quality = quality_of(cases, use, weights, box);
  for (bool moved = true; moved;) {
    moved = false;
    for (Limit& limit : box.limits)
      for (const int step : {-1, 1}) {
        int& end = step < 0 ? limit.low : limit.high;
        if (end + step < 0 || end + step >= RankedCases::kBins) continue;
        end += step;
        const double wider = quality_of(cases, use, weights, box);
        if (wider > quality) {
          quality = wider;
          moved = true;
        } else {
          end -= step;
        }
      }
  }
  std::erase_if(box.limits, [](const Limit& limit) {
    return limit.low == 0 && limit.high == RankedCases::kBins - 1;
  });
}

}  // namespace

bool Box::holds(const RankedCases& cases, std::size_t draw) const {
  return std::all_of(limits.begin(), limits.end(), [&](const Limit& limit) {
    const int bin = cases.bins(limit.input)[draw];
    return bin >= limit.low && bin <= limit.high;
  });
}

BoxFigures figures_of(const RankedCases& cases, const Box& box,
                      std::span<const std::uint32_t> use) {
  BoxFigures figures;
  for (const std::uint32_t draw : use) {
    ++figures.all;
    if (cases.counts(draw)) ++figures.all_counting;
    if (!box.holds(cases, draw)) continue;
    ++figures.inside;
    if (cases.counts(draw)) ++figures.counting;
  }
  return figures;
}

void drop_idle_limits(const RankedCases& cases, std::span<const std::uint32_t> use, Box& box) {
  constexpr double kFivePercent = 1.6448536269514722;  // one-sided normal quantile
  while (!box.limits.empty()) {
    const BoxFigures with = figures_of(cases, box, use);
    double weakest = kFivePercent;
    std::size_t which = box.limits.size();
    for (std::size_t i = 0; i < box.limits.size(); ++i) {
      const double density = figures_of(cases, without(box, i), use).density();
      const double error = std::sqrt(density * (1 - density) / static_cast<double>(with.inside));
      const double strength = error > 0 ? (with.density() - density) / error : 0.0;
      if (!(strength >= weakest)) {
        weakest = strength;
        which = i;
      }
    }
    if (which == box.limits.size()) return;
    box.limits.erase(box.limits.begin() + static_cast<std::ptrdiff_t>(which));
  }
}

std::vector<Box> boxes_on_the_way(const RankedCases& cases, std::span<const std::uint32_t> use,
                                  const PrimOptions& options) {
  std::vector<Box> boxes;
  peel(cases, use, {}, options, {},
       [&](const Peeling& peeling) { boxes.push_back({peeling.restricted()}); });
  return boxes;
}

Box find_box(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
             const PrimOptions& options) {
  Box box = peeled(cases, use, weights, options, {});
  order(cases, use, weights, box);
  // Of more inputs than people can think of, the dearest are peeled again on their own.
  if (box.limits.size() > options.most_limits) {
    std::vector<bool> allowed(cases.inputs());
    for (std::size_t i = 0; i < options.most_limits; ++i) allowed[box.limits[i].input] = true;
    box = peeled(cases, use, weights, options, allowed);
  }
  paste(cases, use, weights, box);
  order(cases, use, weights, box);
  return box;
}

}  // namespace e2roi::analysis
