#pragma once
#include <cstdint>
#include <vector>

#include "engine/random/inverse_normal.hpp"
#include "engine/random/words.hpp"

/// Standard normals for tests: pure functions of (seed, column, row).
inline std::vector<double> normals(std::uint64_t seed, std::uint64_t column, std::size_t rows) {
  namespace random = e2roi::random;
  std::vector<double> values;
  for (std::uint64_t row = 0; row < rows; ++row)
    values.push_back(random::inverse_normal(
        random::uniform_of_lane<double>(random::block_of<std::uint64_t>(seed, row, column, 0)[0])));
  return values;
}
