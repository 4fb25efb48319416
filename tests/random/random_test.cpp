#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "engine/random/inverse_normal.hpp"
#include "engine/random/threefry.hpp"
#include "engine/random/words.hpp"

namespace e2roi::random {
namespace {

/// Lines of a known-answer file that are not comments, split at spaces.
std::vector<std::vector<std::string>> known_answers(const std::string& name) {
  std::ifstream stream(std::string(E2ROI_TESTS) + "/known_answers/" + name);
  REQUIRE(stream.good());
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    rows.emplace_back(std::istream_iterator<std::string>(words),
                      std::istream_iterator<std::string>());
  }
  return rows;
}

}  // namespace

TEST_CASE("Threefry4x64-20 gives the published words, alone and in a pack") {
  const auto rows = known_answers("threefry4x64_20.txt");
  REQUIRE(rows.size() == 4);
  for (const auto& row : rows) {
    REQUIRE(row.size() == 12);
    std::uint64_t word[12];
    for (std::size_t i = 0; i < 12; ++i) word[i] = std::stoull(row[i], nullptr, 16);
    const auto quad = [&](std::size_t from) {
      return Quad<std::uint64_t>{word[from], word[from + 1], word[from + 2], word[from + 3]};
    };
    CHECK(threefry4x64<std::uint64_t>(quad(0), quad(4)) == quad(8));

    Quad<core::PackBits> counter, key;
    for (std::size_t i = 0; i < 4; ++i) {
      counter[i] = core::PackBits(word[i]);
      key[i] = core::PackBits(word[4 + i]);
    }
    const Quad<core::PackBits> packs = threefry4x64<core::PackBits>(counter, key);
    for (std::size_t i = 0; i < 4; ++i) {
      std::uint64_t lanes[core::kPackLanes];
      __builtin_memcpy(lanes, &packs[i], sizeof lanes);
      for (const std::uint64_t lane : lanes) CHECK(lane == word[8 + i]);
    }
  }
}

TEST_CASE("uniforms are exact and never 0 or 1") {
  CHECK(uniform_of_half<double>(0) == 0x1p-33);
  CHECK(uniform_of_half<double>(0xffffffffu) == 1 - 0x1p-33);
  CHECK(uniform_of_lane<double>(0) == 0x1p-53);
  CHECK(uniform_of_lane<double>(~std::uint64_t{0}) == 1 - 0x1p-53);
}

TEST_CASE("a month's word is the low half of its lane where it is even, the high half where odd") {
  constexpr int kWords = 24;
  double got[kWords];
  month_uniforms<double>(20130630, 8589934609u, 59, kWords, got);
  // Words 16 to 23 are block 2: the lanes stand in the known answers.
  CHECK(got[16] == (0x533be6dbu + 0.5) * 0x1p-32);
  CHECK(got[17] == (0xd7a880c6u + 0.5) * 0x1p-32);
  CHECK(got[23] == (0x62b97248u + 0.5) * 0x1p-32);
}

TEST_CASE("a pack's noise is that of its draws one by one") {
  constexpr int kWords = 32;
  std::uint64_t numbers[core::kPackLanes];
  for (std::uint64_t i = 0; i < core::kPackLanes; ++i) numbers[i] = 4294967290u + i;
  core::PackBits draws;
  __builtin_memcpy(&draws, numbers, sizeof numbers);
  core::Pack packs[kWords];
  month_uniforms<core::Pack>(7, draws, 3, kWords, packs);
  for (std::size_t lane = 0; lane < core::kPackLanes; ++lane) {
    double alone[kWords];
    month_uniforms<double>(7, numbers[lane], 3, kWords, alone);
    for (std::size_t w = 0; w < kWords; ++w) {
      double values[core::kPackLanes];
      core::store(values, packs[w]);
      CHECK(values[lane] == alone[w]);
    }
  }
}

TEST_CASE("the inverse normal errs by less than 1e-15 of its value, centre and both tails") {
  const auto rows = known_answers("inverse_normal.txt");
  REQUIRE(rows.size() > 100);
  for (const auto& row : rows) {
    const double p = std::strtod(row[0].c_str(), nullptr);
    const double z = std::strtod(row[1].c_str(), nullptr);
    CHECK_MESSAGE(std::abs(inverse_normal(p) - z) <= 1e-15 * std::abs(z), row[0] << " " << row[1]);
    double lanes[core::kPackLanes];
    core::store(lanes, inverse_normal(core::Pack(p)));
    CHECK(lanes[5] == inverse_normal(p));
  }
}

TEST_CASE("the inverse normal is 0 at a half, odd about it, and rises") {
  CHECK(inverse_normal(0.5) == 0.0);
  double before = -10;
  for (int i = 1; i < 4096; ++i) {
    const double p = i / 4096.0;  // 1 - p is exact
    CHECK(inverse_normal(1 - p) == -inverse_normal(p));
    CHECK(inverse_normal(p) > before);
    before = inverse_normal(p);
  }
}

TEST_CASE("noise has the moments of independent standard normals") {
  // 200,000 normals of one word; bounds of 4.9 standard errors: a false alarm once in a million.
  const int n = 200'000;
  double sum = 0, square = 0, cross = 0;
  for (int i = 0; i < n; ++i) {
    double u[8];
    month_uniforms<double>(99, static_cast<std::uint64_t>(i), 0, 8, u);
    const double a = inverse_normal(u[0]), b = inverse_normal(u[1]);
    sum += a;
    square += a * a;
    cross += a * b;
  }
  CHECK(std::abs(sum / n) < 4.9 / std::sqrt(n));
  CHECK(std::abs(square / n - 1) < 4.9 * std::sqrt(2.0 / n));
  CHECK(std::abs(cross / n) < 4.9 / std::sqrt(n));
}

}  // namespace e2roi::random
