// Compiled once for every machine, and in the kernels once per x86-64 level: no std:: containers
// here but arrays.
#include "engine/sampling/independent.hpp"

#include "engine/core/real.hpp"
#include "engine/random/words.hpp"

namespace e2roi::sampling {
inline namespace E2ROI_LEVEL {

void independent_uniforms(std::uint64_t seed, std::uint64_t block, std::uint64_t first_draw,
                          int draws, const FourRows& rows) {
  using core::kPackLanes;
  for (int i = 0; i < draws; i += kPackLanes) {
    std::uint64_t numbers[kPackLanes];
    for (int lane = 0; lane < kPackLanes; ++lane)
      numbers[lane] = first_draw + static_cast<std::uint64_t>(i + lane);
    core::PackBits draw;
    __builtin_memcpy(&draw, numbers, sizeof numbers);
    const auto words = random::block_of<core::PackBits>(seed, draw, random::kInputsMonth, block);
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (rows[row] != nullptr)
        core::store(rows[row] + i, random::uniform_of_lane<core::Pack>(words[row]));
  }
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::sampling
