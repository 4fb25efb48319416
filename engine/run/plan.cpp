#include "engine/run/plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/memory.hpp"
#include "engine/run/threads.hpp"
#include "engine/sampling/design.hpp"

namespace e2roi::run {
namespace {

std::vector<model::Point> points_of(const std::vector<scenario::Point>& points) {
  std::vector<model::Point> result;
  for (const scenario::Point& point : points) result.push_back({point.month, point.value});
  return result;
}

std::string megabytes(double bytes) {
  char text[64];
  std::snprintf(text, sizeof text, "%.0f MB", std::ceil(bytes / 1e6));
  return text;
}

}  // namespace

model::Company company_of(const scenario::Scenario& scenario) {
  const scenario::Company& from = scenario.company;
  model::Company company;
  company.customers = from.customers;
  company.market_size = from.market_size;
  company.rival_customers = from.rival_customers;
  company.loyalty = from.loyalty;
  company.fit = from.fit;
  company.weaving = from.weaving;
  company.listening = from.listening;
  company.tooling = from.tooling;
  company.care_staff = from.care_staff;
  company.hours_per_fte = from.hours_per_fte;
  company.opening_hours = from.opening_hours;
  company.lever_cost = from.lever_cost;
  for (const scenario::BusinessUnit& unit : from.units)
    company.units.push_back(
        {unit.headcount, unit.contact_share, unit.openness, unit.empowerment, unit.resistance});
  company.ties = from.ties;
  return company;
}

std::vector<model::Path> paths_of(const scenario::Scenario& scenario) {
  std::vector<model::Path> paths;
  for (const scenario::Path& from : scenario.paths) {
    model::Path path;
    path.commitment = from.commitment;
    for (std::size_t lever = 0; lever < from.levers.size(); ++lever)
      path.intensity[lever] = points_of(from.levers[lever]);
    path.staffing = points_of(from.staffing);
    for (const scenario::OneOff& one_off : from.one_offs)
      path.one_offs.push_back({one_off.month, one_off.cost});
    paths.push_back(path);
  }
  return paths;
}

model::Horizon horizon_of(const scenario::Scenario& scenario) {
  return {scenario.run.months, scenario.run.seed, scenario.run.noise, scenario.run.terminal_value};
}

FanShape shape_of(const scenario::Scenario& scenario) {
  const int months = scenario.run.months;
  std::vector<int> months_at_rest = {0};
  for (const model::Path& path : paths_of(scenario))
    months_at_rest.push_back(static_cast<int>(
        std::ceil(std::clamp<double>(model::first_month(path, months), 0, months))));
  return {months, static_cast<int>(months_at_rest.size()), scenario.run.draws, months_at_rest};
}

int stretch_of(const FanShape& shape) {
  constexpr int kBufferBytes = 1 << 20;
  const int month_bytes = shape.paths * model::series::kCount * model::kBlockDraws * 8;
  return std::clamp(kBufferBytes / month_bytes, 1, shape.months);
}

Need need(const scenario::Scenario& scenario, int threads, std::uint64_t held) {
  const FanShape shape = shape_of(scenario);
  const auto draws = static_cast<double>(std::min(held, shape.draws));
  const auto paths = static_cast<double>(shape.paths);
  const auto rows = static_cast<double>(shape.rows());
  const auto units = static_cast<double>(scenario.company.units.size());
  const auto kept = static_cast<double>(scenario.run.keep_trajectories);
  const double workers = threads > 0 ? threads : default_threads();
  constexpr double kValue = sizeof(double), kBlock = model::kBlockDraws;

  const double statistics = 2.0 + static_cast<double>(scenario.run.quantiles.size());

  Need need;
  need.result_bytes = kValue * (draws * (paths * model::outcome::kCount + model::kInputs) +
                                (scenario.run.fans ? rows * statistics : 0) +
                                kept * shape.months * paths * (model::series::kCount + 2 * units));
  const double stretch = kValue * kBlock * stretch_of(shape) * paths *
                         (model::series::kCount + (kept > 0 ? 2 * units : 0));
  const double block = kValue * kBlock * (model::kInputs + paths * (60 + 2 * units)) + stretch;
  // Counting: 16 and, beyond 65,000 draws, 32 bits a bin; sums and extremes, copies; two more where
  // it is in stretches.
  const double counting = rows * (kBins * 6.0 + 64.0);
  const double fans = !scenario.run.fans         ? 0
                      : keeps_every_value(shape) ? kValue * rows * draws
                                                 : counting * (workers + 2) + rows * 36.0 * 3;
  need.working_bytes = workers * block + fans + kValue * draws;
  need.available_bytes = granted_bytes("/", [](const char* name) { return std::getenv(name); });
  return need;
}

Need need_to_keep(const scenario::Scenario& scenario, int threads, std::uint64_t draws) {
  Need needed = need(scenario, threads, draws);
  const FanShape shape = shape_of(scenario);
  // Outcomes go to the store block by block, inputs nowhere, and nothing is sorted.
  const double of_draws = sizeof(double) * static_cast<double>(draws);
  const double outcomes = of_draws * shape.paths * model::outcome::kCount;
  const double inputs = of_draws * model::kInputs;
  const double others = needed.result_bytes - outcomes - inputs;
  const double each_row =
      keeps_every_value(shape)
          ? of_draws
          : static_cast<double>(FanCounts::kept_bytes(draws) + sizeof(RowRange) + sizeof(double));
  needed.working_bytes += others - of_draws;
  needed.result_bytes = outcomes + others;
  if (scenario.run.fans) needed.result_bytes += static_cast<double>(shape.rows()) * each_row;
  return needed;
}

void refuse_if_too_large(const scenario::Scenario& scenario, int threads, std::uint64_t held) {
  const Need needed = need(scenario, threads, held);
  const double total = needed.result_bytes + needed.working_bytes;
  if (total <= needed.available_bytes) return;
  throw core::RunError(
      "this run needs " + megabytes(total) + " of memory (" + megabytes(needed.result_bytes) +
      " of results for " + std::to_string(std::min(held, scenario.run.draws)) + " draws, " +
      megabytes(needed.working_bytes) + " to work with) and " + megabytes(needed.available_bytes) +
      " are available; take fewer draws, paths or threads, or keep fewer trajectories");
}

void refuse_if_too_large_to_keep(const scenario::Scenario& scenario, int threads,
                                 std::uint64_t draws) {
  const Need needed = need_to_keep(scenario, threads, draws);
  if (needed.working_bytes <= needed.available_bytes) return;
  throw core::RunError("this shard needs " + megabytes(needed.working_bytes) + " of memory and " +
                       megabytes(needed.available_bytes) +
                       " are available; take fewer paths or threads, or keep fewer trajectories");
}

void refuse_first_draw(const scenario::Scenario& scenario, std::uint64_t first_draw) {
  const std::string& design = scenario.run.sampling;
  if (first_draw == 0 || !sampling::depends_on_draws(sampling::design_named(design))) return;
  throw core::UsageError("--first-draw " + std::to_string(first_draw) +
                         " does not go with run.sampling = \"" + design +
                         "\": its draws depend on how many there are, so a run of it cannot be "
                         "made in pieces. Runs of \"monte-carlo\" and \"sobol\" can.");
}

}  // namespace e2roi::run
