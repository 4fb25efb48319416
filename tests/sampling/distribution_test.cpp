#include "engine/sampling/distribution.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tests/sampling/examples.hpp"

namespace e2roi::sampling {
namespace {

using tests::Example;
using tests::examples;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The refused argument's number and the message, e.g. "1: uniform needs …"; "accepted" if none.
std::string refusal(const std::function<Distribution()>& make) {
  try {
    make();
  } catch (const ArgumentError& error) {
    CHECK(error.exit_code() == core::ExitCode::kInvalidScenario);
    return std::to_string(error.argument()) + ": " + error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("distribution: mean and spread are those of the books, by the integral of quantiles") {
  for (const Example& example : examples()) {
    CAPTURE(example.text);
    const double scale = std::abs(example.mean) + example.sd;
    CHECK(std::abs(example.distribution.mean() - example.mean) <= 1e-13 * scale);
    // A step of a quantile function costs the trapezoidal rule a step of u; a kink, its square.
    const double error = (example.text.rfind("discrete", 0) == 0 ? 1e-3 : 1e-6) * scale;
    const double mean = tests::integral(example.distribution, [](double x) { return x; });
    CHECK(std::abs(mean - example.mean) <= error);
    const double variance = tests::integral(
        example.distribution, [&](double x) { return (x - example.mean) * (x - example.mean); });
    CHECK(std::abs(std::sqrt(variance) - example.sd) <= error);
  }
}

TEST_CASE("distribution: values rise with u, stay finite at both ends and inside the support") {
  for (const Example& example : examples()) {
    CAPTURE(example.text);
    double before = -kInfinity;
    for (const double u : tests::probabilities()) {
      const double value = example.distribution.quantile(u);
      CHECK(std::isfinite(value));
      CHECK(value >= before);
      CHECK(value >= example.low);
      CHECK(value <= example.high);
      before = value;
    }
    const double spread =
        example.distribution.quantile(1 - 0x1p-53) - example.distribution.quantile(0x1p-53);
    CHECK((spread > 0) == !example.distribution.is_fixed());
  }
}

TEST_CASE("distribution: text is the canonical spelling with all digits that are needed") {
  for (const Example& example : examples()) CHECK(example.distribution.text() == example.text);
  CHECK(Distribution::triangular_p10_p90(2, 3, 5).text() ==
        "triangular(0.9477437952669034, 3, 6.34299180497289)");
  CHECK(Distribution::uniform(1e-7, 0.1 + 0.2).text() == "uniform(1e-07, 0.30000000000000004)");
}

TEST_CASE("distribution: a scaled one has the scaled quantiles and mean") {
  for (const Example& example : examples()) {
    CAPTURE(example.text);
    const Distribution scaled = example.distribution.scaled(0.01);
    CHECK(scaled.mean() == doctest::Approx(0.01 * example.mean).epsilon(1e-12));
    for (const double u : {0x1p-53, 0.1, 0.3, 0.5, 0.9, 1 - 0x1p-53}) {
      const double expected = 0.01 * example.distribution.quantile(u);
      CHECK(std::abs(scaled.quantile(u) - expected) <= 1e-13 * (std::abs(expected) + 0.01));
    }
  }
}

TEST_CASE("distribution: an interval holds 90 % of the values, half of the rest on each side") {
  for (const auto& [low, high] : std::vector<std::pair<double, double>>{{2, 5}, {-2, 5}, {0, 1}}) {
    const Distribution d = Distribution::interval(low, high);
    CHECK(d.quantile(0.05) == doctest::Approx(low).epsilon(1e-14));
    CHECK(d.quantile(0.95) == doctest::Approx(high).epsilon(1e-14));
  }
  CHECK(std::holds_alternative<Lognormal>(Distribution::interval(2, 5).shape()));
  CHECK(std::holds_alternative<Normal>(Distribution::interval(0, 5).shape()));
}

TEST_CASE("distribution: discrete values come with their probabilities, in rising order") {
  const Distribution d = Distribution::discrete({{7, 0.3}, {-1, 0.5}, {3, 0.2}, {9, 0}});
  CHECK(d.quantile(0x1p-53) == -1);
  CHECK(d.quantile(0.4999) == -1);
  CHECK(d.quantile(0.5001) == 3);
  CHECK(d.quantile(0.6999) == 3);
  CHECK(d.quantile(0.7001) == 7);
  CHECK(d.quantile(1 - 0x1p-53) == 7);
}

TEST_CASE("distribution: probabilities that sum to nearly 1 are divided by their sum") {
  const Distribution d = Distribution::discrete({{0, 0.5}, {1, 0.5 - 9e-10}});
  CHECK(d.quantile(1 - 0x1p-53) == 1);
  CHECK(d.quantile(0.5 + 1e-10) == 0);
  CHECK(d.quantile(0.5 + 5e-10) == 1);
  CHECK(d.mean() == doctest::Approx(0.5).epsilon(1e-8));
}

TEST_CASE("distribution: a number that is not finite is refused by every maker") {
  using D = Distribution;
  CHECK(refusal([] { return D::fixed(kNan); }) ==
        "0: an input needs a finite number, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::uniform(-kInfinity, 1); }) ==
        "0: uniform needs a finite low, from -1e100 to 1e100, got -inf");
  CHECK(refusal([] { return D::uniform(0, kNan); }) ==
        "1: uniform needs a finite high, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::triangular(0, kNan, 1); }) ==
        "1: triangular needs a finite likely, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::triangular_p10_p90(0, 0.5, kInfinity); }) ==
        "2: triangular needs a finite p90, from -1e100 to 1e100, got inf");
  CHECK(refusal([] { return D::pert(1e101, 2e101, 3e101); }) ==
        "0: pert needs a finite low, from -1e100 to 1e100, got 1e+101");
  CHECK(refusal([] { return D::normal(kNan, 1); }) ==
        "0: normal needs a finite mean, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::normal(0, kNan); }) == "1: normal needs sd > 0, got nan");
  CHECK(refusal([] { return D::lognormal_p90(1, kInfinity); }) ==
        "1: lognormal needs p90 from 1e-100 to 1e+100, got inf");
  CHECK(refusal([] { return D::beta(2, kInfinity); }) ==
        "1: beta needs b from 0.001 to 1000000, got inf");
  CHECK(refusal([] {
          return D::discrete({{kNan, 1}});
        }) == "0: discrete needs a finite value, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::interval(1, kNan); }) ==
        "1: an interval needs a finite high, from -1e100 to 1e100, got nan");
  CHECK(refusal([] { return D::p10_p50_p90(1, kNan, 2); }) ==
        "1: metalog needs a finite p50, from -1e100 to 1e100, got nan");
}

TEST_CASE("distribution: numbers in the wrong order are refused with the numbers") {
  using D = Distribution;
  CHECK(refusal([] { return D::uniform(5, 2); }) ==
        "1: uniform needs low < high, got low 5 and high 2");
  CHECK(refusal([] { return D::uniform(2, 2); }) ==
        "1: uniform needs low < high, got low 2 and high 2");
  CHECK(refusal([] { return D::triangular(2, 5, 3); }) ==
        "1: triangular needs low <= likely <= high, got 2, 5, 3");
  CHECK(refusal([] { return D::triangular(2, 1, 3); }) ==
        "1: triangular needs low <= likely <= high, got 2, 1, 3");
  CHECK(refusal([] { return D::triangular(3, 3, 3); }) ==
        "2: triangular needs low < high, got low 3 and high 3");
  CHECK(refusal([] { return D::triangular_p10_p90(2, 1, 5); }) ==
        "1: triangular needs p10 <= likely <= p90, got 2, 1, 5");
  CHECK(refusal([] { return D::triangular_p10_p90(5, 5, 5); }) ==
        "2: triangular needs p10 < p90, got p10 5 and p90 5");
  CHECK(refusal([] { return D::pert(2, 5.5, 5); }) ==
        "1: pert needs low <= likely <= high, got 2, 5.5, 5");
  CHECK(refusal([] { return D::interval(5, 2); }) ==
        "1: an interval needs low < high, got low 5 and high 2");
  CHECK(refusal([] { return D::lognormal_p90(12, 10); }) ==
        "1: lognormal needs median < p90, got median 12 and p90 10");
  CHECK(refusal([] { return D::p10_p50_p90(2, 1, 5); }) ==
        "1: metalog needs p10 < p50 < p90, got 2, 1, 5");
}

TEST_CASE("distribution: spreads, medians and parameters that must be positive are") {
  using D = Distribution;
  CHECK(refusal([] { return D::normal(3, 0); }) == "1: normal needs sd > 0, got 0");
  CHECK(refusal([] { return D::normal(3, -1); }) == "1: normal needs sd > 0, got -1");
  CHECK(refusal([] { return D::lognormal_p90(0, 1); }) == "0: lognormal needs median > 0, got 0");
  CHECK(refusal([] { return D::lognormal_p90(-2, -1); }) ==
        "0: lognormal needs median > 0, got -2");
  CHECK(refusal([] { return D::beta(0, 60); }) == "0: beta needs a > 0, got 0");
  CHECK(refusal([] { return D::beta(2, -60); }) == "1: beta needs b > 0, got -60");
  CHECK(refusal([] { return D::beta(2, 1e7); }) ==
        "1: beta needs b from 0.001 to 1000000, got 10000000");
  CHECK(refusal([] { return D::beta(2, 60, 0); }) == "2: beta needs high > 0, got 0");
  CHECK(refusal([] { return D::fixed(1).scaled(-1); }) ==
        "0: a change of unit needs a factor > 0, got -1");
}

TEST_CASE("distribution: impossible probabilities are refused") {
  using D = Distribution;
  CHECK(refusal([] { return D::discrete({}); }) ==
        "0: discrete needs at least one value with its probability");
  CHECK(refusal([] {
          return D::discrete({{1, 0.2}, {2, 0.7}});
        }) == "3: the probabilities of discrete must sum to 1 within 1e-9, got 0.9");
  CHECK(refusal([] {
          return D::discrete({{1, 0.5}, {2, 0.5 + 2e-9}});
        }) == "3: the probabilities of discrete must sum to 1 within 1e-9, got 1.000000002");
  CHECK(refusal([] {
          return D::discrete({{1, 1.2}, {2, -0.2}});
        }) == "1: discrete needs probabilities from 0 to 1, got 1.2 for the value 1");
  CHECK(refusal([] {
          return D::discrete({{1, 0.5}, {2, kNan}});
        }) == "3: discrete needs probabilities from 0 to 1, got nan for the value 2");
  CHECK(refusal([] {
          return D::discrete({{1, 0.5}, {1, 0.5}});
        }) == "2: discrete has the value 1 twice");
}

TEST_CASE("distribution: three quantiles that no metalog has are refused with the p50 to choose") {
  CHECK(refusal([] { return Distribution::p10_p50_p90(0, 1, 10); }) ==
        "1: no metalog goes through p10 0, p50 1 and p90 10: with this p10 and p90, p50 must lie "
        "between 1.666 and 8.334; a triangular or a lognormal may say "
        "what you mean");
  CHECK(refusal([] { return Distribution::p10_p50_p90(1, 9, 10); }) ==
        "1: no metalog goes through p10 1, p50 9 and p90 10: with this p10 and p90, p50 must lie "
        "between 1.467 and 6.814; a triangular or a lognormal may say "
        "what you mean");
}

}  // namespace e2roi::sampling
