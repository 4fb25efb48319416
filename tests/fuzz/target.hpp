#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include "engine/core/error.hpp"

/// What the fuzz targets share. README.md here.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);  // NOLINT

namespace e2roi::fuzz {

inline std::string text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the process as a crash does, so that the fuzzer keeps the input.
inline void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// A file of this process in the current folder, which tools/fuzz makes for it: readers want files.
class ScratchFile {
 public:
  explicit ScratchFile(std::string name) : name_(std::move(name)) {}
  const std::string& holding(const std::uint8_t* data, std::size_t size) const {
    std::ofstream(name_, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    return name_;
  }

 private:
  std::string name_;
};

/// Whether `act` ended, rather than with one of the engine's errors. Anything else it throws is a
/// crash.
template <class Act>
bool succeeds(Act act) {
  try {
    act();
    return true;
  } catch (const core::Error&) {
    return false;
  }
}

}  // namespace e2roi::fuzz
