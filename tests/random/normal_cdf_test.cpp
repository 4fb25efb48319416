#include "engine/random/normal_cdf.hpp"

#include <doctest/doctest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>

namespace e2roi::random {
namespace {

long double known(double z) {
  return boost::math::erfc(-static_cast<long double>(z) / std::sqrt(2.0L)) / 2;
}

}  // namespace

TEST_CASE("normal CDF: values in print") {
  CHECK(normal_cdf(0.0) == 0.5);
  // Abramowitz & Stegun (1964), table 26.1 and 26.2.
  CHECK(std::abs(normal_cdf(1.0) - 0.841344746068543) < 1e-15);
  CHECK(std::abs(normal_cdf(2.0) - 0.977249868051821) < 1e-15);
  CHECK(std::abs(normal_cdf(-3.0) / 0.001349898031630 - 1) < 1e-12);
  CHECK(std::abs(-std::log10(normal_cdf(-10.0)) - 23.11805) < 1e-5);
  CHECK(normal_cdf(-40.0) == 0);
  CHECK(normal_cdf(40.0) == 1);
}

TEST_CASE("normal CDF: relative error below 1.5e-15 where draws are, below 1e-13 to -37") {
  double worst = 0, far = 0;
  for (int i = -37 * 4096; i <= 37 * 4096; ++i) {
    const double z = i / 4096.0 + 1e-6 * (i % 7);
    const auto error =
        static_cast<double>(std::abs(static_cast<long double>(normal_cdf(z)) / known(z) - 1));
    (z > -8.5 ? worst : far) = std::max(z > -8.5 ? worst : far, error);
  }
  CHECK(worst < 1.5e-15);
  CHECK(far < 1e-13);
}

TEST_CASE("normal CDF: joins where its formulas meet, and a pack has the bits of doubles") {
  for (const double at : {0.67448975, 5.656854249492380195})
    for (const double sign : {-1.0, 1.0}) {
      const double below = normal_cdf(sign * at * (1 - 1e-15)),
                   above = normal_cdf(sign * at * (1 + 1e-15));
      CHECK(std::abs(below / above - 1) < 1e-13);
    }
  for (int i = -90; i < 90; ++i) {
    double z[core::kPackLanes], p[core::kPackLanes];
    for (int lane = 0; lane < core::kPackLanes; ++lane) z[lane] = 0.1 * i + 0.0173 * lane;
    core::store(p, normal_cdf(core::load(z)));
    for (int lane = 0; lane < core::kPackLanes; ++lane)
      CHECK(core::to_bits(p[lane]) == core::to_bits(normal_cdf(z[lane])));
  }
}

TEST_CASE("normal CDF: undoes the inverse normal over all of its range") {
  for (const double p : {0x1p-53, 1e-12, 1e-3, 0.2, 0.25, 0.5, 0.7, 0.75, 0.999, 1 - 0x1p-53})
    CHECK(std::abs(normal_cdf(inverse_normal(p)) / p - 1) < 1e-13);
}

}  // namespace e2roi::random
