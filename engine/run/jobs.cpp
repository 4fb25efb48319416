#include "engine/run/jobs.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/run/threads.hpp"

namespace e2roi::run {
namespace {

class Queue {
 public:
  Queue(double budget, const Jobs& jobs) : budget_(budget), jobs_(jobs) {}

  void work() {
    while (const std::optional<std::size_t> job = take()) {
      std::exception_ptr failure;
      try {
        jobs_.act(*job);
      } catch (...) {
        failure = std::current_exception();
      }
      give_back(*job, failure);
    }
  }

  void raise() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  /// The next job, as soon as there is memory for it; nothing if there is none.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    const auto is_over = [&] { return failure_ || next_ == jobs_.count; };
    changed_.wait(
        lock, [&] { return is_over() || running_ == 0 || used_ + jobs_.bytes(next_) <= budget_; });
    if (is_over()) return std::nullopt;
    used_ += jobs_.bytes(next_);
    ++running_;
    if (next_ + 1 == jobs_.count) changed_.notify_all();
    return next_++;
  }

  void give_back(std::size_t job, const std::exception_ptr& failure) {
    const std::lock_guard lock(mutex_);
    used_ -= jobs_.bytes(job);
    if (--running_ == 0) used_ = 0;
    if (!failure_) failure_ = failure;
    changed_.notify_all();
  }

  const double budget_;
  const Jobs& jobs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0, running_ = 0;
  double used_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void do_jobs(int threads, double budget, const Jobs& jobs) {
  if (threads <= 0) threads = default_threads();
  Queue queue(budget, jobs);
  {
    std::vector<std::jthread> workers;
    const auto most = std::min(static_cast<std::size_t>(threads), jobs.count);
    for (std::size_t i = 0; i < most; ++i) workers.emplace_back([&queue] { queue.work(); });
  }
  queue.raise();
}

}  // namespace e2roi::run
