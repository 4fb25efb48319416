#include "engine/sampling/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/number_text.hpp"
#include "engine/core/real.hpp"
#include "engine/sampling/fitting.hpp"

namespace e2roi::sampling {
namespace {

using core::number_text;

constexpr double kNormal90 = 1.2815515655446004;  // 90 % quantile of the standard normal
constexpr double kNormal95 = 1.6448536269514722;  // 95 %

// Far beyond any input's bounds, and near enough that no product of two can overflow.
constexpr double kLargest = 1e100, kSmallest = 1e-100;
// Of the parameters of a beta distribution: beyond them it is a point, or all at its ends.
constexpr double kBetaLeast = 1e-3, kBetaMost = 1e6;

[[noreturn]] void refuse(std::size_t argument, const std::string& message) {
  throw ArgumentError(argument, message);
}

void check_finite(const char* family, std::size_t argument, const char* name, double value) {
  if (!(std::abs(value) <= kLargest)) {
    refuse(argument, std::string(family) + " needs a finite " + name +
                         ", from -1e100 to 1e100, got " + number_text(value));
  }
}

void check_positive(const char* family, std::size_t argument, const char* name, double value,
                    double least = kSmallest, double most = kLargest) {
  if (!(value > 0)) {
    refuse(argument, std::string(family) + " needs " + name + " > 0, got " + number_text(value));
  }
  if (!(value >= least && value <= most)) {
    refuse(argument, std::string(family) + " needs " + name + " from " + number_text(least) +
                         " to " + number_text(most) + ", got " + number_text(value));
  }
}

void check_below(const char* family, std::size_t argument, const char* lower, double low,
                 const char* upper, double high) {
  if (!(low < high)) {
    refuse(argument, std::string(family) + " needs " + lower + " < " + upper + ", got " + lower +
                         " " + number_text(low) + " and " + upper + " " + number_text(high));
  }
}

void check_three_points(const char* family, double low, double mode, double high) {
  check_finite(family, 0, "low", low);
  check_finite(family, 1, "likely", mode);
  check_finite(family, 2, "high", high);
  check_below(family, 2, "low", low, "high", high);
  if (!(low <= mode && mode <= high)) {
    refuse(1, std::string(family) + " needs low <= likely <= high, got " + number_text(low) + ", " +
                  number_text(mode) + ", " + number_text(high));
  }
}

}  // namespace

Distribution Distribution::fixed(double value) {
  check_finite("an input", 0, "number", value);
  return Distribution(Fixed{value});
}

Distribution Distribution::uniform(double low, double high) {
  check_finite("uniform", 0, "low", low);
  check_finite("uniform", 1, "high", high);
  check_below("uniform", 1, "low", low, "high", high);
  return Distribution(Uniform{low, high});
}

Distribution Distribution::triangular(double low, double mode, double high) {
  check_three_points("triangular", low, mode, high);
  return Distribution(Triangular{low, mode, high});
}

Distribution Distribution::triangular_p10_p90(double p10, double likely, double p90) {
  check_finite("triangular", 0, "p10", p10);
  check_finite("triangular", 1, "likely", likely);
  check_finite("triangular", 2, "p90", p90);
  check_below("triangular", 2, "p10", p10, "p90", p90);
  if (!(p10 <= likely && likely <= p90)) {
    refuse(1, "triangular needs p10 <= likely <= p90, got " + number_text(p10) + ", " +
                  number_text(likely) + ", " + number_text(p90));
  }
  const auto [low, high] = triangle_ends(p10, likely, p90);
  return Distribution(Triangular{low, likely, high});
}

Distribution Distribution::pert(double low, double mode, double high) {
  check_three_points("pert", low, mode, high);
  return Distribution(Pert{low, mode, high});
}

Distribution Distribution::normal(double mean, double sd) {
  check_finite("normal", 0, "mean", mean);
  check_positive("normal", 1, "sd", sd);
  return Distribution(Normal{mean, sd});
}

Distribution Distribution::lognormal_p90(double median, double p90) {
  check_positive("lognormal", 0, "median", median);
  check_positive("lognormal", 1, "p90", p90);
  check_below("lognormal", 1, "median", median, "p90", p90);
  return Distribution(Lognormal{median, core::log(p90 / median) / kNormal90, p90});
}

Distribution Distribution::beta(double a, double b, double high) {
  check_positive("beta", 0, "a", a, kBetaLeast, kBetaMost);
  check_positive("beta", 1, "b", b, kBetaLeast, kBetaMost);
  check_positive("beta", 2, "high", high);
  return Distribution(Beta{a, b, high});
}

Distribution Distribution::discrete(std::vector<std::pair<double, double>> points) {
  if (points.empty()) refuse(0, "discrete needs at least one value with its probability");
  double sum = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [value, probability] = points[i];
    check_finite("discrete", 2 * i, "value", value);
    if (!(probability >= 0 && probability <= 1)) {
      refuse(2 * i + 1, "discrete needs probabilities from 0 to 1, got " +
                            number_text(probability) + " for the value " + number_text(value));
    }
    sum += probability;
    for (std::size_t j = 0; j < i; ++j) {
      if (points[j].first == value) {
        refuse(2 * i, "discrete has the value " + number_text(value) + " twice");
      }
    }
  }
  if (!(std::abs(sum - 1) <= 1e-9)) {
    refuse(2 * points.size() - 1, "the probabilities of discrete must sum to 1 within 1e-9, got " +
                                      core::rounded_text(sum, 12));
  }
  std::sort(points.begin(), points.end());
  return Distribution(Discrete{std::move(points)});
}

Distribution Distribution::interval(double low, double high) {
  check_finite("an interval", 0, "low", low);
  check_finite("an interval", 1, "high", high);
  check_below("an interval", 1, "low", low, "high", high);
  if (low < kSmallest) return normal(low / 2 + high / 2, (high - low) / (2 * kNormal95));
  const double median = core::sqrt(low * high);
  const double sigma = core::log(high / low) / (2 * kNormal95);
  return lognormal_p90(median, median * core::exp(sigma * kNormal90));
}

Distribution Distribution::p10_p50_p90(double p10, double p50, double p90) {
  check_finite("metalog", 0, "p10", p10);
  check_finite("metalog", 1, "p50", p50);
  check_finite("metalog", 2, "p90", p90);
  if (!(p10 < p50 && p50 < p90)) {
    refuse(1, "metalog needs p10 < p50 < p90, got " + number_text(p10) + ", " + number_text(p50) +
                  ", " + number_text(p90));
  }
  const bool positive = p10 >= kSmallest;
  const auto along = [positive](double x) { return positive ? core::log(x) : x; };
  const auto back = [positive](double x) { return positive ? core::exp(x) : x; };
  const double first = along(p10), middle = along(p50), last = along(p90);
  const double edge = kMetalogEdge * (last - first);
  if (!(first + edge < middle && middle < last - edge)) {
    refuse(1, "no metalog goes through p10 " + number_text(p10) + ", p50 " + number_text(p50) +
                  " and p90 " + number_text(p90) +
                  ": with this p10 and p90, p50 must lie between " +
                  core::rounded_text(back(first + edge), 4) + " and " +
                  core::rounded_text(back(last - edge), 4) +
                  "; a triangular or a lognormal may say what you mean");
  }
  const auto [a1, a2, a3] = metalog_terms(first, middle, last);
  return Distribution(Metalog{p10, p50, p90, positive, a1, a2, a3});
}

namespace {

struct ScaledBy {
  double factor;
  Distribution operator()(const Fixed& d) const { return Distribution::fixed(d.value * factor); }
  Distribution operator()(const Uniform& d) const {
    return Distribution::uniform(d.low * factor, d.high * factor);
  }
  Distribution operator()(const Triangular& d) const {
    return Distribution::triangular(d.low * factor, d.mode * factor, d.high * factor);
  }
  Distribution operator()(const Pert& d) const {
    return Distribution::pert(d.low * factor, d.mode * factor, d.high * factor);
  }
  Distribution operator()(const Normal& d) const {
    return Distribution::normal(d.mean * factor, d.sd * factor);
  }
  Distribution operator()(const Lognormal& d) const {
    return Distribution::lognormal_p90(d.median * factor, d.p90 * factor);
  }
  Distribution operator()(const Beta& d) const {
    return Distribution::beta(d.a, d.b, d.high * factor);
  }
  Distribution operator()(const Discrete& d) const {
    auto points = d.points;
    for (auto& point : points) point.first *= factor;
    return Distribution::discrete(std::move(points));
  }
  Distribution operator()(const Metalog& d) const {
    return Distribution::p10_p50_p90(d.p10 * factor, d.p50 * factor, d.p90 * factor);
  }
};

}  // namespace

Distribution Distribution::scaled(double factor) const {
  check_positive("a change of unit", 0, "a factor", factor);
  return std::visit(ScaledBy{factor}, shape_);
}

}  // namespace e2roi::sampling
