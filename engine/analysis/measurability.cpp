#include "engine/analysis/measurability.hpp"

#include <cmath>

#include "engine/analysis/intervals.hpp"

namespace e2roi::analysis {
namespace {

/// The first month from which on `share` of a month is at least `goal`, counted from 1; NaN if
/// there is none.
template <class Share>
double first_lasting(std::size_t months, double goal, Share share) {
  std::size_t month = months;
  while (month > 0 && share(month - 1) >= goal) --month;
  return month < months ? static_cast<double>(month + 1) : std::nan("");
}

/// Wilson's (1927) 95 % interval of the share of `count` that are `hits`.
Estimate with_limits(std::uint32_t hits, std::uint32_t count) {
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(hits) / n;
  const double z2 = kTwoSided95 * kTwoSided95;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kTwoSided95 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return Estimate::with_interval(p, std::max(centre - half, 0.0), std::min(centre + half, 1.0));
}

}  // namespace

Estimate share_of(std::uint64_t hits, std::uint64_t count) {
  if (count == 0) return {};
  const auto n = static_cast<double>(count);
  Estimate share;
  share.value = static_cast<double>(hits) / n;
  share.standard_error = std::sqrt(share.value * (1 - share.value) / n);
  return share;
}

Estimate months_until(std::span<const std::uint32_t> hits, std::span<const std::uint32_t> counts,
                      std::uint64_t draws, double goal) {
  const auto lasting = [&](double Estimate::*limit) {
    return first_lasting(hits.size(), goal, [&](std::size_t month) {
      if (2 * std::uint64_t{counts[month]} < draws) return 0.0;
      return with_limits(hits[month], counts[month]).*limit;
    });
  };
  Estimate months;
  months.value = lasting(&Estimate::value);
  if (std::isnan(months.value)) return months;
  months.low = lasting(&Estimate::high);
  months.high = lasting(&Estimate::low);
  if (std::isnan(months.high)) months.high = static_cast<double>(hits.size());
  return months;
}

Estimate ratio_of_sums(std::span<const double> parts, std::span<const double> wholes) {
  double part = 0, whole = 0, squares = 0;
  for (std::size_t i = 0; i < wholes.size(); ++i) {
    part += parts[i];
    whole += wholes[i];
  }
  if (!(whole != 0)) return {};
  Estimate ratio;
  ratio.value = part / whole;
  for (std::size_t i = 0; i < wholes.size(); ++i) {
    const double rest = parts[i] - ratio.value * wholes[i];
    squares += rest * rest;
  }
  const auto count = static_cast<double>(wholes.size());
  if (wholes.size() > 1)
    ratio.standard_error = std::sqrt(squares * count / (count - 1)) / std::abs(whole);
  return ratio;
}

}  // namespace e2roi::analysis
