#include "engine/sampling/latin_hypercube.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <vector>

#include "engine/core/error.hpp"

namespace e2roi::sampling {
namespace {

std::vector<std::uint32_t> all_of(const Permutation& permutation, std::uint64_t size) {
  std::vector<std::uint32_t> images(size);
  for (std::uint32_t i = 0; i < size; ++i) images[i] = permutation(i);
  return images;
}

bool is_bijection(std::vector<std::uint32_t> images) {
  std::sort(images.begin(), images.end());
  for (std::size_t i = 0; i < images.size(); ++i)
    if (images[i] != i) return false;
  return true;
}

/// Correlation of two permutations of 0 … n-1.
double correlation(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  const auto n = static_cast<double>(a.size());
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += (static_cast<double>(a[i]) - (n - 1) / 2) * (static_cast<double>(b[i]) - (n - 1) / 2);
  return sum / (n * (n * n - 1) / 12);
}

}  // namespace

TEST_CASE("latin hypercube: a permutation of any size is one") {
  for (std::uint64_t size = 1; size <= 300; ++size)
    CHECK_MESSAGE(is_bijection(all_of({3, static_cast<int>(size % 7), size}, size)), size);
  for (const std::uint64_t size : {1023u, 1024u, 1025u, 7919u, 20'000u, 65'536u, 104'729u})
    for (const std::uint64_t seed : {0u, 1u, 2u})
      CHECK_MESSAGE(is_bijection(all_of({seed, 5, size}, size)), size);
}

TEST_CASE("latin hypercube: strata of as many draws as there can be stay below their number") {
  for (const std::uint64_t size : {(kMostStrata >> 1) + 1, kMostStrata - 5, kMostStrata}) {
    const Permutation permutation(1, 2, size);
    for (std::uint32_t i = 0; i < 1000; ++i)
      CHECK(permutation(static_cast<std::uint32_t>(size - 1 - i)) < size);
  }
  CHECK_THROWS_WITH_AS(Permutation(1, 2, kMostStrata + 1), doctest::Contains("4294967297"),
                       core::RunError);
  CHECK_THROWS_AS(Permutation(1, 2, 0), core::RunError);
}

TEST_CASE("latin hypercube: many numbers at once go where they go one by one") {
  const Permutation permutation(9, 4, 20'000);
  std::vector<std::uint32_t> numbers(256);
  std::iota(numbers.begin(), numbers.end(), 1234);
  std::vector<std::uint32_t> expected;
  for (const std::uint32_t number : numbers) expected.push_back(permutation(number));
  permutation.apply(numbers.data(), 256);
  CHECK(numbers == expected);
}

TEST_CASE("latin hypercube: all permutations of small sizes are equally likely") {
  // 80,000 keys; chi-squared with size! - 1 degrees of freedom within 4.4 of its sd: a false alarm
  // once in 10,000 tests.
  for (const std::uint64_t size : {2u, 3u, 4u, 5u, 6u}) {
    std::map<std::vector<std::uint32_t>, int> counts;
    for (std::uint64_t seed = 0; seed < 80'000; ++seed) ++counts[all_of({seed, 3, size}, size)];
    double cells = 1;
    for (std::uint64_t i = 2; i <= size; ++i) cells *= static_cast<double>(i);
    REQUIRE(static_cast<double>(counts.size()) == cells);
    double chi_squared = 0;
    for (const auto& [images, count] : counts)
      chi_squared += std::pow(count - 80'000 / cells, 2) / (80'000 / cells);
    CAPTURE(size);
    CHECK(chi_squared < cells - 1 + 4.4 * std::sqrt(2 * (cells - 1)) + 4.4);
  }
}

TEST_CASE("latin hypercube: a draw goes to all strata equally often, and so does a pair to two") {
  // 200,000 keys, 37 × 36 pairs of strata of 37, or of as many groups of 9 of 333; bounds as above.
  constexpr std::size_t kGroups = 37;
  constexpr double kKeys = 200'000;
  for (const std::uint32_t group : {1u, 9u}) {
    const auto size = static_cast<std::uint32_t>(kGroups * group);
    for (const std::uint32_t other : {1u, 32u}) {
      std::vector<double> counts(kGroups * kGroups);
      for (std::uint64_t seed = 0; seed < 200'000; ++seed) {
        const Permutation permutation(seed, 11, size);
        ++counts[permutation(0) / group * kGroups + permutation(other) / group];
      }
      double chi_squared = 0, cells = -1;
      for (std::size_t a = 0; a < kGroups; ++a)
        for (std::size_t b = 0; b < kGroups; ++b) {
          const double pairs = group * (group - (a == b ? 1.0 : 0.0));
          const double expected = kKeys * pairs / (size * (size - 1.0));
          const double count = counts[a * kGroups + b];
          if (pairs == 0) {
            CHECK(count == 0);
          } else {
            chi_squared += (count - expected) * (count - expected) / expected;
            ++cells;
          }
        }
      CAPTURE(size);
      CAPTURE(other);
      CHECK(std::abs(chi_squared - cells) < 4.4 * std::sqrt(2 * cells));
    }
  }
}

TEST_CASE("latin hypercube: the strata of two inputs are uncorrelated") {
  // Of 60 columns of 997 strata, 1,770 pairs: correlations have sd 1 / sqrt(996); a largest above
  // 4.9 sd comes once in 500 tests, their mean square is within 4.4 sd of its own.
  std::vector<std::vector<std::uint32_t>> columns;
  for (int column = 0; column < 60; ++column) columns.push_back(all_of({1, column, 997}, 997));
  double largest = 0, squares = 0;
  for (std::size_t a = 0; a < columns.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const double z = correlation(columns[a], columns[b]) * std::sqrt(996.0);
      largest = std::max(largest, std::abs(z));
      squares += z * z / 1770;
    }
  CHECK(largest < 4.9);
  CHECK(std::abs(squares - 1) < 4.4 * std::sqrt(2.0 / 1770));
}

TEST_CASE("latin hypercube: each of N strata has one draw, wherever in it") {
  for (const std::uint64_t draws : {1u, 2u, 7u, 256u, 1000u, 4096u}) {
    const LatinHypercube design(4, 3, draws);
    for (const double within : {0x1p-53, 0.5, 1 - 0x1p-53}) {
      std::vector<double> u(draws, within);
      design.stratify(2, 0, static_cast<int>(draws), u.data());
      std::sort(u.begin(), u.end());
      for (std::size_t i = 0; i < draws; ++i) {
        const auto n = static_cast<double>(draws);
        CHECK(std::abs(u[i] - (static_cast<double>(i) + within) / n) < 1e-15);
        CHECK((u[i] >= 0x1p-53 && u[i] <= 1 - 0x1p-53));
      }
    }
  }
}

TEST_CASE("latin hypercube: a draw is the same made alone, and surplus draws repeat") {
  const LatinHypercube design(8, 2, 1000);
  std::vector<double> all(1008, 0.25);
  design.stratify(1, 0, 1008, all.data());
  for (const std::uint64_t draw : {0u, 1u, 255u, 256u, 999u}) {
    double alone = 0.25;
    design.stratify(1, draw, 1, &alone);
    CHECK(alone == all[draw]);
  }
  for (std::size_t i = 0; i < 8; ++i) CHECK(all[1000 + i] == all[i]);
}

}  // namespace e2roi::sampling
