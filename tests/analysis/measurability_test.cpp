#include "engine/analysis/measurability.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace e2roi::analysis {
namespace {

using Counts = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("measurability: months count from the one on from which a figure stays right") {
  const Counts there(6, 10'000);
  // Right at first, wrong in month 3, right from month 5 on.
  const Estimate months =
      months_until(Counts{9500, 9500, 8000, 8900, 9500, 9900}, there, 10'000, 0.9);
  CHECK(months.value == 5);
  CHECK(months.low == 5);
  CHECK(months.high == 5);
}

TEST_CASE("measurability: the interval follows the limits of each month's share") {
  // Of 10,000 draws 8,970 have the 95 % interval 0.891 to 0.903, 9,030 have 0.897 to 0.909.
  const Counts there(4, 10'000);
  const Estimate months = months_until(Counts{8000, 8970, 9030, 9900}, there, 10'000, 0.9);
  CHECK(months.value == 3);
  CHECK(months.low == 2);
  CHECK(months.high == 4);
  // An upper end beyond the horizon is the horizon.
  const Estimate late = months_until(Counts{8000, 8970, 9030, 9030}, there, 10'000, 0.9);
  CHECK(late.value == 3);
  CHECK(late.high == 4);
}

TEST_CASE("measurability: never right, or nothing to measure, has no month") {
  CHECK(std::isnan(months_until(Counts{900, 899}, Counts(2, 1000), 1000, 0.9).value));
  CHECK(std::isnan(months_until(Counts{0, 0}, Counts(2, 0), 1000, 0.9).value));
  // Right in all draws in which there is something, but that is less than half of them.
  CHECK(std::isnan(months_until(Counts{499, 499}, Counts(2, 499), 1000, 0.9).value));
  CHECK(months_until(Counts{499, 500}, Counts{499, 500}, 1000, 0.9).value == 2);
  CHECK(std::isnan(months_until(Counts{}, Counts{}, 1000, 0.9).value));
}

TEST_CASE("measurability: shares and ratios carry their error") {
  const Estimate share = share_of(900, 1000);
  CHECK(share.value == doctest::Approx(0.9));
  CHECK(share.standard_error == doctest::Approx(std::sqrt(0.09 / 1000)));
  CHECK(std::isnan(share_of(0, 0).value));

  const std::vector<double> parts = {1, 2, 3}, wholes = {2, 4, 10};
  const Estimate ratio = ratio_of_sums(parts, wholes);
  CHECK(ratio.value == doctest::Approx(0.375));
  // Rests 0.25, 0.5, -0.75: sqrt(0.875 · 3/2)/16.
  CHECK(ratio.standard_error == doctest::Approx(std::sqrt(0.875 * 1.5) / 16));
  CHECK(std::isnan(ratio_of_sums(std::vector<double>{0, 0}, std::vector<double>{0, 0}).value));
}

}  // namespace e2roi::analysis
