#include "engine/sampling/copula.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/real.hpp"
#include "engine/sampling/correlation_matrix.hpp"
#include "engine/sampling/independent.hpp"

namespace e2roi::sampling {
namespace {

constexpr std::size_t kDraws = 20'000;

/// [4][kDraws] independent uniforms.
std::vector<double> uniforms() {
  std::vector<double> u(4 * kDraws);
  independent_uniforms(11, 0, 0, kDraws,
                       {u.data(), u.data() + kDraws, u.data() + 2 * kDraws, u.data() + 3 * kDraws});
  return u;
}

std::vector<double> correlated(const std::vector<RankCorrelation>& pairs) {
  std::vector<double> u = uniforms();
  GaussianCopula(pairs).apply(kDraws, kDraws, u.data());
  return u;
}

std::vector<double> ranks_of(const double* values) {
  std::vector<std::size_t> order(kDraws);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(kDraws);
  for (std::size_t i = 0; i < kDraws; ++i) ranks[order[i]] = static_cast<double>(i);
  return ranks;
}

double spearman(const std::vector<double>& u, std::size_t a, std::size_t b) {
  const std::vector<double> x = ranks_of(u.data() + a * kDraws),
                            y = ranks_of(u.data() + b * kDraws);
  double squares = 0;
  for (std::size_t i = 0; i < kDraws; ++i) squares += (x[i] - y[i]) * (x[i] - y[i]);
  constexpr double kN = kDraws;
  return 1 - 6 * squares / (kN * (kN * kN - 1));
}

/// Kolmogorov's distance from the uniform distribution, times the root of the draws.
double distance(const double* u) {
  std::vector<double> sorted(u, u + kDraws);
  std::sort(sorted.begin(), sorted.end());
  double most = 0;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const double below = static_cast<double>(i) / kDraws,
                 above = static_cast<double>(i + 1) / kDraws;
    most = std::max({most, sorted[i] - below, above - sorted[i]});
  }
  return most * std::sqrt(static_cast<double>(kDraws));
}

// A sample's Spearman correlation has a standard error of at most 1.1 / sqrt(draws); five of them
// are passed less than once in a million tests.
const double kBound = 5 * 1.1 / std::sqrt(static_cast<double>(kDraws));

}  // namespace

TEST_CASE("copula: Pearson's relation between rank and normal correlation") {
  for (const double rank : {-0.999, -0.6, -1e-9, 0.0, 0.1, 0.5, 0.9, 0.9999}) {
    CHECK(normal_correlation(rank) ==
          doctest::Approx(2 * std::sin(3.14159265358979323846 * rank / 6)).epsilon(1e-15));
    CHECK(rank_correlation(normal_correlation(rank)) == doctest::Approx(rank).epsilon(1e-13));
  }
  CHECK(normal_correlation(0.5) == doctest::Approx(0.517638090205041525).epsilon(1e-15));
}

TEST_CASE("copula: a sample has the rank correlation that was asked for, within its error") {
  for (const double rank : {-0.95, -0.5, 0.1, 0.6, 0.99})
    CHECK(std::abs(spearman(correlated({{0, 2, rank}}), 0, 2) - rank) < kBound);
}

TEST_CASE("copula: in a chain of three the ends are correlated as asked, also not at all") {
  const std::vector<double> u = correlated({{0, 1, 0.6}, {1, 3, 0.6}});
  CHECK(std::abs(spearman(u, 0, 1) - 0.6) < kBound);
  CHECK(std::abs(spearman(u, 1, 3) - 0.6) < kBound);
  CHECK(std::abs(spearman(u, 0, 3)) < kBound);
  CHECK(std::abs(spearman(u, 0, 2)) < kBound);
  const std::vector<double> closed = correlated({{0, 1, 0.6}, {1, 3, 0.6}, {0, 3, -0.2}});
  CHECK(std::abs(spearman(closed, 0, 3) + 0.2) < kBound);
}

TEST_CASE("copula: margins stay uniform") {
  // Kolmogorov's distance passes 2.4 once in 50,000 tests.
  const std::vector<double> u = correlated({{0, 1, 0.8}, {1, 2, -0.4}, {2, 3, 0.3}});
  for (std::size_t i = 0; i < 4; ++i) CHECK(distance(u.data() + i * kDraws) < 2.4);
}

TEST_CASE("copula: the first of a group and inputs of none keep their bits, and so does all at 0") {
  const std::vector<double> plain = uniforms(), u = correlated({{1, 3, 0.8}});
  for (std::size_t i : {0u, 1u, 2u})
    CHECK(std::equal(plain.begin() + static_cast<std::ptrdiff_t>(i * kDraws),
                     plain.begin() + static_cast<std::ptrdiff_t>((i + 1) * kDraws),
                     u.begin() + static_cast<std::ptrdiff_t>(i * kDraws)));
  CHECK(!std::equal(plain.begin() + 3 * kDraws, plain.end(), u.begin() + 3 * kDraws));
  const std::vector<double> apart = correlated({{1, 3, 0.0}});
  for (std::size_t i = 0; i < kDraws; ++i)
    CHECK(std::abs(apart[3 * kDraws + i] - plain[3 * kDraws + i]) < 1e-13);
  CHECK(correlated({}) == plain);
}

TEST_CASE("copula: uniforms at the ends of their range stay within it") {
  std::vector<double> u(4 * 8);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t draw = 0; draw < 8; ++draw)
      u[i * 8 + draw] = draw % 2 == 0 ? 0x1p-53 : 1 - 0x1p-53;
  const std::vector<RankCorrelation> pairs = {{0, 1, 0.5}, {0, 2, 0.5}, {0, 3, 0.5},
                                              {1, 2, 0.5}, {1, 3, 0.5}, {2, 3, 0.5}};
  GaussianCopula(pairs).apply(8, 8, u.data());
  for (const double value : u) CHECK((value >= 0x1p-53 && value <= 1 - 0x1p-53));
}

TEST_CASE("copula: groups are what pairs join, by rising id") {
  const std::vector<RankCorrelation> pairs = {{4, 9, 0.1}, {2, 3, 0.1}, {3, 7, 0.1}, {7, 8, 0.1}};
  CHECK(groups_of(pairs) == std::vector<std::vector<int>>{{2, 3, 7, 8}, {4, 9}});
  CHECK(groups_of({}).empty());
}

TEST_CASE("copula: the nearest correlation matrix is the one that Higham prints") {
  // Higham (2002), section 4: the tridiagonal matrix of 1 has 0.7607 beside the diagonal and
  // 0.1573 in the corner.
  Eigen::MatrixXd given(3, 3);
  given << 1, 1, 0, 1, 1, 1, 0, 1, 1;
  const Eigen::MatrixXd nearest = nearest_correlations(given, 0);
  CHECK(nearest(0, 1) == doctest::Approx(0.7607).epsilon(1e-4));
  CHECK(nearest(0, 2) == doctest::Approx(0.1573).epsilon(5e-4));
  CHECK(nearest(1, 2) == doctest::Approx(0.7607).epsilon(1e-4));
}

TEST_CASE("copula: correlations that cannot hold together are refused, their repair can hold") {
  const std::vector<RankCorrelation> pairs = {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}, {0, 3, 0.5}};
  CHECK_THROWS_AS(GaussianCopula{pairs}, core::RunError);
  const auto found = repair({0, 1, 2, 3}, pairs);
  REQUIRE(found);
  CHECK(found->least_eigenvalue < -0.5);
  REQUIRE(found->nearest.size() == 6);
  CHECK_FALSE(repair({0, 1, 2, 3}, found->nearest));
  CHECK_NOTHROW(GaussianCopula{found->nearest});
  // It is near: hardly more can be had of the first pair before it cannot hold again.
  std::vector<RankCorrelation> more = found->nearest;
  for (RankCorrelation& pair : more) pair.rank *= 1.03;
  CHECK(repair({0, 1, 2, 3}, more));
  for (const double step : {0.0, 0.01}) {
    std::vector<RankCorrelation> scaled = pairs;
    for (RankCorrelation& pair : scaled) pair.rank *= found->factor + step;
    CHECK(repair({0, 1, 2, 3}, scaled).has_value() == (step > 0));
  }
}

}  // namespace e2roi::sampling
