#pragma once
#include <array>
#include <cstdint>

#include "engine/core/real.hpp"

/// Threefry4x64-20: from (seed, draw, month, block) to four random words, without any state.
/// Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3".
namespace e2roi::random {
inline namespace E2ROI_LEVEL {

/// Four words of 64 bits; `Word` is std::uint64_t or core::PackBits (eight draws at once).
template <class Word>
using Quad = std::array<Word, 4>;

/// Threefry4x64 with 20 rounds of `counter` under `key`.
template <class Word>
E2ROI_INLINE Quad<Word> threefry4x64(const Quad<Word>& counter, const Quad<Word>& key) {
  constexpr int kRotation[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37},
                                   {25, 33}, {46, 12}, {58, 22}, {32, 32}};
  const Word parity = Word(0x1bd11bdaa9fc1a22u) ^ key[0] ^ key[1] ^ key[2] ^ key[3];
  const Word schedule[5] = {key[0], key[1], key[2], key[3], parity};
  Word x0 = counter[0] + schedule[0], x1 = counter[1] + schedule[1];
  Word x2 = counter[2] + schedule[2], x3 = counter[3] + schedule[3];
  const auto mix = [](Word& a, Word& b, int rotation) {
    a = a + b;
    b = ((b << rotation) | (b >> (64 - rotation))) ^ a;
  };
#pragma GCC unroll 20
  for (int round = 0; round < 20; ++round) {
    const int* rotation = kRotation[round % 8];
    if (round % 2 == 0) {
      mix(x0, x1, rotation[0]);
      mix(x2, x3, rotation[1]);
    } else {
      mix(x0, x3, rotation[0]);
      mix(x2, x1, rotation[1]);
    }
    if (round % 4 == 3) {
      const int injection = round / 4 + 1;
      x0 = x0 + schedule[injection % 5];
      x1 = x1 + schedule[(injection + 1) % 5];
      x2 = x2 + schedule[(injection + 2) % 5];
      x3 = x3 + schedule[(injection + 3) % 5] + Word(static_cast<std::uint64_t>(injection));
    }
  }
  return {x0, x1, x2, x3};
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::random
