#pragma once
#include <cstddef>
#include <functional>

/// Jobs: runs that are too small to fill a machine, several at once.
namespace e2roi::run {

struct Jobs {
  std::size_t count = 0;
  /// Memory that job i takes while it lasts [byte].
  std::function<double(std::size_t)> bytes;
  /// Does job i. To be left with one thread, for all others have jobs of their own.
  std::function<void(std::size_t)> act;
};

/// Does the jobs, begun in order, on `threads` plain threads (0: as many as the machine grants): no
/// pool of oneTBB, so that runs inside do not share one. Together they take at most `budget`
/// [byte], but for one that alone takes more, which has the machine to itself. Throws the first
/// exception of a job, after which none begins.
void do_jobs(int threads, double budget, const Jobs& jobs);

}  // namespace e2roi::run
