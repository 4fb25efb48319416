#include "engine/analysis/tornado.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "engine/core/error.hpp"

using namespace e2roi::analysis;

namespace {

constexpr std::size_t kDraws = 1000;

/// Three inputs that fall independently of each other (steps coprime to the number of draws): one
/// that rises 0 … 999 in another order, one that does the same, one that never changes.
std::vector<double> inputs() {
  std::vector<double> values;
  for (const std::size_t step : {7U, 337U})
    for (std::size_t draw = 0; draw < kDraws; ++draw)
      values.push_back(static_cast<double>(draw * step % kDraws));
  values.insert(values.end(), kDraws, 5.0);
  return values;
}

}  // namespace

TEST_CASE("tornado: means of the outermost tenths, the widest swing first, constants left out") {
  const std::vector<double> values = inputs();
  std::vector<double> outcome(kDraws);
  for (std::size_t draw = 0; draw < kDraws; ++draw) outcome[draw] = 10 - 2 * values[kDraws + draw];
  const std::vector<Swing> swings = Tornado(values, 3, kDraws).of(outcome, 10);
  REQUIRE(swings.size() == 2);
  // By hand: the lowest tenth of the second input is 0 … 99 with mean 49.5, its highest 900 … 999.
  const Swing& widest = swings[0];
  CHECK(widest.input == 1);
  CHECK(widest.low_value == 100);
  CHECK(widest.high_value == 899);
  CHECK(widest.at_low.value == doctest::Approx(10 - 2 * 49.5));
  CHECK(widest.at_high.value == doctest::Approx(10 - 2 * 949.5));
  CHECK(widest.swing() == doctest::Approx(-1800));
  // The standard error of the mean of 0, 2 … 198: sd sqrt(4 (100² − 1)/12 · 100/99) over 10.
  CHECK(widest.at_low.standard_error == doctest::Approx(5.8023).epsilon(1e-4));
  CHECK(widest.share.value > 0.98);
  CHECK(swings[1].input == 0);
  CHECK(std::abs(swings[1].swing()) < 200);
}

TEST_CASE("tornado: gives no more swings than asked for, and refuses too few draws") {
  const std::vector<double> values = inputs();
  const std::vector<double> outcome(values.begin(), values.begin() + kDraws);
  CHECK(Tornado(values, 3, kDraws).of(outcome, 1).size() == 1);
  CHECK_THROWS_WITH_AS(Tornado(values, 3, kFewestDrawsForTornado - 1),
                       "a tornado needs at least 200 draws; there are 199", e2roi::core::Error);
}
