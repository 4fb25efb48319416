#include <algorithm>
#include <array>
#include <cmath>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/sight.hpp"
#include "engine/core/statistics.hpp"
#include "tools/e2roi/json_writer.hpp"
#include "tools/e2roi/page_data.hpp"

namespace e2roi::program {
namespace {

using analysis::Estimate;
using core::json_number;
using Values = std::vector<double>;

constexpr std::array<double, 5> kQuantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
constexpr std::array<const char*, 5> kQuantileNames = {"p5", "p25", "p50", "p75", "p95"};
constexpr std::size_t kCurvePoints = 1000;  ///< of an exceedance curve

/// Outcomes that a curve is drawn of.
bool has_curve(const std::string& name) { return name == "npv" || name == "roi"; }

/// Rising values, thinned to kCurvePoints quantiles at (i + 1/2)/points.
std::string curve(std::span<const double> values) {
  Values rising;
  for (const double value : values)
    if (!std::isnan(value)) rising.push_back(value);
  std::sort(rising.begin(), rising.end());
  if (rising.size() <= kCurvePoints) return json_array(rising, json_number);
  Values thinned(kCurvePoints);
  for (std::size_t i = 0; i < kCurvePoints; ++i)
    thinned[i] = core::quantile_of_sorted(
        rising, (static_cast<double>(i) + 0.5) / static_cast<double>(kCurvePoints));
  return json_array(thinned, json_number);
}

JsonObject distribution(std::span<const double> values) {
  const core::Statistics statistics = core::statistics(values, kQuantiles);
  JsonObject object;
  object.add_number("mean", statistics.mean)
      .add_number("mean_se", statistics.standard_error)
      .add_number("sd", statistics.sd)
      .add_number("defined", statistics.share_defined);
  for (std::size_t q = 0; q < kQuantiles.size(); ++q)
    object.add_number(kQuantileNames[q], statistics.quantiles[q]);
  return object.add_number("p50_se", statistics.quantile_standard_errors[2]);
}

std::string outcomes(const std::vector<PagePath>& paths) {
  JsonObject all;
  for (const core::NamedArray& array : paths.front().results->arrays) {
    if (array.group != "draws" || array.axes != std::vector<std::string>{"path", "draw"}) continue;
    all.add(array.name, JsonObject()
                            .add_text("unit", array.unit)
                            .add_text("label", array.long_name)
                            .add("paths", json_array(paths,
                                                     [&](const PagePath& path) {
                                                       const auto values =
                                                           path.values("draws", array.name);
                                                       JsonObject object = distribution(values);
                                                       if (has_curve(array.name))
                                                         object.add("draws", curve(values));
                                                       return object.text();
                                                     }))
                            .text());
  }
  return all.text();
}

std::string share_json(double share, std::size_t draws) {
  return JsonObject()
      .add_number("value", share)
      .add_number("se", core::share_standard_error(share, draws))
      .text();
}

/// Share of the draws for which `weight` gives 1; 1/2 where it gives that.
template <class Weight>
std::string shares(const std::vector<PagePath>& paths, const char* outcome, const Weight& weight) {
  return json_array(paths, [&](const PagePath& path) {
    const auto values = path.values("draws", outcome);
    double sum = 0;
    for (const double value : values) sum += weight(value);
    return share_json(sum / static_cast<double>(values.size()), values.size());
  });
}

/// Share of draws in which each path is best; "null" where too few can be compared.
std::string best(const std::vector<PagePath>& paths) {
  const std::size_t draws = paths.front().values("draws", "npv").size();
  if (draws < analysis::kFewestToCompare || paths.size() < 2) return "null";
  std::vector<analysis::ComparedPath> compared;
  for (const PagePath& path : paths)
    compared.push_back({path.id, path.name, path.values("draws", "npv"), {}});
  const analysis::Comparison comparison = analysis::compare(std::move(compared));
  std::vector<Estimate> by_path(paths.size());
  for (const analysis::PathFigures& figures : comparison.paths)
    by_path[figures.path] = figures.best;
  return json_array(by_path, [&](const Estimate& estimate) {
    JsonObject object;
    object.add_number("value", estimate.value)
        .add_number("se", core::share_standard_error(estimate.value, draws));
    return object.add_number("low", estimate.low).add_number("high", estimate.high).text();
  });
}

std::string all_shares(const std::vector<PagePath>& paths) {
  const auto positive = [](double npv) { return npv > 0 ? 1.0 : 0.0; };
  const auto beats = [](double npv) { return npv > 0 ? 1.0 : npv < 0 ? 0.0 : 0.5; };
  const auto cancelled = [](double month) { return std::isnan(month) ? 0.0 : 1.0; };
  return JsonObject()
      .add("npv_positive", shares(paths, "npv", positive))
      .add("beats_stay", shares(paths, "npv", beats))
      .add("best", best(paths))
      .add("cancelled", shares(paths, "cancel_month", cancelled))
      .text();
}

/// Path less stay, draw by draw.
std::string differences(const std::vector<PagePath>& paths) {
  JsonObject all;
  for (const char* outcome : {"npv", "customers", "net_promoters"}) {
    const auto stay = paths.front().values("draws", outcome);
    if (stay.empty()) continue;
    all.add(outcome, json_array(paths, [&](const PagePath& path) {
              const auto own = path.values("draws", outcome);
              Values difference(own.size());
              std::transform(own.begin(), own.end(), stay.begin(), difference.begin(),
                             std::minus<>());
              return distribution(difference).text();
            }));
  }
  return all.text();
}

/// Share of each rung that leaders can see after so many months of measuring.
std::string seen(const PagePath& path) {
  constexpr std::array<double, 7> kMonths = {0, 6, 12, 24, 36, 48, 60};
  const core::ResultSet& results = *path.results;
  const core::NamedArray* inputs = results.find("inputs", "value");
  const auto values = [&](const std::string& key) -> std::span<const double> {
    const auto& keys = results.input_keys;
    const auto place = std::find(keys.begin(), keys.end(), key) - keys.begin();
    if (inputs == nullptr || place == static_cast<std::ptrdiff_t>(keys.size())) return {};
    return std::span(inputs->values)
        .subspan(static_cast<std::size_t>(place) * results.draws, results.draws);
  };
  const auto half_life = values("measurement.learning_half_life");
  const auto by_rung = json_array(results.rungs, [&](const std::string& rung) {
    const auto visible = values("measurement.visible_" + rung);
    return json_array(kMonths, [&](double months) {
      if (visible.empty() || half_life.empty()) return std::string("null");
      return json_number(analysis::share_seen(visible, half_life, months));
    });
  });
  return JsonObject().add("months", json_array(kMonths, json_number)).add("rungs", by_rung).text();
}

std::string rungs(const std::vector<PagePath>& paths) {
  const core::ResultSet& first = *paths.front().results;
  const std::size_t draws = first.draws;
  const auto by_path = json_array(paths, [&](const PagePath& path) {
    const auto values = path.values("draws", "pv_rung");
    std::vector<std::span<const double>> each;
    for (std::size_t begin = 0; begin + draws <= values.size() && draws > 0; begin += draws)
      each.push_back(values.subspan(begin, draws));
    return JsonObject()
        .add("pv", json_array(each, [](const auto& rung) { return distribution(rung).text(); }))
        .text();
  });
  return JsonObject()
      .add("names", json_array(first.rungs, core::json_string))
      .add("paths", by_path)
      .add("seen", seen(paths.front()))
      .text();
}

/// Share of draws in which leaders have not stopped the path by the end of each month.
std::string survival(const std::vector<PagePath>& paths) {
  const std::size_t months = paths.front().results->months.size();
  return json_array(paths, [&](const PagePath& path) {
    const auto cancelled = path.values("draws", "cancel_month");
    Values alive(months, static_cast<double>(cancelled.size()));
    for (const double month : cancelled)
      for (std::size_t m = 0; m < months; ++m)
        if (month <= static_cast<double>(m)) alive[m] -= 1;
    for (double& count : alive) count /= static_cast<double>(cancelled.size());
    return json_array(alive, json_number);
  });
}

}  // namespace

std::string page_results(const std::vector<PagePath>& paths) {
  return JsonObject()
      .add("draws", std::to_string(paths.front().results->draws))
      .add("outcomes", outcomes(paths))
      .add("shares", all_shares(paths))
      .add("differences", differences(paths))
      .add("series", page_series(paths))
      .add("stages", page_stages(paths))
      .add("rungs", rungs(paths))
      .add("survival", JsonObject().add("paths", survival(paths)).text())
      .add("tornado", page_tornado(paths))
      .text();
}

}  // namespace e2roi::program
