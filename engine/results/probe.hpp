#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace e2roi::results {

/// What came of an act that a copy of this process has tried.
struct Probe {
  bool has_ended = true;             ///< false: it crashed, or took too much processor time
  std::optional<std::string> error;  ///< what() of the exception that it ended with
};

/// Tries `act` in a copy of this process first (fork), which may crash without harm: HDF5 1.10 does
/// on some files that were made to. The copy may take at most `bytes` of memory more than this
/// process has now and `seconds` of processor time. What it changes is lost. Where the system
/// makes no copy nothing is tried, and that counts as success.
Probe probe(const std::function<void()>& act, std::uint64_t bytes, std::uint64_t seconds);

}  // namespace e2roi::results
