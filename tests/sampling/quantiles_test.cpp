#include "engine/sampling/quantiles.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <cmath>
#include <vector>

#include "engine/sampling/beta_quantile.hpp"
#include "tests/sampling/examples.hpp"

namespace e2roi::sampling {
namespace {

using tests::probabilities;

/// Compares with Boost's quantile in long double at all probabilities, relative to `scale` or the
/// value itself (scale 0); and Boost's distribution function undoes the quantile.
template <class Boost, class Quantile>
void check_against(const Boost& book, Quantile quantile_at, double tolerance, double scale = 0) {
  for (const double u : probabilities()) {
    CAPTURE(u);
    const double got = quantile_at(u);
    const double expected = static_cast<double>(quantile(book, static_cast<long double>(u)));
    const double size = scale > 0 ? scale : std::abs(expected);
    CHECK(std::abs(got - expected) <= tolerance * size);
    if (u > 1e-7 && u < 1 - 1e-7) CHECK(std::abs(cdf(book, got) - u) <= 1e-13L);
  }
}

/// A quantile over packs gives the bits that it gives over doubles, one by one.
template <class Quantile>
void check_pack(Quantile quantile_at) {
  const std::vector<double> u = probabilities();
  for (std::size_t i = 0; i + core::kPackLanes <= u.size(); i += core::kPackLanes) {
    double got[core::kPackLanes];
    core::store(got, quantile_at(core::load(u.data() + i)));
    for (std::size_t lane = 0; lane < core::kPackLanes; ++lane)
      CHECK(core::to_bits(got[lane]) == core::to_bits(quantile_at(u[i + lane])));
  }
}

}  // namespace

TEST_CASE("quantiles: uniform agrees with Boost") {
  check_against(
      boost::math::uniform_distribution<long double>(-2, 5),
      [](double u) { return uniform_quantile(u, -2, 5); }, 1e-15, 7);
}

TEST_CASE("quantiles: triangular agrees with Boost, modes at the ends too") {
  check_against(
      boost::math::triangular_distribution<long double>(10, 20, 36),
      [](double u) { return triangular_quantile(u, 10, 20, 36); }, 1e-15);
  check_against(
      boost::math::triangular_distribution<long double>(0, 0, 1),
      [](double u) { return triangular_quantile(u, 0, 0, 1); }, 1e-15, 1);
  check_against(
      boost::math::triangular_distribution<long double>(-1, 1, 1),
      [](double u) { return triangular_quantile(u, -1, 1, 1); }, 1e-15, 1);
}

TEST_CASE("quantiles: normal agrees with Boost") {
  check_against(
      boost::math::normal_distribution<long double>(3, 2),
      [](double u) { return normal_quantile(u, 3, 2); }, 1e-15, 10);
}

TEST_CASE("quantiles: lognormal agrees with Boost, P90 is what defines it") {
  const double sigma = std::log(2.5) / 1.2815515655446004;
  check_against(
      boost::math::lognormal_distribution<long double>(std::log(6.0L), sigma),
      [sigma](double u) { return lognormal_quantile(u, 6, sigma); }, 1e-14);
  CHECK(lognormal_quantile(0.9, 6, sigma) == doctest::Approx(15).epsilon(1e-14));
  CHECK(lognormal_quantile(0.5, 6, sigma) == 6);
}

TEST_CASE("quantiles: metalog is Keelin's formula") {
  for (const double u : probabilities()) {
    const long double logit = std::log(static_cast<long double>(u)) - log1pl(-u);
    const auto expected = static_cast<double>(1.5L + 2 * logit - 3 * (u - 0.5L) * logit);
    CHECK(std::abs(metalog_quantile(u, 1.5, 2, -3) - expected) <=
          1e-15 * (1.5 + 3.5 * std::abs(static_cast<double>(logit))));
  }
}

TEST_CASE("quantiles: beta agrees with Boost's distribution function over its whole range") {
  struct Parameters {
    double a, b;
  };
  for (const Parameters& p : std::vector<Parameters>{
           {2, 60}, {5, 5}, {0.5, 0.7}, {1, 1}, {1e-3, 1e-3}, {1e6, 1e6}, {1, 5}, {300, 0.01}}) {
    CAPTURE(p.a);
    CAPTURE(p.b);
    const boost::math::beta_distribution<long double> book(p.a, p.b);
    double before = -1;
    for (const double u : probabilities()) {
      CAPTURE(u);
      const double x = beta_quantile(u, p.a, p.b);
      CHECK(x >= before);
      CHECK(x <= 1);
      before = x;
      // Rounding x to a double moves the probability by up to density * ulp, and to 0 below
      // 2^-1022.
      const long double above = cdf(book, std::min(1.0, std::max(x * (1 + 4e-16), 0x1p-1022)));
      const long double below = x < 0x1p-1022 ? 0.0L : cdf(book, x * (1 - 4e-16));
      CHECK(below <= u * (1 + 1e-12L));
      CHECK(above >= u * (1 - 1e-12L));
    }
  }
}

TEST_CASE("quantiles: the median of a symmetric beta is its middle, where ibeta_inv gives up") {
  CHECK(beta_quantile(0.5, 5, 5) == 0.5);
  CHECK(beta_quantile(0.5, 3, 3) == doctest::Approx(0.5).epsilon(1e-15));
}

TEST_CASE("quantiles: where ibeta_inv gives up, bisection finds the same values") {
  for (const double u : {1e-9, 0.1, 0.3, 0.77, 0.999})
    CHECK(std::abs(beta_quantile_by_bisection(u, 2, 60) - beta_quantile(u, 2, 60)) <= 1e-15);
}

TEST_CASE("quantiles: a pack of draws answers like the draws one by one") {
  check_pack([](const auto& u) { return uniform_quantile(u, 0.3, 0.8); });
  check_pack([](const auto& u) { return triangular_quantile(u, 10, 20, 36); });
  check_pack([](const auto& u) { return normal_quantile(u, 3, 1); });
  check_pack([](const auto& u) { return lognormal_quantile(u, 6, 0.7); });
  check_pack([](const auto& u) { return metalog_quantile(u, 6, 0.7, -0.5); });
}

}  // namespace e2roi::sampling
