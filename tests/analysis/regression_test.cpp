#include "engine/analysis/regression.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/analysis/normals.hpp"

namespace e2roi::analysis {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

std::vector<std::vector<double>> columns_of(std::size_t count, std::size_t rows) {
  std::vector<std::vector<double>> columns;
  for (std::size_t c = 0; c < count; ++c) columns.push_back(normals(7, c, rows));
  return columns;
}

MatrixXd all_terms(const Terms& terms) {
  MatrixXd all(static_cast<Index>(terms.rows()), static_cast<Index>(terms.count()));
  terms.fill(0, all);
  return all;
}

}  // namespace

TEST_CASE("regression: a column of normals has four terms, each of mean 0 and variance 1") {
  const auto columns = columns_of(3, 1000);
  const Terms terms({columns[0], columns[1], columns[2]}, 2);
  CHECK(terms.count() == 3 * 4 + 1);
  CHECK(most_terms(3, 2) == 13);
  CHECK(most_terms(3, 3) == 15);
  CHECK(most_terms(3, 0) == 12);
  const MatrixXd all = all_terms(terms);
  for (Index j = 0; j < all.cols(); ++j) {
    CHECK(std::abs(all.col(j).mean()) < 1e-12);
    CHECK(all.col(j).squaredNorm() / 1000 == doctest::Approx(1));
  }
  // Any rows can be filled alone.
  MatrixXd some(3, all.cols());
  terms.fill(500, some);
  CHECK(some == all.middleRows(500, 3));
}

TEST_CASE("regression: splines are linear beyond their outermost knots") {
  std::vector<double> column = normals(7, 0, 1000);
  column[0] = 5;
  column[1] = 6;
  column[2] = 7;
  const MatrixXd all = all_terms(Terms({column}, 0));
  for (Index j = 0; j < all.cols(); ++j)
    CHECK(all(2, j) - all(1, j) == doctest::Approx(all(1, j) - all(0, j)));
}

TEST_CASE("regression: columns of few values have fewer terms, constant ones none that vary") {
  std::vector<double> coin, constant(1000, 0.1);
  for (const double value : normals(7, 0, 1000)) coin.push_back(value > 0 ? 1 : 0);
  const Terms terms({coin, constant}, 0);
  CHECK(terms.count() == 2);
  CHECK(all_terms(terms).col(1).isZero(0));
}

TEST_CASE("regression: a line is found") {
  const auto columns = columns_of(1, 2000);
  MatrixXd payoffs(2000, 2);
  for (Index i = 0; i < 2000; ++i) {
    payoffs(i, 0) = 3 + 2 * columns[0][static_cast<std::size_t>(i)];
    payoffs(i, 1) = -1;
  }
  const MatrixXd predicted = cross_fitted(Terms({columns[0]}, 0), payoffs);
  CHECK((predicted - payoffs).cwiseAbs().maxCoeff() < 1e-3);
}

TEST_CASE("regression: no row has a part in its own prediction") {
  // 60 columns, 240 terms, 1,000 rows, payoffs with unit noise: held-out predictions miss by more
  // than that noise (about 1.24), fitted ones by less (about 0.84). The mean of 1,000 such squares
  // has a standard deviation of 0.05, so that each is four of them away from 1.04.
  const auto columns = columns_of(60, 1000);
  const std::vector<double> noise = normals(7, 100, 1000);
  MatrixXd payoffs(1000, 1);
  for (Index i = 0; i < 1000; ++i) {
    const auto row = static_cast<std::size_t>(i);
    payoffs(i, 0) = noise[row];
    for (const auto& column : columns) payoffs(i, 0) += column[row];
  }
  const std::vector<Known> known(columns.begin(), columns.end());
  const MatrixXd predicted = cross_fitted(Terms(known, 0), payoffs);
  const double missed = (predicted - payoffs).squaredNorm() / 1000;
  MESSAGE("mean square " << missed);
  CHECK(missed > 1.04);
  CHECK(missed < 1.6);
}

}  // namespace e2roi::analysis
