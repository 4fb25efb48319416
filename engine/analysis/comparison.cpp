#include "engine/analysis/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/intervals.hpp"
#include "engine/analysis/ranked.hpp"
#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"

namespace e2roi::analysis {
namespace {

using Values = std::span<const double>;

constexpr std::size_t kFewestForBadCase = 100;

Estimate mean_with_interval(Values values) {
  const core::Statistics found = core::statistics(values, {});
  return mean_estimate(found.mean, found.standard_error, values.size());
}

template <class Test>
Estimate share_of(Values values, Test counts) {
  const auto found = std::count_if(values.begin(), values.end(), counts);
  return share_estimate(static_cast<double>(found) / static_cast<double>(values.size()),
                        values.size());
}

/// What each draw's best path leaves to each path: its share of being best, and its regret.
struct Contest {
  std::vector<double> best;                 ///< [path] draws won, shared where several are best
  std::vector<std::vector<double>> regret;  ///< [path][draw]
};

Contest contest(const std::vector<ComparedPath>& paths) {
  const std::size_t draws = paths.front().npv.size();
  Contest result{std::vector<double>(paths.size()),
                 std::vector(paths.size(), std::vector<double>(draws))};
  for (std::size_t i = 0; i < draws; ++i) {
    double most = paths.front().npv[i];
    for (const ComparedPath& path : paths) most = std::max(most, path.npv[i]);
    double winners = 0;
    for (const ComparedPath& path : paths) winners += path.npv[i] == most ? 1 : 0;
    for (std::size_t p = 0; p < paths.size(); ++p) {
      result.best[p] += paths[p].npv[i] == most ? 1 / winners : 0;
      result.regret[p][i] = most - paths[p].npv[i];
    }
  }
  return result;
}

/// Mean of the worst draws, its error by the influence function (Manistre and Hancock 2005).
Estimate bad_case(const Ranked& ranked) {
  const std::size_t draws = ranked.rising().size();
  if (draws < kFewestForBadCase) return {};
  constexpr auto kStep = static_cast<std::size_t>(kBadCase * kLevels) - 1;
  const Tail& tail = ranked.tail(kStep);
  const auto n = static_cast<double>(draws);
  const double mean = tail.shortfall_sum / n;
  const double variance = std::max(tail.shortfall_square_sum / n - mean * mean, 0.0);
  return {tail.mean, std::sqrt(variance / n) / kBadCase};
}

Estimate is_satisfying(const ComparedPath& path, const ComparedPath& stay) {
  if (path.net_promoters.empty() || stay.net_promoters.empty()) return {};
  double found = 0;
  for (std::size_t i = 0; i < path.npv.size(); ++i)
    found += path.npv[i] > 0 && path.net_promoters[i] >= stay.net_promoters[i] ? 1 : 0;
  return share_estimate(found / static_cast<double>(path.npv.size()), path.npv.size());
}

PairFigures pair_of(const std::vector<ComparedPath>& paths, const std::vector<Ranked>& ranked,
                    std::size_t path, std::size_t other, std::vector<double>& differences) {
  PairFigures pair;
  pair.path = path;
  pair.other = other;
  const Values a = paths[path].npv, b = paths[other].npv;
  double wins = 0;
  bool differ = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences[i] = a[i] - b[i];
    wins += a[i] > b[i] ? 1 : a[i] == b[i] ? 0.5 : 0;
    differ = differ || a[i] != b[i];
  }
  constexpr double kMiddle[] = {0.5};
  const core::Statistics found = core::statistics(differences, kMiddle);
  pair.mean_difference = mean_estimate(found.mean, found.standard_error, a.size());
  pair.median_difference = {found.quantiles[0], found.quantile_standard_errors[0]};
  pair.beats = share_estimate(wins / static_cast<double>(a.size()), a.size());
  pair.are_identical = !differ;
  if (pair.are_identical) return pair;
  const Orders found_orders = orders(ranked[path], ranked[other]);
  pair.first_order = found_orders.first;
  pair.second_order = found_orders.second;
  return pair;
}

void check(const std::vector<ComparedPath>& paths) {
  if (paths.size() < 2)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "there is nothing to compare: 'stay' is the only path.");
  const std::size_t draws = paths.front().npv.size();
  if (draws < kFewestToCompare)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "comparing paths takes at least " + std::to_string(kFewestToCompare) +
                          " draws, and there " + (draws == 1 ? "is " : "are ") +
                          std::to_string(draws) + ".");
}

/// Places of the paths, highest mean first; of equal means the earlier path, but stay last.
std::vector<std::size_t> best_first(const std::vector<PathFigures>& paths) {
  std::vector<std::size_t> order(paths.size());
  std::iota(order.begin(), order.end(), 1);
  order.back() = 0;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return paths[a].mean.value > paths[b].mean.value;
  });
  return order;
}

/// Whether a result set, which may be read from a file, has a number for every path and draw.
bool has_draws(const core::ResultSet& results, const char* name) {
  const core::NamedArray* array = results.find("draws", name);
  return array != nullptr && results.draws > 0 &&
         array->values.size() == results.path_ids.size() * results.draws &&
         std::all_of(array->values.begin(), array->values.end(),
                     [](double value) { return std::isfinite(value); });
}

}  // namespace

Comparison compare(std::vector<ComparedPath> paths) {
  check(paths);
  Comparison result;
  result.draws = paths.front().npv.size();
  const Contest found = contest(paths);
  std::vector<Ranked> ranked;
  std::vector<PathFigures> figures;
  for (std::size_t p = 0; p < paths.size(); ++p) {
    ranked.emplace_back(paths[p].npv);
    PathFigures one;
    one.path = p;
    one.mean = mean_with_interval(paths[p].npv);
    one.best = share_estimate(found.best[p] / static_cast<double>(result.draws), result.draws);
    one.regret = mean_with_interval(found.regret[p]);
    one.loss = share_of(paths[p].npv, [](double npv) { return npv < 0; });
    one.bad_case = bad_case(ranked[p]);
    if (p > 0) one.is_satisfying = is_satisfying(paths[p], paths.front());
    figures.push_back(one);
  }
  const std::vector<std::size_t> order = best_first(figures);
  std::vector<double> differences(result.draws);
  for (std::size_t i = 0; i < order.size(); ++i) {
    result.paths.push_back(figures[order[i]]);
    for (std::size_t j = i + 1; j < order.size(); ++j)
      result.pairs.push_back(pair_of(paths, ranked, order[i], order[j], differences));
  }
  result.input = std::move(paths);
  return result;
}

std::vector<ComparedPath> compared_paths(const core::ResultSet& results) {
  if (!has_draws(results, "npv"))
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "there are no draws of NPV to compare; comparing paths takes at least " +
                          std::to_string(kFewestToCompare) + " draws.");
  const Values npv = results.find("draws", "npv")->values;
  const std::size_t draws = results.draws;
  std::vector<ComparedPath> paths;
  for (std::size_t p = 0; p < results.path_ids.size(); ++p) {
    const std::string& id = results.path_ids[p];
    const bool is_named = p < results.path_names.size() && !results.path_names[p].empty();
    paths.push_back({id, is_named ? results.path_names[p] : id, npv.subspan(p * draws, draws), {}});
    if (has_draws(results, "net_promoters"))
      paths.back().net_promoters =
          Values(results.find("draws", "net_promoters")->values).subspan(p * draws, draws);
  }
  return paths;
}

std::optional<Comparison> comparison_of(const core::ResultSet& results) {
  if (!has_draws(results, "npv") || results.draws < kFewestToCompare || results.path_ids.size() < 2)
    return std::nullopt;
  Comparison comparison = compare(compared_paths(results));
  comparison.sampling = sampling_of(results);
  return comparison;
}

}  // namespace e2roi::analysis
