#include "engine/analysis/cell_figures.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace e2roi::analysis {
namespace {

constexpr std::size_t kCount = 4000;

/// Evenly spread over (0, 1), in no order: 1,237 has no common factor with 4,000.
std::vector<double> hundredths() {
  std::vector<double> values;
  for (std::size_t i = 0; i < kCount; ++i)
    values.push_back((static_cast<double>(i * 1237 % kCount) + 0.5) / kCount);
  return values;
}

}  // namespace

TEST_CASE("cell figures: spread of a hundredths quantity and its errors, by hand") {
  // sd = 1/sqrt(12), kurtosis 9/5: error of sd = sd sqrt((9/5 - 1)/(4 n)).
  const Estimate sd = standard_deviation(hundredths());
  CHECK(sd.value == doctest::Approx(std::sqrt(1.0 / 12)).epsilon(1e-3));
  CHECK(sd.standard_error / (sd.value * std::sqrt(0.2 / kCount)) ==
        doctest::Approx(1).epsilon(1e-3));
  // Density 1: variances of the quartiles 3/16 and their covariance 1/16, so that of the distance
  // is (2·3/16 - 2/16)/n = 1/(4 n).
  const Estimate iqr = interquartile_range(hundredths());
  CHECK(iqr.value == doctest::Approx(0.5).epsilon(1e-3));
  CHECK(iqr.standard_error * 2 * std::sqrt(double{kCount}) == doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("cell figures: undefined values are left out, constants have no spread") {
  const double none = std::nan("");
  const std::vector<double> some{1, none, 3, none, 5, 7};
  CHECK(standard_deviation(some).value == doctest::Approx(std::sqrt(20.0 / 3)));
  const std::vector<double> nothing(30, none), constant(30, 2.5);
  CHECK(std::isnan(standard_deviation(nothing).value));
  CHECK(std::isnan(interquartile_range(nothing).value));
  CHECK(standard_deviation(constant).value == 0);
  CHECK(standard_deviation(constant).standard_error == 0);
  const CellFigures figures = cell_figures(std::vector<double>{-1, -2, 0, 4}, some, constant);
  CHECK(figures.loss.value == 0.5);  // 0 is no loss
  CHECK(figures.loss.standard_error == 0.25);
  const std::vector<double> all_lose(24, -1.0);  // no certainty, for they are 24
  CHECK(cell_figures(all_lose, all_lose, all_lose).loss.standard_error == doctest::Approx(0.04));
  CHECK(figures.npv_mean.value == 0.25);
  CHECK(figures.npv_median.value == -0.5);
  CHECK(figures.net_promoters.value == 2.5);
}

}  // namespace e2roi::analysis
