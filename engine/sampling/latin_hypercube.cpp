#include "engine/sampling/latin_hypercube.hpp"

#include <algorithm>
#include <bit>

#include "engine/random/words.hpp"

namespace e2roi::sampling {
namespace {

constexpr int kAtOnce = 256;

}  // namespace

Permutation::Permutation(std::uint64_t seed, int column, std::uint64_t size) : size_(size) {
  const int bits = static_cast<int>(std::bit_width(size - 1));
  mask_ = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  shift_ = std::max(1, (bits + 1) / 2);
  for (std::size_t pair = 0; pair < 2; ++pair) {
    const auto words =
        random::block_of<std::uint64_t>(seed, static_cast<std::uint64_t>(column),
                                        random::kDesignMonth, random::kPermutationBlock + pair);
    rounds_[2 * pair] = {words[0] | 1u, words[1]};
    rounds_[2 * pair + 1] = {words[2] | 1u, words[3]};
  }
}

/// Each step can be undone: an odd product and a sum modulo 2^bits, x ^ (x >> shift).
std::uint64_t Permutation::mixed(std::uint64_t x) const {
  for (const Round& round : rounds_) {
    x = (x * round.multiply + round.add) & mask_;
    x ^= x >> shift_;
  }
  return x;
}

std::uint64_t Permutation::operator()(std::uint64_t i) const {
  do i = mixed(i);
  while (i >= size_);
  return i;
}

/// Those still outside are gathered, for whether a number is inside cannot be foreseen.
void Permutation::apply(std::uint64_t* numbers, int count) const {
  std::uint64_t outside[kAtOnce];
  int place[kAtOnce];
  int left = 0;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t x = mixed(numbers[i]);
    numbers[i] = outside[left] = x;
    place[left] = i;
    left += x >= size_;
  }
  while (left > 0) {
    int still = 0;
    for (int i = 0; i < left; ++i) {
      const std::uint64_t x = mixed(outside[i]);
      const int at = place[i];
      numbers[at] = outside[still] = x;
      place[still] = at;
      still += x >= size_;
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
  const auto width = static_cast<double>(draws_);
  std::uint64_t draw = first % draws_;
  for (int done = 0; done < count; done += kAtOnce) {
    const int here = std::min(kAtOnce, count - done);
    std::uint64_t strata[kAtOnce];
    for (int i = 0; i < here; ++i) {
      strata[i] = draw;
      draw = draw + 1 == draws_ ? 0 : draw + 1;
    }
    permutation.apply(strata, here);
    double* u = uniforms + done;
    for (int i = 0; i < here; ++i)
      u[i] = std::clamp((static_cast<double>(static_cast<std::int64_t>(strata[i])) + u[i]) / width,
                        0x1p-53, 1 - 0x1p-53);
  }
}

}  // namespace e2roi::sampling
