#include "engine/analysis/cell_figures.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/intervals.hpp"
#include "engine/core/statistics.hpp"

namespace e2roi::analysis {

Estimate standard_deviation(std::span<const double> values) {
  const core::Statistics found = core::statistics(values, {});
  Estimate estimate{found.sd};
  if (!(found.sd > 0)) {
    if (found.sd == 0) estimate.standard_error = 0;
    return estimate;
  }
  double fourth = 0;
  for (const double value : values) {
    const double distance = (value - found.mean) / found.sd;
    if (!std::isnan(distance)) fourth += distance * distance * distance * distance;
  }
  const auto n = static_cast<double>(found.defined);
  estimate.standard_error = found.sd * std::sqrt(std::max(fourth / n - 1, 0.0) / (4 * n));
  return estimate;
}

Estimate interquartile_range(std::span<const double> values) {
  const core::Statistics found = core::statistics(values, std::vector{0.25, 0.75});
  const double low = found.quantile_standard_errors[0], high = found.quantile_standard_errors[1];
  return {found.quantiles[1] - found.quantiles[0],
          std::sqrt(std::max(low * low + high * high - 2.0 / 3.0 * low * high, 0.0))};
}

CellFigures cell_figures(std::span<const double> npv, std::span<const double> roi,
                         std::span<const double> net_promoters) {
  const std::vector<double> middle{0.5};
  const core::Statistics worth = core::statistics(npv, middle);
  const core::Statistics promoters = core::statistics(net_promoters, middle);
  const auto losses = static_cast<double>(
      std::count_if(npv.begin(), npv.end(), [](double value) { return value < 0; }));
  const double loss = losses / static_cast<double>(npv.size());
  return {{worth.mean, worth.standard_error},
          {worth.quantiles[0], worth.quantile_standard_errors[0]},
          standard_deviation(npv),
          share_with_error(loss, npv.size()),
          {promoters.quantiles[0], promoters.quantile_standard_errors[0]},
          standard_deviation(roi),
          interquartile_range(roi)};
}

}  // namespace e2roi::analysis
