#include "engine/analysis/shapley.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "engine/analysis/moments.hpp"

namespace e2roi::analysis {
namespace {

std::vector<double> shapley_of(std::size_t players, const std::vector<double>& worth) {
  std::vector<double> values(players);
  Shapley(players).values(worth, values);
  return values;
}

}  // namespace

TEST_CASE("shapley: in the airport game each landing pays its share of every stretch it uses") {
  // Littlechild and Owen 1973: a coalition costs as much as its longest runway. Runways 1, 3, 6,
  // 10: stretches 1 (shared by 4), 2 (by 3), 3 (by 2), 4 (by 1).
  const std::array<double, 4> runway{1, 3, 6, 10};
  std::vector<double> cost(16, 0.0);
  for (std::size_t set = 0; set < 16; ++set)
    for (std::size_t i = 0; i < 4; ++i)
      if (set >> i & 1) cost[set] = std::max(cost[set], runway[i]);
  const std::vector<double> values = shapley_of(4, cost);
  CHECK(values[0] == doctest::Approx(1.0 / 4));
  CHECK(values[1] == doctest::Approx(1.0 / 4 + 2.0 / 3));
  CHECK(values[2] == doctest::Approx(1.0 / 4 + 2.0 / 3 + 3.0 / 2));
  CHECK(values[3] == doctest::Approx(1.0 / 4 + 2.0 / 3 + 3.0 / 2 + 4));
}

TEST_CASE("shapley: of two left gloves and a right one, the right one is worth two thirds") {
  // Shubik's glove game: players 0 and 1 have a left glove, 2 the right one; a pair is worth 1.
  const std::vector<double> values = shapley_of(3, {0, 0, 0, 0, 0, 1, 1, 1});
  CHECK(values[0] == doctest::Approx(1.0 / 6));
  CHECK(values[1] == doctest::Approx(1.0 / 6));
  CHECK(values[2] == doctest::Approx(2.0 / 3));
}

TEST_CASE("shapley: values sum to what all are worth more than none, whatever the game") {
  for (std::size_t players = 0; players <= 7; ++players) {
    std::vector<double> worth;
    for (std::size_t set = 0; set < std::size_t{1} << players; ++set)
      worth.push_back(static_cast<double>((set * 2654435761U) % 1000) - 500.0);
    double sum = 0;
    for (const double value : shapley_of(players, worth)) sum += value;
    CHECK(sum == doctest::Approx(worth.back() - worth.front()).epsilon(1e-12));
  }
}

TEST_CASE("shapley: who adds nothing to anybody gets nothing") {
  std::vector<double> worth;
  for (std::size_t set = 0; set < 32; ++set)  // player 3 does not count
    worth.push_back(static_cast<double>(std::popcount(set & 23) * std::popcount(set & 23)));
  CHECK(shapley_of(5, worth)[3] == 0);
}

TEST_CASE("moments: mean and its standard error, by hand") {
  RunningMoments moments;
  CHECK(std::isnan(moments.mean().value));
  moments.add(1e9 + 1);
  CHECK(std::isnan(moments.mean().standard_error));
  for (const double value : {1e9 + 2, 1e9 + 3, 1e9 + 6}) moments.add(value);
  CHECK(moments.mean().value == 1e9 + 3);
  CHECK(moments.mean().standard_error == doctest::Approx(std::sqrt(14.0 / 3 / 4)));
}

}  // namespace e2roi::analysis
