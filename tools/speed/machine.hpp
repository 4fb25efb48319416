#pragma once
#include <fstream>
#include <string>

#include "e2roi_commit.hpp"

/// What a row of speed figures needs to be worth anything: machine, compiler, flags, commit.
namespace e2roi::speed {

inline constexpr const char* kMachineColumns = "machine,compiler,flags,commit";

inline std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown";
}

inline std::string machine_row() {
#if defined(__clang__)
  const std::string compiler = "clang " __clang_version__;
#else
  const std::string compiler = "gcc " __VERSION__;
#endif
  return "\"" + processor() + "\",\"" + compiler + "\",\"" E2ROI_FLAGS "\",\"" E2ROI_COMMIT "\"";
}

}  // namespace e2roi::speed
