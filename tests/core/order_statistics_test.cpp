#include "engine/core/order_statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using e2roi::core::settle;

TEST_CASE("order statistics: settled ranks hold what sorting puts there, on every shape and size") {
  std::mt19937_64 engine(5);
  std::normal_distribution<double> normal;
  const auto shapes = {
      +[](double z) { return z; },
      +[](double z) { return 1e6 + 1e-6 * z; },
      +[](double z) { return std::exp(6 * z); },
      +[](double z) { return z < 0.5 ? 0.0 : z; },
      +[](double) { return 7.0; },
      +[](double z) { return z > 3 ? 1e300 : -1e300 * (z < -3); },
      +[](double z) { return std::floor(3 * z); },
  };
  for (const auto shape : shapes)
    for (const std::size_t count : {1u, 2u, 10u, 4095u, 4096u, 50'000u}) {
      std::vector<double> values(count);
      for (double& value : values) value = shape(normal(engine));
      std::vector<double> sorted = values;
      std::sort(sorted.begin(), sorted.end());
      std::vector<std::size_t> ranks;
      for (const double share : {0.0, 0.05, 0.051, 0.5, 0.5001, 0.95, 1.0})
        ranks.push_back(static_cast<std::size_t>(share * static_cast<double>(count - 1)));
      ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
      settle(values, ranks);
      for (const std::size_t rank : ranks) CHECK(values[rank] == sorted[rank]);
    }
}

TEST_CASE("order statistics: no ranks, no work") {
  std::vector<double> values = {3, 1, 2};
  settle(values, {});
  CHECK(values == std::vector<double>{3, 1, 2});
}
