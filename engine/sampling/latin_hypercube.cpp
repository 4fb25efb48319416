#include "engine/sampling/latin_hypercube.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "engine/core/error.hpp"
#include "engine/random/words.hpp"

namespace e2roi::sampling {
namespace {

constexpr int kAtOnce = 256;

int rounds_for(int bits) { return bits <= 4 ? 32 : bits <= 8 ? 16 : 6; }

}  // namespace

Permutation::Permutation(std::uint64_t seed, int column, std::uint64_t size)
    : last_(static_cast<std::uint32_t>(size - 1)) {
  if (size < 1 || size > kMostStrata)
    throw core::RunError("a Latin hypercube has 1 to 2^32 strata, not " + std::to_string(size));
  const int bits = std::max(2, static_cast<int>(std::bit_width(last_)));
  low_bits_ = bits / 2;
  high_bits_ = bits - low_bits_;
  round_count_ = rounds_for(bits);
  for (std::size_t from = 0; from < static_cast<std::size_t>(round_count_); from += 4) {
    const auto words =
        random::block_of<std::uint64_t>(seed, static_cast<std::uint64_t>(column),
                                        random::kDesignMonth, random::kPermutationBlock + from / 4);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (from + i < static_cast<std::size_t>(round_count_))
        rounds_[from + i] = {static_cast<std::uint32_t>(words[i]),
                             static_cast<std::uint32_t>(words[i] >> 32)};
  }
}

/// Round by round, so that several numbers are done at once.
void Permutation::mix(std::uint32_t* numbers, int count) const {
  const int to_low = 32 - low_bits_, to_high = 32 - high_bits_;
  const std::uint32_t low_mask = (std::uint32_t{1} << low_bits_) - 1;
  for (int round = 0; round < round_count_; round += 2) {
    const Round first = rounds_[static_cast<std::size_t>(round)],
                second = rounds_[static_cast<std::size_t>(round) + 1];
    for (int i = 0; i < count; ++i) {
      std::uint32_t high = numbers[i] >> low_bits_, low = numbers[i] & low_mask;
      low ^= (high * first.multiply + first.add) >> to_low;
      high ^= (low * second.multiply + second.add) >> to_high;
      numbers[i] = high << low_bits_ | low;
    }
  }
}

std::uint32_t Permutation::operator()(std::uint32_t i) const {
  do mix(&i, 1);
  while (i > last_);
  return i;
}

/// Those still outside are gathered, for whether a number is inside cannot be foreseen.
void Permutation::apply(std::uint32_t* numbers, int count) const {
  mix(numbers, count);
  std::uint32_t outside[kAtOnce];
  int place[kAtOnce];
  int left = 0;
  for (int i = 0; i < count; ++i) {
    outside[left] = numbers[i];
    place[left] = i;
    left += numbers[i] > last_;
  }
  while (left > 0) {
    mix(outside, left);
    int still = 0;
    for (int i = 0; i < left; ++i) {
      const std::uint32_t x = outside[i];
      const int at = place[i];
      numbers[at] = outside[still] = x;
      place[still] = at;
      still += x > last_;
    }
    left = still;
  }
}

LatinHypercube::LatinHypercube(std::uint64_t seed, int columns, std::uint64_t draws)
    : draws_(draws) {
  for (int column = 0; column < columns; ++column) columns_.emplace_back(seed, column, draws);
}

void LatinHypercube::stratify(int column, std::uint64_t first, int count, double* uniforms) const {
  const Permutation& permutation = columns_[static_cast<std::size_t>(column)];
  const double width = 1 / static_cast<double>(draws_);
  for (int done = 0; done < count;) {
    const std::uint64_t draw = (first + static_cast<std::uint64_t>(done)) % draws_;
    const auto to_go = static_cast<std::uint64_t>(std::min(kAtOnce, count - done));
    const auto here = static_cast<int>(std::min(draws_ - draw, to_go));
    std::uint32_t strata[kAtOnce];
    for (int i = 0; i < here; ++i)
      strata[i] = static_cast<std::uint32_t>(draw) + static_cast<std::uint32_t>(i);
    permutation.apply(strata, here);
    double* u = uniforms + done;
    for (int i = 0; i < here; ++i)
      u[i] = std::clamp((static_cast<double>(strata[i]) + u[i]) * width, 0x1p-53, 1 - 0x1p-53);
    done += here;
  }
}

}  // namespace e2roi::sampling
