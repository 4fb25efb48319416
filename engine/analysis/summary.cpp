#include "engine/analysis/summary.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "engine/analysis/intervals.hpp"
#include "engine/core/statistics.hpp"

namespace e2roi::analysis {
namespace {

using core::NamedArray;
using core::ResultSet;

constexpr double kLow = 0.05, kMiddle = 0.5, kHigh = 0.95;

/// One path of a result set, asked for estimates.
class PathDraws {
 public:
  PathDraws(const ResultSet& results, std::size_t path) : results_(results), path_(path) {}

  /// Quantiles at several probabilities: as the run has worked them out, else from its draws, for
  /// the price of one sort.
  std::vector<Estimate> quantiles(const std::string& name,
                                  const std::vector<double>& probabilities) const {
    std::vector<Estimate> estimates;
    for (const double probability : probabilities)
      estimates.push_back(stored_quantile(name, probability));
    const bool is_stored =
        std::none_of(estimates.begin(), estimates.end(),
                     [](const Estimate& each) { return std::isnan(each.value); });
    const NamedArray* draws = results_.find("draws", name);
    if (is_stored || draws == nullptr) return estimates;
    const core::Statistics found = core::statistics(row(*draws), probabilities);
    for (std::size_t i = 0; i < probabilities.size(); ++i)
      estimates[i] = {found.quantiles[i], found.quantile_standard_errors[i]};
    return estimates;
  }

  Estimate median(const std::string& name) const { return quantiles(name, {kMiddle}).front(); }

  /// Share of draws of NPV on one side of 0; `stored_name` is what the group "outcome" calls it.
  template <class Test>
  Estimate npv_share(const std::string& stored_name, Test counts) const {
    if (const NamedArray* draws = results_.find("draws", "npv")) {
      const auto values = row(*draws);
      return share(static_cast<double>(std::count_if(values.begin(), values.end(), counts)) /
                   static_cast<double>(values.size()));
    }
    return share(stored("outcome", stored_name, 0));
  }

  Estimate defined(const std::string& name) const {
    if (const NamedArray* draws = results_.find("draws", name)) {
      const auto values = row(*draws);
      const auto defined = std::count_if(values.begin(), values.end(),
                                         [](double value) { return !std::isnan(value); });
      return share(static_cast<double>(defined) / static_cast<double>(values.size()));
    }
    return share(stored("outcome", name + "_defined", 0));
  }

  /// Median over draws of a series in the last month.
  Estimate at_horizon(const std::string& series) const {
    const auto place = quantile_place(kMiddle);
    if (!place || results_.months.empty()) return {};
    const std::size_t quantiles = results_.quantiles.size();
    return {stored("series", series, (results_.months.size() - 1) * quantiles + *place)};
  }

 private:
  /// `stay` is no estimate.
  Estimate share(double value) const {
    if (path_ > 0) return share_with_error(value, results_.draws);
    return {value, core::share_standard_error(value, results_.draws)};
  }

  /// What an array with the path as its first axis has for this path.
  std::span<const double> row(const NamedArray& array) const {
    const std::size_t size = array.values.size() / array.shape.front();
    return std::span(array.values).subspan(path_ * size, size);
  }

  double stored(const std::string& group, const std::string& name, std::size_t place) const {
    const NamedArray* array = results_.find(group, name);
    return array == nullptr ? Estimate().value : row(*array)[place];
  }

  Estimate stored_quantile(const std::string& name, double probability) const {
    const auto place = quantile_place(probability);
    if (!place) return {};
    return {stored("outcome", name + "_quantile", *place),
            stored("outcome", name + "_quantile_standard_error", *place)};
  }

  std::optional<std::size_t> quantile_place(double probability) const {
    for (std::size_t i = 0; i < results_.quantiles.size(); ++i)
      if (std::abs(results_.quantiles[i] - probability) < 1e-12) return i;
    return std::nullopt;
  }

  const ResultSet& results_;
  std::size_t path_;
};

PathSummary summary_of(const ResultSet& results, std::size_t path) {
  const PathDraws draws(results, path);
  PathSummary row;
  row.id = results.path_ids[path];
  row.name = path < results.path_names.size() && !results.path_names[path].empty()
                 ? results.path_names[path]
                 : row.id;
  row.is_reference = path == 0;
  row.npv_positive = draws.npv_share("npv_positive", [](double npv) { return npv > 0; });
  row.npv_negative = draws.npv_share("npv_negative", [](double npv) { return npv < 0; });
  const std::vector<Estimate> npv = draws.quantiles("npv", {kLow, kMiddle, kHigh});
  row.npv_low = npv[0];
  row.npv_median = npv[1];
  row.npv_high = npv[2];
  row.npv_horizon_median = draws.median("npv_horizon");
  row.roi_median = draws.median("roi");
  row.cancelled = draws.defined("cancel_month");
  row.net_promoters = draws.median("net_promoters");
  row.customers = draws.median("customers");
  row.response_hours = draws.at_horizon("response_hours");
  return row;
}

}  // namespace

std::string sampling_of(const ResultSet& results) {
  for (const auto& [key, value] : results.provenance)
    if (key == "sampling") return value;
  return "monte-carlo";
}

Summary summarise(const ResultSet& results) {
  Summary summary;
  summary.title = results.title;
  summary.draws = results.draws;
  summary.first_draw = results.first_draw;
  summary.months = results.months.size();
  summary.sampling = sampling_of(results);
  for (std::size_t path = 0; path < results.path_ids.size(); ++path) {
    const PathSummary row = summary_of(results, path);
    // Without a terminal value the two are the same number.
    if (std::isfinite(row.npv_median.value) && row.npv_median.value != row.npv_horizon_median.value)
      summary.counts_beyond_horizon = true;
    if (!row.is_reference && std::isfinite(row.npv_median.value) &&
        (!summary.best || row.npv_median.value > summary.paths[*summary.best].npv_median.value))
      summary.best = path;
    summary.paths.push_back(row);
  }
  return summary;
}

}  // namespace e2roi::analysis
