#pragma once
#include <atomic>
#include <string>

#include "engine/core/error.hpp"

/// Ctrl-C, a polite kill and a terminal that goes away: a run stops at its next block.
namespace e2roi::program {

/// Set by SIGINT, SIGTERM and SIGHUP (unless the program was started with that ignored, as nohup
/// does) once watch_signals() was called. A second signal ends the program at
/// once: the first one put the system's own handling back.
const std::atomic<bool>& stop_requested();

void watch_signals();

/// 129 after SIGHUP, 130 after SIGINT, 143 after SIGTERM, 0 if there was no signal.
core::ExitCode signal_exit_code();

/// "stopped by Ctrl-C", "stopped by SIGTERM" or "stopped by SIGHUP".
std::string signal_text();

}  // namespace e2roi::program
