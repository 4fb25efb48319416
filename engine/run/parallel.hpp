#pragma once
#include <cstddef>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define E2ROI_FINDS_RACES
#endif
#elif defined(__SANITIZE_THREAD__)
#define E2ROI_FINDS_RACES
#endif

#ifdef E2ROI_FINDS_RACES
#include <tbb/task_arena.h>

#include <atomic>
#include <thread>
#include <vector>
#elif !defined(__wasm__)
#include <tbb/parallel_for.h>
#endif

/// Parallel: the loops of a run, over blocks or rows.
namespace e2roi::run {

/// Calls body(i) for each i in [begin, end), on all threads of the arena it is called in, in any
/// order; returns when all have returned. Throws what a body throws.
///
/// grain  how many neighbours a thread takes at least, so that taking costs nothing beside them
template <class Body>
void for_each_index(std::size_t begin, std::size_t end, [[maybe_unused]] std::size_t grain,
                    const Body& body) {
#ifdef E2ROI_FINDS_RACES
  // Debian's oneTBB is not instrumented: to ThreadSanitizer each of its hand-overs looks like a
  // race. On plain threads it sees what our own code does, and nothing need be suppressed.
  std::atomic<std::size_t> next = begin;
  std::vector<std::jthread> threads;
  for (int t = 0; t < tbb::this_task_arena::max_concurrency(); ++t)
    threads.emplace_back([&] {
      for (std::size_t i; (i = next++) < end;) body(i);
    });
#elif defined(__wasm__)  // a page's threads are its workers, each with a memory of its own
  for (std::size_t i = begin; i < end; ++i) body(i);
#else
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(begin, end, grain),
      [&](const tbb::blocked_range<std::size_t>& range) {
        for (std::size_t i = range.begin(); i < range.end(); ++i) body(i);
      },
      tbb::simple_partitioner());
#endif
}

}  // namespace e2roi::run
