#include "engine/core/statistics.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

using e2roi::core::quantile_of_sorted;
using e2roi::core::quantile_standard_error;
using e2roi::core::share_standard_error;
using e2roi::core::Statistics;
using e2roi::core::statistics;

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<double> evenly_spread(std::size_t count) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(static_cast<double>(i) / static_cast<double>(count - 1));
  return values;
}

}  // namespace

TEST_CASE("statistics: four values in any order, and one undefined, give what a hand computes") {
  // By hand: 1 2 3 4: mean 2.5, squares of deviations 5, sd sqrt(5/3); quantile 0.25 lies at rank
  // 0.75; one standard deviation of the median's rank is sqrt(4·0.25) = 1, so ranks 0.5 and 2.5.
  const Statistics s =
      statistics(std::array{4.0, kUndefined, 1.0, 3.0, 2.0}, std::array{0.25, 0.5, 1.0});
  CHECK(s.count == 5);
  CHECK(s.defined == 4);
  CHECK(s.share_defined == 0.8);
  CHECK(s.mean == 2.5);
  CHECK(s.sd == doctest::Approx(1.2909944487358056).epsilon(1e-15));
  CHECK(s.standard_error == doctest::Approx(0.6454972243679028).epsilon(1e-15));
  CHECK(s.quantiles == std::vector{1.75, 2.5, 4.0});
  CHECK(s.quantile_standard_errors[1] == 1.0);
}

TEST_CASE("statistics: nothing defined has a share of 0 and no other answer") {
  const Statistics s = statistics(std::array{kUndefined, kUndefined}, std::array{0.5});
  CHECK(s.share_defined == 0);
  CHECK(std::isnan(s.mean));
  CHECK(std::isnan(s.sd));
  CHECK(std::isnan(s.standard_error));
  CHECK(std::isnan(s.quantiles[0]));
  CHECK(std::isnan(s.quantile_standard_errors[0]));
}

TEST_CASE("statistics: no draws at all have no answer") {
  const Statistics s = statistics({}, std::array{0.5});
  CHECK(s.count == 0);
  CHECK(std::isnan(s.share_defined));
  CHECK(std::isnan(s.mean));
}

TEST_CASE("statistics: one value is its own mean and quantile, and has no spread to tell") {
  const Statistics s = statistics(std::array{7.0}, std::array{0.05, 0.95});
  CHECK(s.mean == 7);
  CHECK(std::isnan(s.sd));
  CHECK(std::isnan(s.standard_error));
  CHECK(s.quantiles == std::vector{7.0, 7.0});
  CHECK(std::isnan(s.quantile_standard_errors[0]));
}

TEST_CASE("statistics: a small mean between huge gains and losses keeps its digits") {
  // By hand: the huge values cancel, 1 + 1 is left; a plain sum in this order gives 0.
  const Statistics s = statistics(std::array{1.0, 1e100, 1.0, -1e100}, {});
  CHECK(s.mean == 0.5);
}

TEST_CASE("statistics: the median's standard error is the known one of evenly spread draws") {
  // Uniform on [0, 1]: density 1, so the asymptotic standard error is sqrt(p(1 − p)/n)/1.
  const std::vector<double> values = evenly_spread(10'001);
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) {
    const double known = std::sqrt(p * (1 - p) / 10'001);
    CHECK(quantile_standard_error(values, p) == doctest::Approx(known).epsilon(2e-4));
  }
}

TEST_CASE("statistics: draws that all agree have quantiles without error") {
  const std::vector<double> values(100, 3.5);
  CHECK(quantile_of_sorted(values, 0.05) == 3.5);
  CHECK(quantile_standard_error(values, 0.05) == 0);
}

TEST_CASE("statistics: ranks beyond the first and last value stop there") {
  // By hand: n = 2, p = 0.5: rank 0.5 ± sqrt(0.5) stops at 0 and 1: (10 − 0)/2.
  CHECK(quantile_standard_error(std::array{0.0, 10.0}, 0.5) == 5);
  CHECK(quantile_of_sorted(std::array{0.0, 10.0}, 0.0) == 0);
  CHECK(quantile_of_sorted(std::array{0.0, 10.0}, 1.0) == 10);
}

TEST_CASE("statistics: the standard error of a share is the binomial one") {
  // By hand: sqrt(0.2·0.8/400) = 0.4/20.
  CHECK(share_standard_error(0.2, 400) == doctest::Approx(0.02).epsilon(1e-15));
  CHECK(share_standard_error(1, 400) == 0);
  CHECK(std::isnan(share_standard_error(0.2, 0)));
}
