#include <string_view>

#include "engine/model/block.hpp"
#include "engine/run/inputs.hpp"

namespace e2roi::sampling {

#define E2ROI_DECLARE(level)                                                                   \
  namespace level {                                                                            \
  void independent_uniforms(std::uint64_t seed, std::uint64_t block, std::uint64_t first_draw, \
                            int draws, const FourRows& rows);                                  \
  }
E2ROI_DECLARE(v2)
E2ROI_DECLARE(v3)
E2ROI_DECLARE(v4)
#undef E2ROI_DECLARE

}  // namespace e2roi::sampling

namespace e2roi::run {

sampling::Uniforms best_uniforms() {
  const std::string_view level(model::best_kernel().level);
  if (level == "x86-64-v4") return sampling::v4::independent_uniforms;
  if (level == "x86-64-v3") return sampling::v3::independent_uniforms;
  return sampling::v2::independent_uniforms;
}

}  // namespace e2roi::run
