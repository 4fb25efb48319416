#include "engine/analysis/given_data_shares.hpp"

#include <doctest/doctest.h>

#include "engine/analysis/ranks.hpp"
#include "tests/analysis/test_functions.hpp"

namespace e2roi::analysis {
namespace {

struct Draws {
  std::array<std::vector<double>, 3> inputs;
  std::vector<double> outcome;
};

Draws draws_of_ishigami(std::size_t count, std::uint64_t seed) {
  Draws draws;
  for (std::size_t row = 0; row < count; ++row) {
    std::array<double, 3> u;
    for (std::size_t i = 0; i < 3; ++i) draws.inputs[i].push_back(u[i] = uniform(seed, row, i));
    draws.outcome.push_back(ishigami(u));
  }
  return draws;
}

}  // namespace

TEST_CASE("shares: five bins by hand") {
  // 200 draws: bins 0, 1, 2, 3, 4 of 40 with outcomes 10 * bin +- 1, half of them each. Between:
  // 40 * 100 * (4 + 1 + 0 + 1 + 4) = 40,000; within: 200. Ratio 40,000 / 40,200.
  std::vector<double> input(200), outcome(200);
  for (std::size_t i = 0; i < 200; ++i) {
    input[i] = static_cast<double>((i * 77) % 200);  // every number from 0 to 199 once
    outcome[i] = 10 * std::floor(input[i] / 40) + (static_cast<int>(input[i]) % 2 == 0 ? 1 : -1);
  }
  const Estimate share = first_order_share(rising_order(input), outcome);
  CHECK(share.value == doctest::Approx(1 - (200.0 / 40200) * 199 / 195));
}

TEST_CASE("shares: Ishigami's are within 4.5 standard errors of what the bins can show") {
  // Six comparisons: a false alarm in about one of 24,000 seeds.
  const Draws draws = draws_of_ishigami(20'000, 5);
  const auto bins = static_cast<double>(bins_for(20'000));
  REQUIRE(bins == 27);
  // Within a bin of width w the mean of sin(2 pi k u) is flattened by sin(x)/x, x = pi k w.
  const auto flattened = [&](double periods) {
    const double x = std::numbers::pi * periods / bins;
    return std::pow(std::sin(x) / x, 2);
  };
  const std::array<double, 3> expected = {kIshigamiFirst[0] * flattened(1),
                                          kIshigamiFirst[1] * flattened(2), 0};
  SumOfShares sum;
  for (std::size_t i = 0; i < 3; ++i) {
    const Estimate share = first_order_share(rising_order(draws.inputs[i]), draws.outcome, &sum);
    CHECK(std::abs(share.value - expected[i]) < 4.5 * share.standard_error);
    CHECK(share.standard_error < 0.01);
  }
  const Estimate whole = sum.estimate();
  CHECK(std::abs(whole.value - expected[0] - expected[1]) < 4.5 * whole.standard_error);
  CHECK(whole.standard_error < 0.01);
}

TEST_CASE("shares: standard errors are those that repetitions show") {
  // 400 studies of 1,000 draws: their spread is known within 3.5 %, so 16 % is 4.5 of its errors.
  std::array<double, 4> sums{}, squares{}, stated{};  // of three inputs, and of their sum
  for (std::uint64_t study = 0; study < 400; ++study) {
    const Draws draws = draws_of_ishigami(1000, 1000 + study);
    SumOfShares sum;
    for (std::size_t i = 0; i < 4; ++i) {
      const Estimate share =
          i < 3 ? first_order_share(rising_order(draws.inputs[i]), draws.outcome, &sum)
                : sum.estimate();
      sums[i] += share.value / 400;
      squares[i] += share.value * share.value / 400;
      stated[i] += share.standard_error / 400;
    }
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const double spread = std::sqrt(squares[i] - sums[i] * sums[i]);
    CAPTURE(i);
    // Where the share is 0 the error has a floor, of which chi-squared means of ten bins with this
    // function's variances by input 2 make 1.21 times the spread on average.
    const double expected = i == 2 ? 1.21 : 1;
    CHECK(stated[i] / spread / expected > 0.84);
    CHECK(stated[i] / spread / expected < 1.16);
    if (i == 2) CHECK(std::abs(sums[i]) < 4.5 * spread / 20);  // free of the bins' bias
  }
}

TEST_CASE("shares: an input of two values has the share of its two means") {
  std::vector<double> input(1000), outcome(1000);
  for (std::size_t i = 0; i < 1000; ++i) {
    input[i] = i % 2 == 0 ? 1 : 5;
    outcome[i] = input[i] + 4 * uniform(9, i, 0);  // variance 4 of the means, 16/12 within
  }
  const Estimate share = first_order_share(rising_order(input), outcome);
  CHECK(std::abs(share.value - 0.75) < 4.5 * share.standard_error);
}

TEST_CASE("shares: an outcome that does not vary has none") {
  const std::vector<double> same(200, 3.0);
  CHECK(std::isnan(first_order_share(rising_order(same), same).value));
}

}  // namespace e2roi::analysis
