#include "engine/analysis/dominance.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/core/statistics.hpp"

namespace e2roi::analysis {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr std::size_t kFewestBeyond = 20;
/// Where paths begin to differ, a handful of draws do: too few to prove a lead, enough to deny it.
constexpr std::size_t kFewestDiffering = 20;
constexpr double kError = 0.05;  ///< of either verdict
/// Above 95 % the mean of the "worst" is all but the mean: paths of equal means, one with more
/// risk, differ by nothing there, which no number of draws can show.
constexpr std::size_t kLastDeciding = 95;

double normal_quantile(double probability) {
  return boost::math::quantile(boost::math::normal(), probability);
}

/// The order at each level, in errors: positive where `a` is ahead.
class Evidence {
 public:
  /// `decides`: the level must be ahead for a yes; else it must only not be violated.
  void add(std::size_t step, double in_errors, bool decides) {
    if (levels_ == 0) first_ = in_errors;
    if (levels_++ == 0 || in_errors < least_) {
      least_ = in_errors;
      step_ = step;
    }
    if (!decides) return;
    has_deciding_ = true;
    least_ahead_ = std::min(least_ahead_, in_errors);
  }
  /// A level that is the same in every draw.
  void add_equal() { starts_equal_ = starts_equal_ || levels_ == 0; }
  bool is_there() const { return levels_ > 0; }
  bool starts_ahead() const { return starts_equal_ || first_ > normal_quantile(1 - kError); }
  std::size_t step() const { return step_; }

  /// Violated at some level beyond an error that allows for looking at all of them (Bonferroni):
  /// no. Ahead at every level, each beyond its own error (Davidson and Duclos 2013): yes.
  Verdict verdict() const {
    if (!is_there()) return Verdict::kUndecided;
    if (least_ < normal_quantile(kError / static_cast<double>(levels_))) return Verdict::kDoesNot;
    const bool is_ahead = least_ahead_ > normal_quantile(1 - kError) && has_deciding_;
    return is_ahead ? Verdict::kDominates : Verdict::kUndecided;
  }

 private:
  std::size_t levels_ = 0, step_ = 0;
  bool has_deciding_ = false, starts_equal_ = false;
  double first_ = 0, least_ = 0, least_ahead_ = kInfinite;
};

// --- First order
// ----------------------------------------------------------------------------------

/// Both distributions at 99 values, the per cents of all values of the two together.
struct Crossings {
  struct Point {
    double value = 0;
    std::size_t a = 0, b = 0;  ///< draws in which each is at most `value`
    std::size_t both = 0;      ///< in which both are
    bool is_new = false;       ///< false where the value is that of the point before (many ties)
  };
  std::array<Point, kLevels - 1> points;
};

/// Takes the draws of one path up to a value and gives them the number of the step.
class Walk {
 public:
  explicit Walk(const Ranked& ranked)
      : ranked_(ranked), steps_(ranked.order().size(), kLevels - 1) {}
  double next() const {
    if (taken_ >= steps_.size()) return kInfinite;
    return ranked_.rising()[taken_];
  }
  void take(std::size_t step) {
    steps_[ranked_.order()[taken_++]] = static_cast<std::uint8_t>(step);
  }
  std::size_t taken() const { return taken_; }
  const std::vector<std::uint8_t>& steps() const { return steps_; }

 private:
  const Ranked& ranked_;
  std::vector<std::uint8_t> steps_;
  std::size_t taken_ = 0;
};

Crossings crossings(const Ranked& a, const Ranked& b) {
  Crossings found;
  Walk of_a(a), of_b(b);
  const std::size_t all = 2 * a.order().size();
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    Crossings::Point& point = found.points[k];
    const std::size_t wanted = (all * (k + 1) + kLevels - 1) / kLevels;
    double value = k == 0 ? -kInfinite : found.points[k - 1].value;
    point.is_new = of_a.taken() + of_b.taken() < wanted;
    while (of_a.taken() + of_b.taken() < wanted) {
      Walk& lower = of_b.next() < of_a.next() ? of_b : of_a;
      value = lower.next();
      lower.take(k);
    }
    while (of_a.next() == value) of_a.take(k);
    while (of_b.next() == value) of_b.take(k);
    point.value = value;
    point.a = of_a.taken();
    point.b = of_b.taken();
  }
  std::array<std::size_t, kLevels> count{};
  const std::uint8_t *steps_a = of_a.steps().data(), *steps_b = of_b.steps().data();
  for (std::size_t i = 0; i < all / 2; ++i) ++count[std::max(steps_a[i], steps_b[i])];
  std::size_t both = 0;
  for (std::size_t k = 0; k < found.points.size(); ++k) found.points[k].both = both += count[k];
  return found;
}

/// McNemar's (1947) statistic with continuity correction: among the draws in which one path is at
/// most the value and the other above, which way do they lean?
double leaning(const Crossings::Point& point) {
  const auto ahead = static_cast<double>(point.b - point.both);
  const auto behind = static_cast<double>(point.a - point.both);
  const double lean = std::max(std::abs(ahead - behind) - 1, 0.0) / std::sqrt(ahead + behind);
  return ahead < behind ? -lean : lean;
}

/// Quantile of a less that of b at a level, its error from the spacing of values around it
/// (Woodruff 1952) and the draws that lie below in both.
Estimate quantile_gap(const Ranked& a, const Ranked& b, double level) {
  const auto n = static_cast<double>(a.rising().size());
  const double qa = core::quantile_of_sorted(a.rising(), level);
  const double qb = core::quantile_of_sorted(b.rising(), level);
  const double sa = core::quantile_standard_error(a.rising(), level);
  const double sb = core::quantile_standard_error(b.rising(), level);
  double both = 0;
  for (std::size_t i = 0; i < a.by_draw().size(); ++i)
    both += a.by_draw()[i] <= qa && b.by_draw()[i] <= qb ? 1 : 0;
  const double correlation = (both / n - level * level) / (level * (1 - level));
  const double variance = sa * sa + sb * sb - 2 * std::clamp(correlation, -1.0, 1.0) * sa * sb;
  return {qa - qb, std::sqrt(std::max(variance, 0.0))};
}

// --- Second order
// ---------------------------------------------------------------------------------

/// Σ over draws of the product of both shortfalls, at every level.
std::array<double, kLevels> shared_shortfalls(const Ranked& a, const Ranked& b) {
  struct New {
    double draws = 0, a = 0, b = 0, product = 0;
  };
  std::array<New, kLevels> fresh{};  // draws that are below both quantiles from this level on
  for (std::size_t i = 0; i < a.by_draw().size(); ++i) {
    const std::size_t step = std::max(a.steps()[i], b.steps()[i]);
    const double below_a = a.tail(step).quantile - a.by_draw()[i];
    const double below_b = b.tail(step).quantile - b.by_draw()[i];
    New& here = fresh[step];
    here.draws += 1;
    here.a += below_a;
    here.b += below_b;
    here.product += below_a * below_b;
  }
  std::array<double, kLevels> sums{};
  New total;
  for (std::size_t step = 0; step < kLevels; ++step) {
    const double up_a = step == 0 ? 0 : a.tail(step).quantile - a.tail(step - 1).quantile;
    const double up_b = step == 0 ? 0 : b.tail(step).quantile - b.tail(step - 1).quantile;
    total.product += up_a * total.b + up_b * total.a + total.draws * up_a * up_b;
    total.a += total.draws * up_a + fresh[step].a;
    total.b += total.draws * up_b + fresh[step].b;
    total.draws += fresh[step].draws;
    sums[step] = total.product += fresh[step].product;
  }
  return sums;
}

/// Mean of the worst share of a less that of b; error by the influence of each draw on it, which is
/// its shortfall below the quantile.
Estimate tail_gap(const Tail& a, const Tail& b, double shared, double level, std::size_t draws) {
  const auto n = static_cast<double>(draws);
  const double squares = a.shortfall_square_sum + b.shortfall_square_sum;
  const double mean = (a.shortfall_sum - b.shortfall_sum) / n;
  const double variance = (squares - 2 * shared) / n - mean * mean;
  const bool is_rounding = variance < 1e-12 * squares / n;
  return {a.mean - b.mean, is_rounding ? 0 : std::sqrt(variance / n) / level};
}

}  // namespace

Dominance first_order(const Ranked& a, const Ranked& b) {
  Dominance result;
  const std::size_t n = a.rising().size();
  if (n < kFewestForDominance) return result;
  result.is_tested = true;
  const Crossings found = crossings(a, b);
  Evidence evidence;
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    const Crossings::Point& point = found.points[k];
    const std::size_t below = point.a + point.b;
    const bool is_inside = below >= 2 * kFewestBeyond && 2 * n - below >= 2 * kFewestBeyond;
    const std::size_t differing = below - 2 * point.both;  // draws on two sides of the value
    if (is_inside && point.is_new && differing > 0)
      evidence.add(k, leaning(point), differing >= kFewestDiffering);
  }
  if (!evidence.is_there()) return result;
  const Crossings::Point& where = found.points[evidence.step()];
  result.verdict = evidence.verdict();
  result.level = static_cast<double>(where.a + where.b) / static_cast<double>(2 * n);
  result.gap = quantile_gap(a, b, result.level);
  return result;
}

Dominance second_order(const Ranked& a, const Ranked& b) {
  Dominance result;
  const std::size_t n = a.rising().size();
  if (n < kFewestForDominance) return result;
  result.is_tested = true;
  const std::array<double, kLevels> shared = shared_shortfalls(a, b);
  const auto gap_at = [&](std::size_t step) {
    return tail_gap(a.tail(step), b.tail(step), shared[step], level_of(step), n);
  };
  Evidence evidence;
  for (std::size_t step = 0; step < kLevels; ++step) {
    if (n * (step + 1) < kFewestBeyond * kLevels) continue;
    const Estimate gap = gap_at(step);
    const bool decides = step < kLastDeciding;
    if (gap.standard_error > 0)
      evidence.add(step, gap.value / gap.standard_error, decides);
    else if (gap.value != 0)
      evidence.add(step, gap.value > 0 ? kInfinite : -kInfinite, decides);
    else
      evidence.add_equal();
  }
  if (!evidence.is_there()) return result;
  result.verdict = evidence.verdict();
  result.starts_ahead = evidence.starts_ahead();
  result.level = level_of(evidence.step());
  result.gap = gap_at(evidence.step());
  return result;
}

Orders orders(const Ranked& a, const Ranked& b) {
  Orders found{first_order(a, b), second_order(a, b)};
  if (found.second.verdict == Verdict::kDoesNot)
    found.first.verdict = Verdict::kDoesNot;
  else if (found.first.verdict == Verdict::kDominates && found.second.starts_ahead)
    found.second.verdict = Verdict::kDominates;
  return found;
}

}  // namespace e2roi::analysis
