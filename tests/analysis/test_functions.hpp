#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "engine/analysis/resampling.hpp"
#include "engine/random/words.hpp"

/// Functions whose Sobol indices are known, and random numbers to try them with.
namespace e2roi::analysis {

/// Uniform in (0, 1).
inline double uniform(std::uint64_t seed, std::uint64_t row, std::uint64_t column) {
  const auto words = random::block_of<std::uint64_t>(seed, row, 0, column);
  return random::uniform_of_lane<double>(words[0]);
}

/// Ishigami & Homma (1990) with a = 7, b = 0.1, of three uniforms.
/// First order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437.
inline double ishigami(std::span<const double> u) {
  const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}
inline constexpr std::array<double, 3> kIshigamiFirst = {0.31390519, 0.44241114, 0};
inline constexpr std::array<double, 3> kIshigamiTotal = {0.55758886, 0.44241114, 0.24368366};

/// Sobol's g (Saltelli & Sobol 1995): the product of (|4 u - 2| + a) / (1 + a).
inline constexpr std::array<double, 6> kG = {0, 0.5, 3, 9, 99, 99};
inline double sobol_g(std::span<const double> u) {
  double product = 1;
  for (std::size_t i = 0; i < kG.size(); ++i)
    product *= (std::abs(4 * u[i] - 2) + kG[i]) / (1 + kG[i]);
  return product;
}
/// V_i = 1/(3 (1+a_i)^2), V = prod(1+V_i) - 1; first V_i / V, total V_i prod_{j!=i}(1+V_j) / V.
inline std::array<std::array<double, 6>, 2> sobol_g_indices() {
  std::array<double, 6> alone;
  double product = 1;
  for (std::size_t i = 0; i < kG.size(); ++i) {
    alone[i] = 1 / (3 * (1 + kG[i]) * (1 + kG[i]));
    product *= 1 + alone[i];
  }
  std::array<std::array<double, 6>, 2> indices;
  for (std::size_t i = 0; i < kG.size(); ++i) {
    indices[0][i] = alone[i] / (product - 1);
    indices[1][i] = alone[i] * product / (1 + alone[i]) / (product - 1);
  }
  return indices;
}

/// Outputs of a Saltelli design of independent uniforms, in the order of sobol_indices().
template <class Function>
std::vector<double> design_outputs(Function function, std::size_t factors, std::uint64_t base,
                                   std::uint64_t seed) {
  std::vector<double> outputs, a(factors), b(factors);
  for (std::uint64_t row = 0; row < base; ++row) {
    for (std::size_t i = 0; i < factors; ++i) {
      a[i] = uniform(seed, row, i);
      b[i] = uniform(seed, row, 64 + i);
    }
    outputs.push_back(function(a));
    for (std::size_t i = 0; i < factors; ++i) {
      std::vector<double> mixed = a;
      mixed[i] = b[i];
      outputs.push_back(function(mixed));
    }
    outputs.push_back(function(b));
  }
  return outputs;
}

inline Resampling test_resampling(std::size_t rows, std::size_t replicates, std::uint64_t seed) {
  return {rows, replicates, [=](std::size_t replicate, std::span<std::uint8_t> counts) {
            std::fill(counts.begin(), counts.end(), std::uint8_t{0});
            for (std::size_t i = 0; i < rows; ++i) {
              const double u = uniform(seed, i, 1000 + replicate);
              ++counts[static_cast<std::size_t>(u * static_cast<double>(rows))];
            }
          }};
}

}  // namespace e2roi::analysis
