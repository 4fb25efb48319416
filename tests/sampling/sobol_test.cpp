#include "engine/sampling/sobol.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

#include "engine/core/error.hpp"

namespace e2roi::sampling {
namespace {

constexpr std::size_t kPoints = 1024;

/// Scrambled points [dimension][kPoints].
std::vector<double> scrambled(std::uint64_t seed, int dimensions, std::uint64_t first = 0) {
  std::vector<double> columns(static_cast<std::size_t>(dimensions) * kPoints);
  ScrambledSobol(seed, dimensions).fill(first, kPoints, kPoints, columns.data());
  return columns;
}

/// Whether each of the 2^a × 2^b boxes holds the same number of the first 2^k points.
bool is_balanced(const double* x, const double* y, std::size_t k, std::size_t a, std::size_t b) {
  std::vector<int> counts(std::size_t{1} << (a + b));
  for (std::size_t i = 0; i < std::size_t{1} << k; ++i) {
    const auto column = static_cast<std::size_t>(x[i] * std::ldexp(1.0, static_cast<int>(a)));
    const auto row = static_cast<std::size_t>(y[i] * std::ldexp(1.0, static_cast<int>(b)));
    ++counts[(row << a) + column];
  }
  return std::set<int>(counts.begin(), counts.end()).size() == 1;
}

}  // namespace

TEST_CASE("sobol: the first points are those in print") {
  // By Gray code, as Bratley & Fox (1988) and Joe & Kuo (2008) print them; dimension 2 by hand: its
  // polynomial x^2 + x + 1 and m = 1, 3 make directions 1/2, 3/4, 3/8.
  // 0 1/2 3/4 1/4 3/8 7/8 5/8 1/8; 0 1/2 1/4 3/4 3/8 7/8 1/8 5/8; 0 1/2 1/4 3/4 5/8 1/8 7/8 3/8.
  const auto eighths = [](int dimension) {
    const SobolDimension sequence(dimension);
    std::array<int, 8> points{};
    for (std::uint32_t n = 0; n < 8; ++n)
      points[n] = static_cast<int>(sequence.point(n ^ (n >> 1)) >> 29);
    return points;
  };
  CHECK(eighths(0) == std::array{0, 4, 6, 2, 3, 7, 5, 1});
  CHECK(eighths(1) == std::array{0, 4, 2, 6, 3, 7, 1, 5});
  CHECK(eighths(2) == std::array{0, 4, 2, 6, 5, 1, 7, 3});
  // In natural order dimension 0 is van der Corput's sequence.
  for (std::uint32_t n = 0; n < 4; ++n)
    CHECK(SobolDimension(0).point(n) == (std::array{0u, 2u, 1u, 3u}[n] << 30));
}

TEST_CASE(
    "sobol: 1,000 points of 256 dimensions are those of Boost.Random, which goes by Gray code") {
  boost::random::sobol other(256);
  for (std::uint32_t n = 1; n <= 1000; ++n)
    for (int dimension = 0; dimension < 256; ++dimension) {
      const auto expected = static_cast<std::uint32_t>(other() >> 32);
      const std::uint32_t got = SobolDimension(dimension).point(n ^ (n >> 1));
      if (got != expected) REQUIRE(got == expected);
    }
}

TEST_CASE(
    "sobol: 8,191 points of all 512 dimensions are those of SciPy's own copy of the numbers") {
  // FNV-1a over points 1 … 8,191 by Gray code, each its 512 fractions of 2^32; the constant is that
  // of scipy.stats.qmc.Sobol(512, scramble=False, bits=32), SciPy 1.10.1, made from the file
  // new-joe-kuo-6.21201. So many points take 13 direction numbers, all that the file gives of a
  // dimension below 512.
  std::vector<SobolDimension> dimensions;
  for (int d = 0; d < kSobolDimensions; ++d) dimensions.emplace_back(d);
  std::uint64_t hash = 0xcbf29ce484222325;
  for (std::uint32_t n = 1; n <= 8191; ++n)
    for (const SobolDimension& dimension : dimensions)
      hash = (hash ^ dimension.point(n ^ (n >> 1))) * 0x100000001b3;
  CHECK(hash == 0xf345e0eb927efb25);
}

TEST_CASE("sobol: a point is the same made alone, in any piece and beside other dimensions") {
  const std::vector<double> all = scrambled(7, 6, 500);
  const ScrambledSobol fewer(7, 5);
  for (std::size_t at : {0u, 1u, 11u, 12u, 13u, 267u, 268u, 999u}) {
    double alone[5 * 8];
    fewer.fill(500 + at, 1, 8, alone);
    for (std::size_t d = 0; d < 5; ++d) CHECK(alone[d * 8] == all[d * kPoints + at]);
  }
}

TEST_CASE("sobol: scrambling keeps every one- and two-dimensional net") {
  // Pairs of the first dimensions are (0,m,2)-nets; Joe & Kuo's other pairs are not for all m.
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const std::vector<double> u = scrambled(seed, 200);
    for (std::size_t d = 0; d < 200; ++d)
      for (std::size_t k = 0; k <= 10; ++k) CHECK(is_balanced(&u[d * kPoints], &u[0], k, k, 0));
    for (std::size_t k = 0; k <= 10; ++k)
      for (std::size_t a = 0; a <= k; ++a) CHECK(is_balanced(&u[0], &u[kPoints], k, a, k - a));
  }
}

TEST_CASE("sobol: any aligned run of 2^k points is stratified, far out and past 2^32 too") {
  for (const std::uint64_t first : {std::uint64_t{1024}, std::uint64_t{5} << 10,
                                    (std::uint64_t{1} << 32) - 1024, std::uint64_t{1} << 32}) {
    const std::vector<double> u = scrambled(3, 2, first);
    CHECK(is_balanced(&u[0], &u[kPoints], 10, 10, 0));
    CHECK(is_balanced(&u[0], &u[kPoints], 10, 4, 6));
  }
  // The next 2^32 points are scrambled in another way, not only in their last 20 bits.
  std::vector<double> here(kPoints, 0.5), there(kPoints, 0.5);
  const ScrambledSobol design(3, 1);
  design.stratify(0, 0, kPoints, here.data());
  design.stratify(0, std::uint64_t{1} << 32, kPoints, there.data());
  CHECK(here != there);
}

TEST_CASE("sobol: the three highest nodes of the scrambling are turned over independently") {
  // 2^7 ways to turn 1 + 2 + 4 nodes, 12,800 seeds: chi-squared with 127 degrees of freedom is
  // below 202.6 but for one test in 100,000; four dimensions.
  constexpr int kSeeds = 12'800;
  for (int dimension : {0, 1, 5, 100}) {
    const SobolDimension plain(dimension);
    std::array<int, 128> counts{};
    for (int seed = 0; seed < kSeeds; ++seed) {
      const ScrambledSobol design(static_cast<std::uint64_t>(seed), dimension + 1);
      double u[8] = {};
      design.stratify(dimension, 0, 8, u);
      unsigned turns = 0;
      for (std::uint32_t n = 0; n < 8; ++n) {
        const std::uint32_t was = plain.point(n) >> 29;
        const unsigned turned = was ^ static_cast<unsigned>(u[n] * 8);
        turns |= (turned >> 2) << 0;                        // the root
        turns |= ((turned >> 1) & 1u) << (1 + (was >> 2));  // a half
        turns |= (turned & 1u) << (3 + (was >> 1));         // a quarter
      }
      ++counts[turns];
    }
    double chi_squared = 0;
    for (const int count : counts) chi_squared += (count - 100.0) * (count - 100.0) / 100.0;
    CAPTURE(dimension);
    CHECK(chi_squared < 202.6);
    CHECK(chi_squared > 72.0);
  }
}

TEST_CASE("sobol: points are inside (0, 1), and keep the range that quantiles ask for") {
  const ScrambledSobol design(1, 1);
  for (const double end : {0x1p-53, 1 - 0x1p-53}) {
    std::vector<double> u(kPoints, end);
    design.stratify(0, 0, kPoints, u.data());
    for (const double value : u) CHECK((value >= 0x1p-53 && value <= 1 - 0x1p-53));
  }
}

TEST_CASE("sobol: dimensions that there are not are refused with the number there are") {
  CHECK_THROWS_WITH_AS(SobolDimension(512), doctest::Contains("0 to 511"), core::RunError);
  CHECK_THROWS_AS(SobolDimension(-1), core::RunError);
  CHECK_THROWS_AS(ScrambledSobol(1, 513), core::RunError);
  CHECK_THROWS_AS(ScrambledSobol(1, 0), core::RunError);
  CHECK(ScrambledSobol(1, 512).dimensions() == 512);
}

}  // namespace e2roi::sampling
