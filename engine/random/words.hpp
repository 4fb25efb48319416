#pragma once
#include <cstdint>

#include "engine/random/threefry.hpp"

/// Which random word serves what (MODEL.md, noise): the one place that names them. A word is a
/// pure function of (seed, draw, month, word number), so no result depends on threads or blocks.
namespace e2roi::random {
inline namespace E2ROI_LEVEL {

/// Word numbers of one month's noise; each is half of a 64-bit lane.
enum MonthWord : int {
  kRestlessness = 0,
  kVoice = 1,
  kSeverity = 2,
  kCrisis = 3,
  kTurnover = 4,
  kCancel = 5,
  kMeasurement = 6,  ///< five: savings, revenue, loyalty, people, collaboration
  kUnused = 11,
  kUnits = 12,  ///< U for openness, then U for empowerment
};

/// The month in the counter of the uncertain inputs.
inline constexpr std::uint64_t kInputsMonth = ~std::uint64_t{0};

/// The month in the counter of what a sampling design draws once for an input (its permutation or
/// scrambling); the draw in that counter is the input's number.
inline constexpr std::uint64_t kDesignMonth = ~std::uint64_t{1};

/// Blocks of kDesignMonth: eight for a Latin hypercube's permutation, then two for each 2^32 points
/// of a Sobol sequence.
inline constexpr std::uint64_t kPermutationBlock = 0;
inline constexpr std::uint64_t kScramblingBlock = 8;

/// The month in the counter of what resamples rows: draw = four of the rows' numbers, block = the
/// replicate.
inline constexpr std::uint64_t kResampleMonth = ~std::uint64_t{2};

/// The month in the counter of what chooses blocks to verify: seed = the beginning of the file's
/// digest, draw = the block.
inline constexpr std::uint64_t kVerifyMonth = ~std::uint64_t{3};

/// The four lanes of a block: `draw` is one number or eight.
template <class Word>
E2ROI_INLINE Quad<Word> block_of(std::uint64_t seed, const Word& draw, std::uint64_t month,
                                 std::uint64_t block) {
  const Word zero(std::uint64_t{0});
  return threefry4x64<Word>({draw, Word(month), Word(block), zero}, {Word(seed), zero, zero, zero});
}

/// Uniform in (0, 1) of a 32-bit word: (word + 0.5) 2^-32, exact; smallest 2^-33, largest 1 -
/// 2^-33.
template <class Real>
E2ROI_INLINE Real uniform_of_half(const core::BitsOf<Real>& word) {
  return (core::whole_to_real<Real>(word) + Real(0.5)) * Real(0x1p-32);
}

/// Uniform in (0, 1) of a 64-bit lane: ((lane >> 12) + 0.5) 2^-52, exact; smallest 2^-53, largest
/// 1 - 2^-53.
template <class Real>
E2ROI_INLINE Real uniform_of_lane(const core::BitsOf<Real>& lane) {
  return (core::whole_to_real<Real>(lane >> 12) + Real(0.5)) * Real(0x1p-52);
}

/// Uniforms of the first `words` words of a month, all lanes of `draw`; uniforms[w] serves word w.
/// Room for `words` rounded up to a multiple of 8.
template <class Real>
E2ROI_INLINE void month_uniforms(std::uint64_t seed, const core::BitsOf<Real>& draw,
                                 std::uint64_t month, int words, Real* uniforms) {
  using Bits = core::BitsOf<Real>;
  for (int block = 0; 8 * block < words; ++block) {
    const Quad<Bits> lanes = block_of<Bits>(seed, draw, month, static_cast<std::uint64_t>(block));
    for (int lane = 0; lane < 4; ++lane) {
      Real* pair = uniforms + 8 * block + 2 * lane;
      pair[0] = uniform_of_half<Real>(lanes[static_cast<unsigned>(lane)] & Bits(0xffffffffu));
      pair[1] = uniform_of_half<Real>(lanes[static_cast<unsigned>(lane)] >> 32);
    }
  }
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::random
