#include "engine/sampling/fitting.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>
#include <vector>

#include "engine/sampling/distribution.hpp"
#include "tests/sampling/examples.hpp"

namespace e2roi::sampling {

TEST_CASE("fitting: the triangle found has the P10 and P90 that were asked for") {
  struct Triple {
    double p10, likely, p90;
  };
  for (const Triple& t : std::vector<Triple>{{2, 3, 5},
                                             {-5, -3, -2},
                                             {0, 0, 1},
                                             {0, 1, 1},
                                             {1, 1.000001, 2},
                                             {0.001, 0.003, 0.0031},
                                             {-1e6, 3, 1e6}}) {
    CAPTURE(t.p10);
    CAPTURE(t.p90);
    const auto [low, high] = triangle_ends(t.p10, t.likely, t.p90);
    CHECK(low < t.p10);
    CHECK(high > t.p90);
    const boost::math::triangular_distribution<long double> book(low, t.likely, high);
    const double width = t.p90 - t.p10;
    CHECK(std::abs(static_cast<double>(quantile(book, 0.1L)) - t.p10) <=
          1e-14 * width + 1e-15 * std::abs(t.p10));
    CHECK(std::abs(static_cast<double>(quantile(book, 0.9L)) - t.p90) <=
          1e-14 * width + 1e-15 * std::abs(t.p90));
  }
}

TEST_CASE("fitting: the ends of a triangle computed backwards are found again") {
  // triangular(0, 1, 4): P10 = sqrt(0.1 * 4 * 1), P90 = 4 - sqrt(0.1 * 4 * 3).
  const auto [low, high] = triangle_ends(std::sqrt(0.4), 1, 4 - std::sqrt(1.2));
  CHECK(std::abs(low) < 1e-14);
  CHECK(high == doctest::Approx(4).epsilon(1e-14));
}

TEST_CASE("fitting: a metalog passes through its three quantiles") {
  for (const auto& d : {Distribution::p10_p50_p90(2, 6, 15), Distribution::p10_p50_p90(-3, 1, 8)}) {
    const auto& m = std::get<Metalog>(d.shape());
    CHECK(d.quantile(0.1) == doctest::Approx(m.p10).epsilon(1e-14));
    CHECK(d.quantile(0.5) == doctest::Approx(m.p50).epsilon(1e-15));
    CHECK(d.quantile(0.9) == doctest::Approx(m.p90).epsilon(1e-14));
  }
}

TEST_CASE("fitting: a metalog rises up to the edge of its range, and would fall beyond it") {
  const auto falls = [](double p50) {
    const auto [a1, a2, a3] = metalog_terms(0, p50, 1);
    for (double u = 0.0005; u < 0.9995; u += 0.0005) {
      const double slope =
          a2 / (u * (1 - u)) + a3 * ((u - 0.5) / (u * (1 - u)) + std::log(u / (1 - u)));
      if (slope < 0) return true;
    }
    return false;
  };
  CHECK_FALSE(falls(kMetalogEdge + 1e-6));
  CHECK(falls(kMetalogEdge - 1e-6));
  CHECK_FALSE(falls(1 - kMetalogEdge - 1e-6));
  CHECK(falls(1 - kMetalogEdge + 1e-6));
}

TEST_CASE("fitting: the mean of a positive metalog agrees with the integral of its quantiles") {
  const auto d = Distribution::p10_p50_p90(2, 3, 5);
  CHECK(d.mean() == doctest::Approx(tests::integral(d, [](double x) { return x; })).epsilon(1e-9));
}

TEST_CASE("fitting: a positive metalog without skew of the logarithm is a log-logistic") {
  // Mean of the log-logistic with scale 1 and shape 1/a2: pi a2/sin(pi a2).
  const double a2 = std::log(4.0) / (2 * std::log(9.0));
  const double pi = 3.14159265358979323846;
  CHECK(exp_metalog_mean(metalog_terms(-std::log(2.0), 0, std::log(2.0))) ==
        doctest::Approx(pi * a2 / std::sin(pi * a2)).epsilon(1e-13));
  CHECK(exp_metalog_mean({0, 0.9, 0}) ==
        doctest::Approx(0.9 * pi / std::sin(0.9 * pi)).epsilon(1e-12));
}

TEST_CASE("fitting: a positive metalog with too heavy a tail has an infinite mean") {
  CHECK(std::isinf(Distribution::p10_p50_p90(0.01, 1, 100).mean()));
  CHECK(std::isfinite(Distribution::p10_p50_p90(0.2, 1, 5).mean()));
  CHECK(std::isinf(exp_metalog_mean({0, 0.8, 0.4})));
  CHECK(std::isfinite(exp_metalog_mean({0, 1.1, -0.4})));
}

}  // namespace e2roi::sampling
