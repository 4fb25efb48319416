#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace e2roi::study {

/// How a study of information runs.
struct InformationOptions {
  int threads = 0;                                 ///< 0: as many as the machine grants
  const std::atomic<bool>* stop = nullptr;         ///< set from elsewhere: throws run::Stopped
  std::vector<std::vector<std::string>> together;  ///< groups of keys of inputs, valued as one
  std::function<void(std::uint64_t)> progress;     ///< gets the rows simulated so far; may be empty
};

}  // namespace e2roi::study
