#include "tests/sampling/examples.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace e2roi::tests {
namespace {

using sampling::Distribution;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double triangle_sd(double a, double m, double b) {
  return std::sqrt((a * a + m * m + b * b - a * m - a * b - m * b) / 18);
}

double pert_sd(double a, double m, double b) {
  const double mean = (a + 4 * m + b) / 6;
  return std::sqrt((mean - a) * (b - mean) / 7);
}

double beta_sd(double a, double b) { return std::sqrt(a * b / (a + b + 1)) / (a + b); }

Example lognormal_example(const Distribution& distribution, double median, double sigma,
                          const std::string& text) {
  const double mean = median * std::exp(sigma * sigma / 2);
  return {distribution, mean, mean * std::sqrt(std::expm1(sigma * sigma)), 0, kInfinity, text};
}

/// Keelin (2016): mean a1 + a3/2, variance pi^2 a2^2/3 + a3^2 (1/12 + pi^2/36).
Example metalog_example(double p10, double p50, double p90, const std::string& text) {
  const double pi2 = std::numbers::pi * std::numbers::pi;
  const double a2 = (p90 - p10) / (2 * std::log(9.0));
  const double a3 = (p10 + p90 - 2 * p50) / (0.8 * std::log(9.0));
  return {Distribution::p10_p50_p90(p10, p50, p90),
          p50 + a3 / 2,
          std::sqrt(pi2 * a2 * a2 / 3 + a3 * a3 * (1.0 / 12 + pi2 / 36)),
          -kInfinity,
          kInfinity,
          text};
}

}  // namespace

std::vector<Example> examples() {
  const double z90 = 1.2815515655446004, z95 = 1.6448536269514722;
  return {
      {Distribution::fixed(0.015), 0.015, 0, 0.015, 0.015, "0.015"},
      {Distribution::uniform(0.3, 0.8), 0.55, 0.5 / std::sqrt(12.0), 0.3, 0.8, "uniform(0.3, 0.8)"},
      {Distribution::uniform(-2, 5), 1.5, 7 / std::sqrt(12.0), -2, 5, "uniform(-2, 5)"},
      {Distribution::triangular(10, 20, 36), 22, triangle_sd(10, 20, 36), 10, 36,
       "triangular(10, 20, 36)"},
      {Distribution::triangular(0, 0, 1), 1.0 / 3, triangle_sd(0, 0, 1), 0, 1,
       "triangular(0, 0, 1)"},
      {Distribution::triangular(-1, 1, 1), 1.0 / 3, triangle_sd(-1, 1, 1), -1, 1,
       "triangular(-1, 1, 1)"},
      {Distribution::pert(2, 3, 5), 19.0 / 6, pert_sd(2, 3, 5), 2, 5, "pert(2, 3, 5)"},
      {Distribution::pert(0, 0, 8), 8.0 / 6, pert_sd(0, 0, 8), 0, 8, "pert(0, 0, 8)"},
      {Distribution::normal(3, 1), 3, 1, -kInfinity, kInfinity, "normal(mean: 3, sd: 1)"},
      lognormal_example(Distribution::lognormal_p90(6, 15), 6, std::log(2.5) / z90,
                        "lognormal(median: 6, p90: 15)"),
      lognormal_example(Distribution::lognormal_p90(0.01, 0.015), 0.01, std::log(1.5) / z90,
                        "lognormal(median: 0.01, p90: 0.015)"),
      {Distribution::beta(2, 60), 2.0 / 62, beta_sd(2, 60), 0, 1, "beta(2, 60)"},
      {Distribution::beta(0.5, 0.7, 12), 5, 12 * beta_sd(0.5, 0.7), 0, 12,
       "beta(a: 0.5, b: 0.7, high: 12)"},
      {Distribution::discrete({{2, 0.8}, {1, 0.2}}), 1.8, 0.4, 1, 2, "discrete(1: 0.2, 2: 0.8)"},
      {Distribution::interval(-2, 5), 1.5, 3.5 / z95, -kInfinity, kInfinity,
       "normal(mean: 1.5, sd: 2.127848911691192)"},
      lognormal_example(Distribution::interval(2, 5), std::sqrt(10.0), std::log(2.5) / (2 * z95),
                        "lognormal(median: 3.1622776601683795, p90: 4.518799868567626)"),
      metalog_example(-2, 1, 6, "metalog(p10: -2, p50: 1, p90: 6)"),
      metalog_example(0, 5, 6.5, "metalog(p10: 0, p50: 5, p90: 6.5)"),
  };
}

std::vector<double> probabilities() {
  std::vector<double> rising = {0x1p-53, 1e-15, 1e-12, 1e-9, 1e-6, 1e-4};
  for (int i = 1; i < 2000; ++i) rising.push_back(i / 2000.0);
  for (const double gap : {1e-4, 1e-6, 1e-9, 1e-12, 1e-15, 0x1p-53}) rising.push_back(1 - gap);
  return rising;
}

double integral(const sampling::Distribution& distribution,
                const std::function<double(double)>& f) {
  constexpr int kSteps = 36'000;
  constexpr double kStep = 36.0 / kSteps;  // u from 2.3e-16 to 1 - 2.3e-16
  double sum = 0;
  for (int i = -kSteps; i <= kSteps; ++i) {
    const double tail = std::exp(-std::abs(i * kStep));
    const double u = (i < 0 ? tail : 1.0) / (1 + tail);
    sum += f(distribution.quantile(u)) * tail / ((1 + tail) * (1 + tail));
  }
  return sum * kStep;
}

}  // namespace e2roi::tests
