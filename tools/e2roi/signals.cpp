#include "tools/e2roi/signals.hpp"

#include <csignal>

namespace e2roi::program {
namespace {

// Globals, because a signal handler can reach nothing else. Lock-free, as a handler needs them.
std::atomic<bool> requested{false};
std::atomic<int> received{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int signal) {
  received = signal;
  requested = true;
}

}  // namespace

const std::atomic<bool>& stop_requested() { return requested; }

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // The terminal has gone. Under nohup, which had it ignored, that changes nothing.
  struct sigaction before {};
  if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
    sigaction(SIGHUP, &action, nullptr);
}

core::ExitCode signal_exit_code() {
  switch (received) {
    case SIGHUP:
      return core::ExitCode::kHungUp;
    case SIGINT:
      return core::ExitCode::kInterrupted;
    case SIGTERM:
      return core::ExitCode::kTerminated;
    default:
      return core::ExitCode::kOk;
  }
}

std::string signal_text() {
  return received == SIGINT   ? "stopped by Ctrl-C"
         : received == SIGHUP ? "stopped by SIGHUP"
                              : "stopped by SIGTERM";
}

}  // namespace e2roi::program
