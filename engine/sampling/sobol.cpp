#include "engine/sampling/sobol.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include "engine/core/error.hpp"
#include "engine/random/words.hpp"
#include "engine/sampling/independent.hpp"

namespace e2roi::sampling {
namespace {

constexpr int kBits = kSobolBits;
constexpr int kAligned = 256;  ///< points whose numbers differ in their last eight bits only

std::uint32_t reversed(std::uint32_t bits) {
  bits = (bits >> 16) | (bits << 16);
  bits = ((bits >> 8) & 0x00ff00ffu) | ((bits & 0x00ff00ffu) << 8);
  bits = ((bits >> 4) & 0x0f0f0f0fu) | ((bits & 0x0f0f0f0fu) << 4);
  bits = ((bits >> 2) & 0x33333333u) | ((bits & 0x33333333u) << 2);
  return ((bits >> 1) & 0x55555555u) | ((bits & 0x55555555u) << 1);
}

using Words = random::Quad<std::uint64_t>;

Words words_of(std::uint64_t seed, int dimension, std::uint64_t block) {
  return random::block_of<std::uint64_t>(seed, static_cast<std::uint64_t>(dimension),
                                         random::kDesignMonth, random::kScramblingBlock + block);
}

}  // namespace

Scrambling::Scrambling(std::uint64_t seed, int dimension, std::uint64_t segment) {
  const Words nodes = words_of(seed, dimension, 2 * segment);
  turns_.fill(0);
  for (std::size_t level = 0; level < 8; ++level)
    for (std::size_t prefix = 0, size = std::size_t{1} << level; prefix < size; ++prefix) {
      const std::size_t node = size + prefix;  // 1 … 255
      const auto turn = static_cast<std::uint8_t>((nodes[node / 64] >> node % 64 & 1u) << level);
      const auto so_far = static_cast<std::uint8_t>(turns_[prefix] | turn);
      turns_[prefix] = turns_[prefix + size] = so_far;
    }
  const Words keys = words_of(seed, dimension, 2 * segment + 1);
  const auto low = [&](std::size_t i) { return static_cast<std::uint32_t>(keys[i]); };
  const auto high = [&](std::size_t i) { return static_cast<std::uint32_t>(keys[i] >> 32); };
  add_ = {low(0), high(0), low(1)};
  multiply_ = {low(2) | 1u, high(2) | 1u};
}

/// Sums, odd products and x ^ x·even carry upwards only, so they are nested in reversed bits too.
std::uint32_t Scrambling::of_reversed(std::uint32_t x) const {
  x ^= turns_[x & 0xffu];
  x += add_[0];
  x ^= x * 0x6c50b47cu;
  x *= multiply_[0];
  x ^= x * 0xb82f1e52u;
  x += add_[1];
  x ^= x * 0xc7afe638u;
  x *= multiply_[1];
  x ^= x * 0x8d22f6e6u;
  return x + add_[2];
}

SobolDimension::SobolDimension(int dimension) {
  if (dimension < 0 || dimension >= kSobolDimensions)
    throw core::RunError("Sobol's sequence has dimensions 0 to " +
                         std::to_string(kSobolDimensions - 1) + " here, not " +
                         std::to_string(dimension));
  const auto m = sobol_integers(dimension);
  for (std::size_t k = 0; k < kBits; ++k) reversed_[k] = reversed(m[k] << (kBits - 1 - k));
}

std::uint32_t SobolDimension::point(std::uint32_t n) const {
  std::uint32_t bits = 0;
  for (std::size_t k = 0; n != 0; n >>= 1, ++k)
    if (n & 1u) bits ^= reversed_[k];
  return reversed(bits);
}

void SobolDimension::reversed_points(std::uint32_t n, std::uint32_t* points) const {
  points[0] = reversed(point(n));
  for (std::size_t k = 0, size = 1; size < kAligned; ++k, size *= 2)
    for (std::size_t i = 0; i < size; ++i) points[size + i] = points[i] ^ reversed_[k];
}

ScrambledSobol::ScrambledSobol(std::uint64_t seed, int dimensions) : seed_(seed) {
  if (dimensions < 1)
    throw core::RunError("a Sobol design needs at least one dimension, not " +
                         std::to_string(dimensions));
  for (int i = 0; i < dimensions; ++i) dimensions_.push_back({SobolDimension(i), {seed, i, 0}});
}

void ScrambledSobol::stratify(int dimension, std::uint64_t first, int count,
                              double* uniforms) const {
  const Dimension& column = dimensions_[static_cast<std::size_t>(dimension)];
  for (int done = 0; done < count;) {
    const std::uint64_t number = first + static_cast<std::uint64_t>(done);
    const auto skipped = static_cast<int>(number % kAligned);
    const int here = std::min(kAligned - skipped, count - done);
    std::uint32_t points[kAligned];
    column.sequence.reversed_points(
        static_cast<std::uint32_t>(number) & ~std::uint32_t{kAligned - 1}, points);
    const std::uint64_t segment = number >> kBits;
    const Scrambling scrambling =
        segment == 0 ? column.scrambling : Scrambling(seed_, dimension, segment);
    const std::uint32_t* from = points + skipped;
    double* u = uniforms + done;
    for (int i = 0; i < here; ++i) {
      // All exact: 32 bits of the point, 20 of the number there was, and a half.
      const auto last = static_cast<std::int32_t>(u[i] * 0x1p20);
      const auto leading = static_cast<double>(reversed(scrambling.of_reversed(from[i])));
      u[i] = (leading * 0x1p20 + (last + 0.5)) * 0x1p-52;
    }
    done += here;
  }
}

void ScrambledSobol::fill(std::uint64_t first, int count, std::size_t stride,
                          double* columns) const {
  for (int from = 0; from < dimensions(); from += 4) {
    FourRows rows{};
    for (int i = 0; i < 4 && from + i < dimensions(); ++i)
      rows[static_cast<std::size_t>(i)] = columns + static_cast<std::size_t>(from + i) * stride;
    independent_uniforms(seed_, static_cast<std::uint64_t>(from / 4), first, count, rows);
    for (int i = 0; i < 4 && from + i < dimensions(); ++i)
      stratify(from + i, first, count, rows[static_cast<std::size_t>(i)]);
  }
}

}  // namespace e2roi::sampling
