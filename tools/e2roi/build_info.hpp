#pragma once
#include <string>

/// What this program is and what it was built from. The values come from the build: see
/// tools/cmake/build_info.cmake.
namespace e2roi::program {

struct BuildInfo {
  const char* version;    ///< of the program: "0.1.0"
  const char* model;      ///< version of the model's equations; another one, other results
  const char* commit;     ///< of the source; "+changes" behind it if files differed, or "unknown"
  const char* compiler;   ///< "GNU 12.2.0"
  const char* libraries;  ///< "HDF5 1.10.8, oneTBB 2021.8, …"
};

const BuildInfo& build_info();

}  // namespace e2roi::program
