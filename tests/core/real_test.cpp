#include "engine/core/real.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace e2roi::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Error of `got` in units of the last place of the exact value.
double ulps(double got, long double exact) {
  const double nearest = std::abs(static_cast<double>(exact));
  return std::abs(
      static_cast<double>((got - exact) / (std::nextafter(nearest, kInfinity) - nearest)));
}

/// Every function over a pack gives the bits that it gives over doubles, one by one.
template <class F>
void check_pack_like_doubles(const std::vector<double>& values, F function) {
  for (std::size_t i = 0; i + kPackLanes <= values.size(); i += kPackLanes) {
    double got[kPackLanes];
    store(got, function(load(values.data() + i)));
    for (std::size_t lane = 0; lane < kPackLanes; ++lane)
      CHECK_MESSAGE(to_bits(got[lane]) == to_bits(function(values[i + lane])), values[i + lane]);
  }
}

std::vector<double> spread(double from, double to, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(from + (to - from) * (i + 0.37) / count);
  return values;
}

}  // namespace

TEST_CASE("exp stays within 1.1 ulp over its whole range") {
  double worst = 0;
  for (const double x : spread(-708.0, 709.5, 200'000))
    worst = std::max(worst, ulps(exp(x), expl(x)));
  for (const double x : spread(-0.4, 0.4, 200'000)) worst = std::max(worst, ulps(exp(x), expl(x)));
  CHECK(worst < 1.1);
}

TEST_CASE("exp is 1 at 0, 0 far below and infinite far above") {
  CHECK(exp(0.0) == 1.0);
  CHECK(exp(-0.0) == 1.0);
  CHECK(exp(-709.0) == 0.0);
  CHECK(exp(-kInfinity) == 0.0);
  CHECK(exp(710.0) == kInfinity);
  CHECK(exp(kInfinity) == kInfinity);
}

TEST_CASE("exp without ends is exp inside them, and exp with clamped ends stays finite") {
  for (const double x : spread(-708.0, 709.0, 20'000)) {
    CHECK(exp_bounded(x) == exp(x));
    CHECK(exp_clamped(x) == exp(x));
  }
  CHECK(exp_clamped(-1e9) == exp(-708.0));
  CHECK(exp_clamped(1e9) == exp(709.0));
  CHECK(exp_clamped(-kInfinity) == exp(-708.0));
}

TEST_CASE("the mean survival of a month is (1 - e^-h)/h within 4e-16, 1 at 0 and 1/h in the end") {
  double worst = 0;
  for (const auto& hazards : {spread(0.0, 0.6, 200'000), spread(0.4, 40.0, 50'000)})
    for (const double h : hazards) {
      const long double exact = -expm1l(-static_cast<long double>(h)) / h;
      worst = std::max(worst, std::abs(static_cast<double>((mean_survival(h) - exact) / exact)));
    }
  CHECK(worst < 4e-16);
  CHECK(mean_survival(0.0) == 1.0);
  CHECK(mean_survival(1e-300) == 1.0);
  CHECK(mean_survival(2000.0) == 1 / 2000.0);
  // What survives is never below nothing.
  for (const double h : spread(30.0, 4000.0, 20'000)) CHECK(1 - h * mean_survival(h) >= 0);
}

TEST_CASE("log stays within 1 ulp over all magnitudes and near 1") {
  double worst = 0;
  for (const double e : spread(-1022.0, 1023.0, 200'000)) {
    const double x = std::exp2(e);
    worst = std::max(worst, ulps(log(x), logl(x)));
  }
  for (const double x : spread(0.5, 2.0, 200'000)) worst = std::max(worst, ulps(log(x), logl(x)));
  CHECK(worst < 1.0);
}

TEST_CASE("log is 0 at 1, minus infinity at 0 and at subnormal numbers") {
  CHECK(log(1.0) == 0.0);
  CHECK(log(0.0) == -kInfinity);
  CHECK(log(std::numeric_limits<double>::denorm_min()) == -kInfinity);
  CHECK(log(std::numeric_limits<double>::min()) == doctest::Approx(-708.3964185322641));
}

TEST_CASE("log of positive numbers is log where they are normal, and finite at 0") {
  for (const double e : spread(-1022.0, 1023.0, 20'000)) {
    const double x = std::exp2(e);
    CHECK(log_positive(x) == log(x));
  }
  CHECK(log_positive(0.0) == doctest::Approx(-709.1).epsilon(1e-4));
}

TEST_CASE("pow keeps its stated error, which grows with the logarithm of the result") {
  for (const double x : spread(1e-6, 40.0, 300))
    for (const double y : spread(-8.0, 30.0, 300)) {
      const long double exact = powl(x, y);
      if (exact < 1e-300L || exact > 1e300L) continue;
      const double relative = std::abs(static_cast<double>((pow(x, y) - exact) / exact));
      CHECK(relative <= (2.5 + 3 * std::abs(y * std::log(x))) * 0x1p-53);
    }
  CHECK(pow(0.0, 0.5) == 0.0);
  CHECK(pow(1.0, 3.0) == 1.0);
}

TEST_CASE("a pack of draws answers like the draws one by one, to the bit") {
  const std::vector<double> any_sign = spread(-720.0, 720.0, 4000);
  const std::vector<double> positive = spread(0.0, 1e6, 4000);
  check_pack_like_doubles(any_sign, [](auto x) { return exp(x); });
  check_pack_like_doubles(any_sign, [](auto x) { return exp_clamped(x); });
  check_pack_like_doubles(positive, [](auto x) { return log(x); });
  check_pack_like_doubles(positive, [](auto x) { return log_positive(x); });
  check_pack_like_doubles(spread(0.0, 2.0, 4000), [](auto x) { return mean_survival(x); });
  check_pack_like_doubles(positive, [](auto x) { return sqrt(x); });
  check_pack_like_doubles(positive, [](auto x) { return pow(x, decltype(x)(0.3)); });
  check_pack_like_doubles(any_sign, [](auto x) { return clip01(x); });
  check_pack_like_doubles(any_sign, [](auto x) {
    using Real = decltype(x);
    return select(x < Real(3.0), x * x - Real(1.0), Real(2.0) / x);
  });
}

TEST_CASE("minimum and maximum take the second argument where either is not a number") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(min(nan, 1.0) == 1.0);
  CHECK(max(nan, 1.0) == 1.0);
  double got[kPackLanes];
  store(got, min(Pack(nan), Pack(1.0)));
  CHECK(got[3] == 1.0);
  store(got, max(Pack(1.0), Pack(nan)));
  CHECK(std::isnan(got[3]));
  CHECK(std::isnan(max(1.0, nan)));
}

TEST_CASE("octaves are whole at powers of 2, linear between, and the same in a pack") {
  CHECK(octaves(1.0) == 0);
  CHECK(octaves(1.5) == 0.5);
  CHECK(octaves(2.0) == 1);
  CHECK(octaves(3.0) == 1.5);
  CHECK(octaves(0x1p1000) == 1000);
  CHECK(octaves(0x1.8p1023) == 1023.5);
  double before = -1;
  for (double x = 1; x < 1e6; x *= 1.0001) {
    CHECK(octaves(x) > before);
    before = octaves(x);
  }
  check_pack_like_doubles({1.0, 1.1, 1.9999999999, 2.0, 7.3, 1e10, 1e300, 5.0, 1.0 + 1e-12},
                          [](auto x) { return octaves(x); });
}

TEST_CASE("a mask is any when one lane is true") {
  std::vector<double> values(kPackLanes, 1.0);
  CHECK_FALSE(any(load(values.data()) < Pack(0.0)));
  for (double& value : values) {
    value = -1.0;
    CHECK(any(load(values.data()) < Pack(0.0)));
    value = 1.0;
  }
}

TEST_CASE("lanes of a pack are stored side by side and loaded back to where they were") {
  const Pack pack = load(std::vector<double>{10, 11, 12, 13, 14, 15, 16, 17}.data());
  for (unsigned lanes = 0; lanes < 256; ++lanes) {
    double together[kPackLanes], after[kPackLanes];
    const int count = store_lanes(lanes, pack, together);
    int place = 0;
    for (unsigned lane = 0; lane < kPackLanes; ++lane)
      if ((lanes >> lane & 1) != 0) CHECK(together[place++] == 10.0 + lane);
    CHECK(count == place);
    for (int i = 0; i < count; ++i) together[i] += 100;
    Pack changed = pack;
    CHECK(load_lanes(lanes, together, changed) == count);
    store(after, changed);
    for (unsigned lane = 0; lane < kPackLanes; ++lane)
      CHECK(after[lane] == 10.0 + lane + ((lanes >> lane & 1) != 0 ? 100 : 0));
  }
}

}  // namespace e2roi::core
