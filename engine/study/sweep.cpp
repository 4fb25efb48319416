#include "engine/study/sweep.hpp"

#include <algorithm>
#include <map>

#include "engine/analysis/sweep.hpp"
#include "engine/core/error.hpp"
#include "engine/model/series.hpp"
#include "engine/study/explain.hpp"
#include "engine/study/knobs.hpp"
#include "engine/study/variants.hpp"

namespace e2roi::study {
namespace {

namespace outcome = model::outcome;

constexpr std::size_t kMostPaths = 64;  // of a scenario
const std::vector<int> kOutcomes = {outcome::npv, outcome::roi, outcome::net_promoters};

/// Paths simulated together: a whole scenario of them, unless their outcomes take 256 MB.
std::size_t paths_at_once(std::uint64_t draws) {
  const double bytes = 8.0 * static_cast<double>(kOutcomes.size()) * static_cast<double>(draws);
  return static_cast<std::size_t>(
      std::clamp(256e6 / bytes - 1, 1.0, static_cast<double>(kMostPaths)));
}

/// All numbers that tell the plans of two paths apart.
std::vector<double> signature(const scenario::Path& path) {
  std::vector<double> numbers{path.commitment};
  const auto put = [&numbers](const std::vector<scenario::Point>& points) {
    numbers.push_back(static_cast<double>(points.size()));
    for (const scenario::Point& point : points)
      numbers.insert(numbers.end(), {point.month, point.value});
  };
  for (const auto& points : path.levers) put(points);
  put(path.staffing);
  for (const scenario::OneOff& one_off : path.one_offs)
    numbers.insert(numbers.end(), {one_off.month, one_off.cost});
  return numbers;
}

void check_effect(const scenario::Scenario& base, const Cells& cells) {
  for (const Axis& axis : cells.axes)
    if (is_knob_axis(axis) &&
        std::none_of(base.paths.begin(), base.paths.end(),
                     [&axis](const scenario::Path& path) { return has_effect(path, axis.key); }))
      throw core::UsageError(
          "scaling '" + axis.key + "' changes nothing: " +
          (base.paths.size() == 1 ? "path '" + base.paths.front().id + "' has" : "no path has") +
          " such a plan.");
}

/// A variant's paths, turned as each of its cells asks for, equal ones once.
SweepJob job_of(const Variant& variant, const Cells& cells) {
  SweepJob job{variant.scenario, {}};
  job.scenario.paths.clear();
  std::map<std::vector<double>, std::size_t> slots;
  for (const std::size_t cell : variant.cells) {
    const std::vector<double> values = cells.values(cell);
    for (std::size_t number = 0; number < variant.scenario.paths.size(); ++number) {
      scenario::Path path = variant.scenario.paths[number];
      for (std::size_t a = 0; a < values.size(); ++a)
        if (is_knob_axis(cells.axes[a])) turn(path, cells.axes[a].key, values[a]);
      const auto [found, is_new] = slots.try_emplace(signature(path), job.scenario.paths.size());
      if (is_new) job.scenario.paths.push_back(path);
      job.uses.push_back({cell, number, found->second});
    }
  }
  return job;
}

void keep_only(scenario::Scenario& scenario, std::size_t path) {
  scenario.paths = {scenario.paths[path]};
}

/// Figures of every path of a job, by slot.
std::vector<analysis::CellFigures> figures_of(const SweepJob& job, std::uint64_t draws, int threads,
                                              const std::atomic<bool>* stop,
                                              ProgressSum& progress) {
  std::vector<analysis::CellFigures> figures;
  const run::InputSampler sampler(job.scenario);
  scenario::Scenario some = job.scenario;
  const std::size_t at_once = paths_at_once(draws);
  while (figures.size() < job.scenario.paths.size()) {
    const std::size_t count = std::min(at_once, job.scenario.paths.size() - figures.size());
    const auto begin = job.scenario.paths.begin() + static_cast<std::ptrdiff_t>(figures.size());
    some.paths.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i) some.paths[i].id += "/" + std::to_string(i);
    run::Evaluator evaluator(some, threads, stop);
    progress.watch(evaluator);
    const run::OutcomeTable table = evaluator.evaluate(draws, fill_draws(sampler, 0), kOutcomes);
    progress.finished(draws);
    for (std::size_t path = 1; path <= count; ++path)
      figures.push_back(analysis::cell_figures(table.column(outcome::npv, path),
                                               table.column(outcome::roi, path),
                                               table.column(outcome::net_promoters, path)));
  }
  return figures;
}

}  // namespace

std::uint64_t SweepPlan::rows() const {
  std::uint64_t runs = 0;
  const std::size_t at_once = paths_at_once(draws);
  for (const SweepJob& job : jobs) runs += (job.scenario.paths.size() + at_once - 1) / at_once;
  return runs * draws;
}

SweepPlan plan_sweep(const scenario::Scenario& base, const Cells& cells, const std::string& path,
                     const std::atomic<bool>* stop) {
  if (base.run.draws < kFewestSweepDraws)
    throw core::UsageError("sweep needs at least " + std::to_string(kFewestSweepDraws) +
                           " draws a cell for the errors of its quartiles, got " +
                           std::to_string(base.run.draws) + ".");
  std::vector<Variant> variants = variants_of(base, cells, stop);
  scenario::Scenario looked_at = base;
  if (!path.empty()) {
    const std::size_t only = find_path(base, path);
    keep_only(looked_at, only);
    for (Variant& variant : variants) keep_only(variant.scenario, only);
  }
  check_effect(looked_at, cells);
  SweepPlan plan{base.name, cells, base.run.draws, {}, {}};
  for (const scenario::Path& each : looked_at.paths) plan.paths.push_back({each.id, each.name});
  for (const Variant& variant : variants) plan.jobs.push_back(job_of(variant, cells));
  return plan;
}

analysis::Report sweep(const SweepPlan& plan, int threads, const std::atomic<bool>* stop,
                       const Progress& progress) {
  analysis::Sweep result;
  result.title = plan.title;
  result.draws = plan.draws;
  result.is_list = plan.cells.is_list;
  result.paths = plan.paths;
  for (const Axis& axis : plan.cells.axes)
    result.axes.push_back({axis.key, axis.values, is_knob_axis(axis)});
  result.cells.assign(plan.cells.size(), std::vector<analysis::CellFigures>(plan.paths.size()));
  ProgressSum sum(progress);
  for (const SweepJob& job : plan.jobs) {
    const std::vector<analysis::CellFigures> figures =
        figures_of(job, plan.draws, threads, stop, sum);
    for (const SweepJob::Use& use : job.uses) result.cells[use.cell][use.path] = figures[use.slot];
  }
  return analysis::sweep_report(result);
}

}  // namespace e2roi::study
