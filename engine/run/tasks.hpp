#pragma once
#include <cstddef>
#include <functional>

/// Tasks: work of a study that is not a simulation, on several threads.
namespace e2roi::run {

/// Calls task(i) for each i in [0, count), on `threads` threads (0: as many as the machine grants),
/// in any order; returns when all have returned. Throws what a task throws.
void for_each_task(int threads, std::size_t count, const std::function<void(std::size_t)>& task);

}  // namespace e2roi::run
