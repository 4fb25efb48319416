#include "engine/analysis/given_data_shares.hpp"

#include <algorithm>
#include <cmath>

namespace e2roi::analysis {
namespace {

double plain_mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// Standard error of a share or of a sum of shares.
///
/// The means of the bins are off by their own noise, of which `noise` = sum of (s^2)^2 over bins /
/// (n V)^2, s^2 being a bin's variance, is the measure: it lets the influences vary by 4 noise too
/// much, and is itself 2 noise of the estimate's variance: all of it where the share is 0.
double standard_error(std::span<const double> influence, double noise) {
  const double mean = plain_mean(influence), n = static_cast<double>(influence.size());
  double squares = 0;
  for (const double each : influence) squares += (each - mean) * (each - mean);
  return std::sqrt(std::max(squares / (n * n) - 2 * noise, 2 * noise));
}

}  // namespace

Estimate SumOfShares::estimate() const { return {sum, standard_error(influence, noise)}; }

std::size_t bins_for(std::size_t draws) {
  const auto root = static_cast<std::size_t>(std::cbrt(static_cast<double>(draws)) + 1e-9);
  return std::clamp<std::size_t>(root, 5, 100);
}

Estimate first_order_share(std::span<const std::uint32_t> order, std::span<const double> outcome,
                           SumOfShares* sum) {
  const std::size_t draws = outcome.size(), bins = bins_for(draws);
  const auto n = static_cast<double>(draws);
  const double mean = plain_mean(outcome);
  double spread = 0;
  for (const double value : outcome) spread += (value - mean) * (value - mean);
  if (!(spread > 0)) return {};

  double explained = 0, noise = 0;
  std::vector<double> bin_means(bins);
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t first = bin * draws / bins, next = (bin + 1) * draws / bins;
    double total = 0, squares = 0;
    for (std::size_t i = first; i < next; ++i) {
      const double off = outcome[order[i]] - mean;
      total += off;
      squares += off * off;
    }
    const auto size = static_cast<double>(next - first);
    bin_means[bin] = total / size;
    explained += total * total / size;
    const double variance = (squares - total * total / size) / (size - 1);
    noise += variance * variance;
  }
  noise /= spread * spread;
  const double ratio = explained / spread;
  const double share = 1 - (1 - ratio) * (n - 1) / (n - static_cast<double>(bins));

  std::vector<double> influence(draws);
  for (std::size_t bin = 0; bin < bins; ++bin)
    for (std::size_t i = bin * draws / bins; i < (bin + 1) * draws / bins; ++i) {
      const double off = outcome[order[i]] - mean, here = bin_means[bin];
      influence[order[i]] = (2 * off * here - here * here - ratio * off * off) * n / spread;
    }
  if (sum != nullptr) {
    sum->influence.resize(draws);
    for (std::size_t i = 0; i < draws; ++i) sum->influence[i] += influence[i];
    sum->sum += share;
    sum->noise += noise;
  }
  return {share, standard_error(influence, noise)};
}

}  // namespace e2roi::analysis
