#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

#include "engine/core/error.hpp"

namespace e2roi::run {

/// What went wrong first, by draw: the same draw is named whatever the threads.
class FirstFailure {
 public:
  bool is_before(std::uint64_t draw) const { return draw_.load(std::memory_order_relaxed) < draw; }
  void report(std::uint64_t draw, std::string message) {
    const std::lock_guard lock(mutex_);
    if (draw >= draw_) return;
    draw_ = draw;
    message_ = std::move(message);
  }
  /// Throws core::RunError if anything was reported.
  void raise() const {
    if (!message_.empty()) throw core::RunError(message_);
  }

 private:
  std::atomic<std::uint64_t> draw_{~std::uint64_t{0}};
  std::string message_;
  std::mutex mutex_;
};

}  // namespace e2roi::run
