#include "engine/sampling/design.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/sampling/independent.hpp"

namespace e2roi::sampling {
namespace {

constexpr std::size_t kInputs = 5;

/// [input][draws] of a design.
std::vector<double> draws_of(DesignKind kind, std::uint64_t seed, std::size_t draws) {
  std::vector<double> u(8 * draws);
  const Design design(kind, seed, kInputs, draws);
  for (std::size_t block = 0; block < 2; ++block) {
    FourRows rows{};
    for (std::size_t i = 0; i < 4; ++i) rows[i] = u.data() + (4 * block + i) * draws;
    independent_uniforms(seed, block, 0, static_cast<int>(draws), rows);
  }
  for (std::size_t i = 0; i < kInputs; ++i)
    design.arrange(static_cast<int>(i), 0, static_cast<int>(draws), u.data() + i * draws);
  return u;
}

/// Root mean square error of the mean of a smooth function, over 64 seeds: the product of
/// 1 + (u_i - 1/2) / i, whose mean is 1.
double rmse(DesignKind kind, std::size_t draws) {
  constexpr std::uint64_t kSeeds = 64;
  double squares = 0;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const std::vector<double> u = draws_of(kind, seed, draws);
    double sum = 0;
    for (std::size_t draw = 0; draw < draws; ++draw) {
      double product = 1;
      for (std::size_t i = 0; i < kInputs; ++i)
        product *= 1 + (u[i * draws + draw] - 0.5) / static_cast<double>(i + 1);
      sum += product;
    }
    squares += std::pow(sum / static_cast<double>(draws) - 1, 2) / kSeeds;
  }
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE(
    "design: of a smooth function Sobol's mean errs less than a hypercube's, and that less "
    "than Monte Carlo's") {
  // By hand: Monte Carlo's variance is the product of 1 + 1 / (12 i^2) less 1; a hypercube's is
  // that less the sum of 1 / (12 i^2). Each RMSE of 64 seeds has a relative sd of 1 / sqrt(128),
  // so bounds of 40 % give a false alarm about once in 100,000 tests.
  double product = 1, sum = 0;
  for (double i = 1; i <= 5; ++i) {
    product *= 1 + 1 / (12 * i * i);
    sum += 1 / (12 * i * i);
  }
  for (const std::size_t draws : {128u, 2048u}) {
    const double independent = std::sqrt((product - 1) / static_cast<double>(draws));
    const double hypercube = std::sqrt((product - 1 - sum) / static_cast<double>(draws));
    CHECK(std::abs(rmse(DesignKind::kMonteCarlo, draws) / independent - 1) < 0.4);
    CHECK(std::abs(rmse(DesignKind::kLatinHypercube, draws) / hypercube - 1) < 0.4);
    CHECK(rmse(DesignKind::kSobol, draws) < hypercube / (draws == 128 ? 2 : 10));
  }
}

TEST_CASE("design: an error of Sobol's falls faster than with the square root of the draws") {
  // Sixteen times the draws: a quarter for independent ones, at most N^-1.2 of it here.
  CHECK(rmse(DesignKind::kSobol, 4096) < rmse(DesignKind::kSobol, 256) * std::pow(16, -1.2));
}

TEST_CASE("design: Monte Carlo leaves independent uniforms as they are") {
  const std::vector<double> u = draws_of(DesignKind::kMonteCarlo, 3, 256);
  std::vector<double> plain(4 * 256);
  independent_uniforms(3, 0, 0, 256,
                       {plain.data(), plain.data() + 256, plain.data() + 512, plain.data() + 768});
  for (std::size_t i = 0; i < plain.size(); ++i) CHECK(u[i] == plain[i]);
}

TEST_CASE("design: the names of a scenario name them, and no others") {
  CHECK(design_named("monte-carlo") == DesignKind::kMonteCarlo);
  CHECK(design_named("latin-hypercube") == DesignKind::kLatinHypercube);
  CHECK(design_named("sobol") == DesignKind::kSobol);
  CHECK_THROWS_AS(design_named("halton"), core::RunError);
}

}  // namespace e2roi::sampling
