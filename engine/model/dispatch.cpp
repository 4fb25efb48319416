#include <cstdlib>
#include <string>

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "engine/model/enterprise.hpp"

namespace e2roi::model {

#define E2ROI_DECLARE(level)                              \
  namespace level {                                       \
  void simulate_packs(const BlockTask& task);             \
  std::size_t pack_scratch_bytes(const Setting& setting); \
  }
E2ROI_DECLARE(v2)
E2ROI_DECLARE(v3)
E2ROI_DECLARE(v4)
#undef E2ROI_DECLARE

namespace {

struct Level {
  Kernel kernel;
  bool runs_here;
};

const Kernel& choose() {
  __builtin_cpu_init();
  static const Level levels[] = {
      {{"x86-64-v4", v4::simulate_packs, v4::pack_scratch_bytes},
       __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
           __builtin_cpu_supports("avx512vl")},
      {{"x86-64-v3", v3::simulate_packs, v3::pack_scratch_bytes},
       __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("fma")},
      {{"x86-64-v2", v2::simulate_packs, v2::pack_scratch_bytes},
       __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt")},
  };
  const char* wanted = std::getenv("E2ROI_ISA");
  const std::string asked = wanted == nullptr ? "" : wanted;
  for (const Level& level : levels) {
    const bool is_asked = asked.empty() || level.kernel.level == "x86-64-" + asked;
    if (is_asked && level.runs_here) return level.kernel;
    if (is_asked && !asked.empty())
      throw core::RunError("E2ROI_ISA asks for " + asked + ", which this processor cannot run");
  }
  if (!asked.empty())
    throw core::RunError("E2ROI_ISA is '" + asked + "'; allowed are v2, v3 and v4");
  throw core::RunError("this processor is older than x86-64-v2 (SSE 4.2), which e2roi needs");
}

}  // namespace

const Kernel& best_kernel() {
  static const Kernel& kernel = choose();
  return kernel;
}

const Kernel& twin_kernel() {
  static const Kernel kernel{"double", simulate<double>, scratch_bytes<double>};
  return kernel;
}

}  // namespace e2roi::model
