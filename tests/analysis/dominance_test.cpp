#include "engine/analysis/dominance.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/analysis/sample.hpp"

namespace e2roi::analysis {
namespace {

Orders dominance(const std::vector<double>& a, const std::vector<double>& b) {
  return orders(Ranked(a), Ranked(b));
}

}  // namespace

TEST_CASE("ranked: tails of 1 to 110 are those by hand, the last value counting in part") {
  std::vector<double> values(110);
  std::iota(values.rbegin(), values.rend(), 1.0);
  const Ranked ranked(values);
  // 5 % of 110 is 5.5 values: 1 + 2 + 3 + 4 + 5 + 6/2 = 18.
  const Tail& tail = ranked.tail(4);
  CHECK(tail.quantile == 6);
  CHECK(tail.mean == doctest::Approx(18 / 5.5).epsilon(1e-14));
  CHECK(tail.shortfall_sum == 5 + 4 + 3 + 2 + 1);
  CHECK(tail.shortfall_square_sum == 25 + 16 + 9 + 4 + 1);
  CHECK(ranked.tail(99).mean == doctest::Approx(55.5).epsilon(1e-14));
  CHECK(ranked.order()[0] == 109);
  CHECK(ranked.steps()[109] == 0);  // 1 % of 110: the least two, 1 and 2
  CHECK(ranked.steps()[108] == 0);
  CHECK(ranked.steps()[107] == 1);
  CHECK(ranked.steps()[0] == 99);
}

TEST_CASE("dominance: a normal shifted up dominates in both orders, whatever ties the two") {
  const tests::Population normal = tests::normal();
  const std::vector<double> b = normal.sample(1, 0, 20'000);
  std::vector<double> independent = normal.sample(2, 0, 20'000, 0.3), paired(b);
  for (double& value : paired) value += 0.01;
  for (const std::vector<double>& a : {independent, paired}) {
    const Orders found = dominance(a, b);
    CHECK(found.first.verdict == Verdict::kDominates);
    CHECK(found.second.verdict == Verdict::kDominates);
    // The other way round it is refuted, and the gap has the other sign.
    const Orders back = dominance(b, a);
    CHECK(back.first.verdict == Verdict::kDoesNot);
    CHECK(back.second.verdict == Verdict::kDoesNot);
    CHECK(back.first.gap.value < 0);
  }
  // Every quantile and every tail mean is apart by the shift, known without error.
  const Orders found = dominance(paired, b);
  CHECK(found.first.gap.value == doctest::Approx(0.01).epsilon(1e-9));
  CHECK(found.second.gap.value == doctest::Approx(0.01).epsilon(1e-9));
  CHECK(found.first.gap.standard_error == doctest::Approx(0).epsilon(1e-3));
  CHECK(found.second.gap.standard_error == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("dominance: a mean-preserving spread is dominated in the second order only") {
  const tests::Population normal = tests::normal();
  const std::vector<double> calm = normal.sample(3, 0, 20'000);
  const std::vector<double> wild = normal.sample(4, 0, 20'000, 0, 1.5);
  const Orders found = dominance(calm, wild);
  CHECK(found.first.verdict == Verdict::kDoesNot);
  CHECK(found.first.level > 0.5);  // violated among the good futures
  CHECK(found.first.gap.value < 0);
  CHECK(found.second.verdict == Verdict::kDominates);
  CHECK(found.second.level > 0.95);  // closest where the means are
  CHECK(dominance(wild, calm).second.verdict == Verdict::kDoesNot);
}

TEST_CASE("dominance: where distributions cross in their bad cases neither order holds") {
  const tests::Population normal = tests::normal();
  const std::vector<double> risky = normal.sample(5, 0, 20'000, 0.2, 2);
  const std::vector<double> calm = normal.sample(6, 0, 20'000);
  const Orders found = dominance(risky, calm);
  CHECK(found.first.verdict == Verdict::kDoesNot);
  CHECK(found.second.verdict == Verdict::kDoesNot);
  // The quantile gap at its level is 0.2 + (2 - 1)·z(level), within four standard errors (one false
  // alarm in 16,000); that of the tails 0.2 - phi(z)/level.
  const double z = random::inverse_normal(found.first.level);
  CHECK(std::abs(found.first.gap.value - (0.2 + z)) < 4 * found.first.gap.standard_error);
  const double q = random::inverse_normal(found.second.level);
  const double tail =
      0.2 - std::exp(-q * q / 2) / std::sqrt(2 * 3.14159265358979) / found.second.level;
  CHECK(std::abs(found.second.gap.value - tail) < 4 * found.second.gap.standard_error);
}

TEST_CASE("dominance: a certain path is told from a risky one") {
  const std::vector<double> stay(1000, 0.0);
  const std::vector<double> risky = tests::normal().sample(7, 0, 1000, 0.5);
  std::vector<double> safe(risky);
  for (double& value : safe) value = std::abs(value) + 0.1;
  CHECK(dominance(risky, stay).first.verdict == Verdict::kDoesNot);
  CHECK(dominance(risky, stay).second.verdict == Verdict::kDoesNot);
  CHECK(dominance(safe, stay).first.verdict == Verdict::kDominates);
  CHECK(dominance(stay, risky).first.verdict == Verdict::kDoesNot);
}

TEST_CASE(
    "dominance: paths that are equal below and better above dominate; equal draws decide nothing") {
  std::vector<double> b = tests::normal().sample(8, 0, 5000), a(b);
  for (double& value : a) value = std::max(value, 1.5 * value);
  CHECK(dominance(a, b).first.verdict == Verdict::kDominates);
  CHECK(dominance(a, b).second.verdict == Verdict::kDominates);
  CHECK(dominance(b, b).first.verdict == Verdict::kUndecided);
  CHECK(dominance(b, b).second.verdict == Verdict::kUndecided);
  CHECK(std::isnan(dominance(b, b).first.gap.value));
}

TEST_CASE("dominance: a lead at every level looked at does not speak for the tail below them") {
  // Ahead by 0.5, but for a disaster of -100 in 30 of 20,000 draws: fewer than the lowest level, 1
  // %.
  const std::vector<double> b = tests::normal().sample(10, 0, 20'000);
  std::vector<double> a(b);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += i % 667 == 0 ? -100 : 0.5;
  CHECK(first_order(Ranked(a), Ranked(b)).verdict == Verdict::kDominates);
  CHECK(dominance(a, b).first.verdict == Verdict::kDoesNot);  // which the mean of the tail shows
  CHECK(dominance(a, b).second.verdict == Verdict::kDoesNot);
  // One disaster of -3,000 is too rare to refute, but not to withhold the second order.
  a = b;
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += i == 0 ? -3000 : 0.5;
  CHECK(dominance(a, b).first.verdict == Verdict::kDominates);
  CHECK(dominance(a, b).second.verdict == Verdict::kUndecided);
}

TEST_CASE("dominance: below 200 draws nothing is said") {
  const std::vector<double> a = tests::normal().sample(9, 0, 199, 9), b(199, 0.0);
  CHECK(!dominance(a, b).first.is_tested);
  CHECK(!dominance(a, b).second.is_tested);
}

TEST_CASE("dominance: of equal distributions either verdict comes in at most 5 % of samples") {
  // 1,000 samples: 5 % and three standard errors are 7.1 %, a false alarm in 1 of 740.
  const tests::Population populations[] = {tests::normal(), tests::lognormal()};
  for (const tests::Population& population : populations)
    for (const double shared : {0.0, 0.9}) {
      double yes[2] = {}, no[2] = {};
      for (std::uint64_t repetition = 0; repetition < 1000; ++repetition) {
        std::vector<double> a = population.sample(11, repetition, 500);
        std::vector<double> b = population.sample(12, repetition, 500);
        const std::vector<double> common = population.sample(13, repetition, 500);
        for (std::size_t i = 0; i < a.size(); ++i) {
          a[i] = shared * common[i] + (1 - shared) * a[i];
          b[i] = shared * common[i] + (1 - shared) * b[i];
        }
        const Orders found = dominance(a, b);
        for (const bool second : {false, true}) {
          const Verdict verdict = (second ? found.second : found.first).verdict;
          yes[second] += verdict == Verdict::kDominates;
          no[second] += verdict == Verdict::kDoesNot;
        }
      }
      for (const bool second : {false, true}) {
        CAPTURE(shared);
        CAPTURE(second);
        CHECK(yes[second] <= 71);
        CHECK(no[second] <= 71);
      }
    }
}

}  // namespace e2roi::analysis
