#include <string_view>

#include "engine/model/block.hpp"
#include "engine/run/inputs.hpp"

namespace e2roi::sampling {

#define E2ROI_DECLARE(level)                                                                   \
  namespace level {                                                                            \
  void independent_uniforms(std::uint64_t seed, std::uint64_t block, std::uint64_t first_draw, \
                            int draws, const FourRows& rows);                                  \
  void curve_values(const Curve& curve, const Bounds& bounds, const double* u, double* values, \
                    std::size_t count);                                                        \
  }
E2ROI_DECLARE(v2)
E2ROI_DECLARE(v3)
E2ROI_DECLARE(v4)
#undef E2ROI_DECLARE

}  // namespace e2roi::sampling

namespace e2roi::run {

SamplingLevel best_sampling() {
  using namespace sampling;
  const std::string_view level(model::best_kernel().level);
  if (level == "x86-64-v4") return {v4::independent_uniforms, v4::curve_values};
  if (level == "x86-64-v3") return {v3::independent_uniforms, v3::curve_values};
  return {v2::independent_uniforms, v2::curve_values};
}

}  // namespace e2roi::run
