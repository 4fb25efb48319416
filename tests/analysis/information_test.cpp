#include "engine/analysis/information.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "tests/analysis/normals.hpp"

namespace e2roi::analysis {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Two actions, one worth 0 and one worth N(mean, sd²): knowing its worth is worth
/// sd φ(u) - |mean| (1 - Φ(u)), u = |mean|/sd: the unit normal loss integral (Raiffa and Schlaifer
/// 1961).
double unit_normal_loss(double mean, double sd) {
  const double u = std::abs(mean) / sd;
  const double density = std::exp(-u * u / 2) / std::sqrt(2 * std::numbers::pi);
  return sd * (density - u * std::erfc(u / std::numbers::sqrt2) / 2);
}

/// One column: mean + slope · known + sd · chance.
MatrixXd linear(const std::vector<double>& known, const std::vector<double>& chance, double mean,
                double slope, double sd) {
  MatrixXd payoffs(static_cast<Index>(known.size()), 1);
  for (Index i = 0; i < payoffs.rows(); ++i) {
    const auto row = static_cast<std::size_t>(i);
    payoffs(i, 0) = mean + slope * known[row] + sd * chance[row];
  }
  return payoffs;
}

double sigmas(const Estimate& estimate, double truth) {
  return (estimate.value - truth) / estimate.standard_error;
}

}  // namespace

TEST_CASE("information: by hand, three draws and two alternatives") {
  MatrixXd payoffs(3, 2);
  payoffs << 4, 1, -3, 2, -4, -5;  // means -1 and -2/3: stay is best without knowing
  CHECK(best_by_mean(payoffs) == -1);
  const Gains gains = of_everything(payoffs);
  CHECK(gains.gain == std::vector<double>{4, 2, 0});
  CHECK(gains.changed == std::vector<double>{1, 1, 0});
  const Estimate evpi = mean_of(gains.gain);
  CHECK(evpi.value == doctest::Approx(2));
  CHECK(evpi.standard_error == doctest::Approx(2 / std::sqrt(3.0)));
}

TEST_CASE("information: in the normal linear problem EVPI and EVPPI are unit normal losses") {
  const auto known = normals(1, 0, 20'000), chance = normals(1, 1, 20'000);
  const auto other = normals(1, 2, 20'000);
  const MatrixXd payoffs = linear(known, chance, 0.5, 1, 2);
  // Within 4 standard errors: a false alarm in 16,000 seeds for each.
  CHECK(std::abs(sigmas(mean_of(of_everything(payoffs).gain),
                        unit_normal_loss(0.5, std::sqrt(5.0)))) < 4);
  CHECK(std::abs(sigmas(mean_of(of_knowing(payoffs, {known}).gain), unit_normal_loss(0.5, 1))) < 4);
  // A sample that sees the parameter with an error of sd 1: preposterior sd 1/sqrt(2).
  std::vector<double> seen = known;
  for (std::size_t i = 0; i < seen.size(); ++i) seen[i] += other[i];
  CHECK(std::abs(sigmas(mean_of(of_knowing(payoffs, {seen}).gain),
                        unit_normal_loss(0.5, std::sqrt(0.5)))) < 4);
}

TEST_CASE("information: the worth of knowing is not overstated, and 95 % intervals hold it") {
  // 200 repetitions of 1,000 draws. The rule learnt from 900 draws is a little worse than the best
  // one: the mean must be below the truth + 4 standard errors, and above 0.9 of it. Intervals with
  // 95 % coverage hold the truth in fewer than 178 of 200 with probability 3e-4.
  const double truth = unit_normal_loss(0.5, 1);
  int held = 0;
  std::vector<double> values;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto known = normals(seed, 0, 1000);
    const MatrixXd payoffs = linear(known, normals(seed, 1, 1000), 0.5, 1, 2);
    const Estimate evppi = mean_of(of_knowing(payoffs, {known}).gain);
    values.push_back(evppi.value);
    held += std::abs(sigmas(evppi, truth)) < 1.96 ? 1 : 0;
  }
  const Estimate mean = mean_of(values);
  MESSAGE("mean " << mean.value << " of " << truth << ", interval holds it in " << held);
  CHECK(mean.value < truth + 4 * mean.standard_error);
  CHECK(mean.value > 0.9 * truth);
  CHECK(held >= 178);
}

TEST_CASE("information: an input that payoffs do not depend on is found worth knowing too rarely") {
  // With a true worth of 0 a lower limit above 0 should come in at most 2.5 % of repetitions: more
  // than 14 of 200 has probability 2e-4.
  int alarms = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const MatrixXd payoffs = linear(normals(seed, 0, 1000), normals(seed, 1, 1000), 0.05, 1, 2);
    const Estimate evppi = mean_of(of_knowing(payoffs, {normals(seed, 2, 1000)}).gain);
    alarms += evppi.value > 1.96 * evppi.standard_error ? 1 : 0;
  }
  MESSAGE(alarms << " false alarms of 200");
  CHECK(alarms <= 14);
}

TEST_CASE("information: a rule is left alone where it did harm in all other folds") {
  // Two stripes a fold. Fold 3 alone gains, 5 a row, all others lose 1: followed nowhere. Where it
  // gains 20, the others follow it to their harm, as 20 - 8 > 0, and fold 3 does not, as -9 < 0.
  const std::size_t rows = 2 * kFolds * kStripe;
  const auto followed = [&](double gain_of_third) {
    Gains gains;
    for (std::size_t row = 0; row < rows; ++row) {
      gains.gain.push_back(fold_of(row) == 3 ? gain_of_third : -1);
      gains.changed.push_back(1);
    }
    return where_it_pays(gains);
  };
  CHECK(mean_of(followed(5).gain).value == 0);
  CHECK(mean_of(followed(5).changed).value == 0);
  CHECK(mean_of(followed(20).gain).value == doctest::Approx(-0.9));
  CHECK(mean_of(followed(20).changed).value == doctest::Approx(0.9));
}

TEST_CASE("information: curves and pairs are found, as far as they are asked for") {
  const auto a = normals(3, 0, 20'000), b = normals(3, 1, 20'000), chance = normals(3, 2, 20'000);
  MatrixXd bent(20'000, 1), pair(20'000, 1);
  for (Index i = 0; i < 20'000; ++i) {
    const auto row = static_cast<std::size_t>(i);
    bent(i, 0) = a[row] * a[row] - 1 + chance[row];
    pair(i, 0) = a[row] * b[row] + chance[row];
  }
  // E max(a² - 1, 0) = 2 φ(1); E max(ab, 0) = E|a| E|b| / 2 = 1/π.
  const double density = std::exp(-0.5) / std::sqrt(2 * std::numbers::pi);
  CHECK(std::abs(sigmas(mean_of(of_knowing(bent, {a}).gain), 2 * density)) < 4);
  CHECK(std::abs(sigmas(mean_of(of_knowing(pair, {a, b}, 2).gain), 1 / std::numbers::pi)) < 4);
  CHECK(std::abs(mean_of(of_knowing(pair, {a, b}).gain).value) < 0.02);
  CHECK(std::abs(mean_of(of_knowing(pair, {a}).gain).value) < 0.02);
}

TEST_CASE("information: columns with few values, one value or nothing to say do no harm") {
  const auto known = normals(4, 0, 2000), chance = normals(4, 1, 2000);
  std::vector<double> sign, constant(2000, 7.0);
  for (const double value : known) sign.push_back(value > 0 ? 1 : -1);
  const MatrixXd payoffs = linear(sign, chance, 0.3, 1, 0.5);
  // E max(0.3 ± 1, 0) - 0.3 = 0.35
  const Estimate evppi = mean_of(of_knowing(payoffs, {sign, constant}, 2).gain);
  CHECK(std::abs(sigmas(evppi, 0.35)) < 4);
  const Gains none = of_knowing(payoffs, {constant});
  CHECK(mean_of(none.gain).value == 0);
  CHECK(mean_of(none.changed).value == 0);
}

TEST_CASE("information: no alternative but the reference has nothing to decide") {
  const MatrixXd payoffs(5, 0);
  CHECK(best_by_mean(payoffs) == -1);
  CHECK(mean_of(of_everything(payoffs).gain).value == 0);
}

TEST_CASE("information: the bounds of rows hold what knowing the rows is worth") {
  const std::size_t rows = 4000, each = 8;
  const auto known = normals(5, 0, rows), chance = normals(5, 1, rows * each);
  MatrixXd payoffs(static_cast<Index>(rows * each), 1);
  for (std::size_t i = 0; i < rows * each; ++i)
    payoffs(static_cast<Index>(i), 0) = 0.5 + known[i / each] + 2 * chance[i];
  const Bounds bounds = of_rows(payoffs, each, best_by_mean(payoffs));
  REQUIRE(bounds.lower.size() == rows);
  const Estimate lower = mean_of(bounds.lower), upper = mean_of(bounds.upper);
  const double truth = unit_normal_loss(0.5, 1);
  CHECK(lower.value + 4 * lower.standard_error > 0);
  CHECK(lower.value < truth);
  CHECK(upper.value > truth);
  // Their middle is right to leading order: within 4 of its standard errors.
  const Estimate middle = between(bounds);
  CHECK(middle.value == doctest::Approx((lower.value + upper.value) / 2));
  CHECK(std::abs(middle.value - truth) < 4 * lower.standard_error);
  CHECK(middle.low < truth);
  CHECK(middle.high > truth);
}

TEST_CASE("information: bounds by hand, one row of two replicates") {
  MatrixXd payoffs(2, 1);
  payoffs << 3, -1;  // judged by the other: 0 and -1; by their own sum: 2
  const Bounds bounds = of_rows(payoffs, 2, -1);
  CHECK(bounds.lower == std::vector<double>{-0.5});
  CHECK(bounds.upper == std::vector<double>{1});
  CHECK(bounds.changed == std::vector<double>{0.5});
}

}  // namespace e2roi::analysis
