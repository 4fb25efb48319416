#include "engine/analysis/given_data_shares.hpp"

#include <algorithm>
#include <cmath>

namespace e2roi::analysis {
namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Variance of the estimate of an input that does not matter: (n-1) eta^2 is close to chi-squared
/// with bins - 1 degrees of freedom.
double variance_of_nothing(std::size_t draws) {
  const auto n = static_cast<double>(draws), bins = static_cast<double>(bins_for(draws));
  return 2 * (bins - 1) / ((n - 1) * (n - bins));
}

}  // namespace

std::size_t bins_for(std::size_t draws) {
  const auto root = static_cast<std::size_t>(std::cbrt(static_cast<double>(draws)) + 1e-9);
  return std::clamp<std::size_t>(root, 5, 100);
}

Estimate first_order_share(std::span<const std::uint32_t> order, std::span<const double> outcome,
                           std::span<double> influence) {
  const std::size_t draws = outcome.size(), bins = bins_for(draws);
  const auto n = static_cast<double>(draws);
  const double mean = mean_of(outcome);
  double spread = 0;
  for (const double value : outcome) spread += (value - mean) * (value - mean);
  if (!(spread > 0)) return {};

  const auto first_of = [&](std::size_t bin) { return bin * draws / bins; };
  double explained = 0, influence_squares = 0, influence_total = 0;
  const auto bin_mean = [&](std::size_t bin) {
    double sum = 0;
    for (std::size_t i = first_of(bin); i < first_of(bin + 1); ++i) sum += outcome[order[i]] - mean;
    return sum / static_cast<double>(first_of(bin + 1) - first_of(bin));
  };
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const double here = bin_mean(bin);
    explained += static_cast<double>(first_of(bin + 1) - first_of(bin)) * here * here;
  }
  const double ratio = explained / spread;
  const double share = 1 - (1 - ratio) * (n - 1) / (n - static_cast<double>(bins));

  for (std::size_t bin = 0; bin < bins; ++bin) {
    const double here = bin_mean(bin);
    for (std::size_t i = first_of(bin); i < first_of(bin + 1); ++i) {
      const double off = outcome[order[i]] - mean;
      const double each = (2 * off * here - here * here - ratio * off * off) * n / spread;
      influence_total += each;
      influence_squares += each * each;
      if (!influence.empty()) influence[order[i]] += each;
    }
  }
  const double centre = influence_total / n;
  const double influence_variance = influence_squares / n - centre * centre;
  const double left = (1 - ratio) * (1 - ratio) * variance_of_nothing(draws);
  return {share, std::sqrt(influence_variance / n + left)};
}

Estimate sum_of_shares(double sum, std::size_t inputs, std::span<const double> influence) {
  const double mean = mean_of(influence), n = static_cast<double>(influence.size());
  double squares = 0;
  for (const double each : influence) squares += (each - mean) * (each - mean);
  const double nothing = static_cast<double>(inputs) * variance_of_nothing(influence.size());
  return {sum, std::sqrt(squares / (n * n) + nothing)};
}

}  // namespace e2roi::analysis
