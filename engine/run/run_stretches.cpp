#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <limits>
#include <mutex>
#include <utility>

#include "engine/run/parallel.hpp"
#include "engine/run/run.hpp"
#include "engine/run/threads.hpp"

namespace e2roi::run {
namespace {

/// Counts stretches that are done.
class Clock {
 public:
  explicit Clock(const std::vector<Stretch>& stretches) {
    for (const Stretch& stretch : stretches) now_.draws += stretch.draws;
    now_.headline = now_.headline_error = std::numeric_limits<double>::quiet_NaN();
  }
  const Progress& done(std::uint64_t draws) {
    now_.draws_done += draws;
    now_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    return now_;
  }

 private:
  Progress now_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace

void run_stretches(const scenario::Scenario& scenario, const Options& options,
                   const std::vector<Stretch>& stretches, const VisitStretch& visit) {
  scenario::Scenario draws_only = scenario;
  draws_only.run.fans = false;
  Options each = options;
  each.threads = options.threads > 0 ? options.threads : default_threads();
  each.progress = {};
  Clock clock(stretches);
  std::mutex mutex;
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(each.threads));
  tbb::task_arena(each.threads).execute([&] {
    for_each_index(0, stretches.size(), 1, [&](std::size_t i) {
      core::ResultSet draws = draws_of(draws_only, each, stretches[i]);
      const std::lock_guard lock(mutex);
      visit(stretches[i], std::move(draws));
      const Progress& now = clock.done(stretches[i].draws);
      if (options.progress) options.progress(now);
    });
  });
}

}  // namespace e2roi::run
