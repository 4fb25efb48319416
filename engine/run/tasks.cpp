#include "engine/run/tasks.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include "engine/run/parallel.hpp"
#include "engine/run/threads.hpp"

namespace e2roi::run {

void for_each_task(int threads, std::size_t count, const std::function<void(std::size_t)>& task) {
  if (threads <= 0) threads = default_threads();
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] { for_each_index(0, count, 1, task); });
}

}  // namespace e2roi::run
