#include "engine/run/evaluator.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <numeric>

#include "engine/core/pack.hpp"
#include "engine/model/series.hpp"
#include "engine/run/first_failure.hpp"
#include "engine/run/parallel.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/run/tables.hpp"
#include "engine/run/threads.hpp"
#include "engine/run/workspace.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;
namespace outcome = model::outcome;
namespace series = model::series;

}  // namespace

SeriesRow SeriesBlock::row(int month, int path, int series) const {
  const auto per_month = static_cast<std::size_t>(paths_) * series::kCount;
  return {values_, static_cast<std::size_t>(months_) * per_month,
          static_cast<std::size_t>(month) * per_month +
              static_cast<std::size_t>(path * series::kCount + series)};
}

std::span<const double> OutcomeTable::column(int outcome, std::size_t path) const {
  const auto place = static_cast<std::size_t>(std::find(outcomes.begin(), outcomes.end(), outcome) -
                                              outcomes.begin());
  return std::span(values).subspan((place * paths + path) * rows, rows);
}

Evaluator::Evaluator(const scenario::Scenario& scenario, int threads, const std::atomic<bool>* stop)
    : threads_(threads > 0 ? threads : default_threads()),
      stop_(stop),
      prepared_(company_of(scenario), paths_of(scenario), horizon_of(scenario)),
      path_ids_(labelled_results(scenario, 0).path_ids) {}

std::size_t Evaluator::paths() const {
  return static_cast<std::size_t>(prepared_.view().path_count);
}

void Evaluator::on_progress(std::function<void(std::uint64_t)> progress) {
  progress_ = std::move(progress);
}

OutcomeTable Evaluator::evaluate(std::uint64_t rows, const FillRows& fill,
                                 std::vector<int> outcomes, const VisitSeries& visit) const {
  const model::Setting& setting = prepared_.view();
  OutcomeTable table{std::move(outcomes), paths(), rows, {}};
  table.values.resize(table.outcomes.size() * table.paths * rows);
  const std::size_t series_values =
      visit ? static_cast<std::size_t>(setting.months) * paths() * series::kCount * kBlockDraws : 0;
  FirstFailure failure;
  tbb::enumerable_thread_specific<Workspace> workspaces;
  std::mutex mutex;
  std::uint64_t done = 0;

  const auto simulate = [&](std::size_t block) {
    const std::uint64_t first = block * kBlockDraws;
    const bool stopped = stop_ != nullptr && *stop_;
    if (stopped || failure.is_before(first)) return;
    bool exists = false;
    Workspace& space = workspaces.local(exists);
    if (!exists) space = new_workspace(setting, series_values, 0);
    const auto count = static_cast<int>(std::min<std::uint64_t>(kBlockDraws, rows - first));
    const int padded = (count + core::kPackLanes - 1) / core::kPackLanes * core::kPackLanes;
    std::array<std::uint64_t, kBlockDraws> noise;
    std::iota(noise.begin(), noise.end(), first);
    fill({first, padded, space.inputs.data(), noise.data()});
    model::best_kernel().simulate({&setting, space.inputs.data(), first, count, space.scratch.get(),
                                   0, setting.months, visit ? space.series.data() : nullptr,
                                   nullptr, space.outcomes.data(), noise.data()});
    if (const auto bad =
            first_undefined_outcome(setting.path_count, count, space.outcomes.data())) {
      const std::uint64_t row = first + static_cast<std::uint64_t>(bad->draw);
      failure.report(row, std::string("outcome ") + bad->name + " of path '" +
                              path_ids_[static_cast<std::size_t>(bad->path)] +
                              "' is not a finite number in row " + std::to_string(row) +
                              " of the study");
    }
    for (std::size_t k = 0; k < table.outcomes.size(); ++k)
      for (std::size_t path = 0; path < table.paths; ++path)
        std::copy_n(space.outcomes.data() +
                        (path * outcome::kCount + static_cast<std::size_t>(table.outcomes[k])) *
                            kBlockDraws,
                    count, table.values.data() + (k * table.paths + path) * rows + first);
    if (visit) visit({first, count, setting.months, setting.path_count, space.series.data()});
    if (progress_) {
      const std::lock_guard lock(mutex);
      done += static_cast<std::uint64_t>(count);
      progress_(done);
    }
  };

  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads_));
  tbb::task_arena arena(threads_);
  arena.execute([&] { for_each_index(0, (rows + kBlockDraws - 1) / kBlockDraws, 1, simulate); });
  failure.raise();
  if (stop_ != nullptr && *stop_) throw Stopped();
  return table;
}

}  // namespace e2roi::run
