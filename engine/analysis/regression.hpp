#pragma once
#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

/// Regression of payoffs on what might be known: what each draw's payoffs are worth in the light of
/// some of its columns. Predictions are cross-fitted: no draw has a part in its own.
/// analysis/VALUE_OF_INFORMATION.md.
namespace e2roi::analysis {

/// Values of one thing that might be known, by draw.
using Known = std::span<const double>;

/// The terms of a regression: a restricted cubic spline of each column (Harrell 2001: five knots at
/// the 5, 27.5, 50, 72.5 and 95 % quantiles, linear outside; fewer where quantiles coincide) and
/// the products of pairs of columns. Every term has mean 0 and variance 1 over all rows, or is 0
/// where it does not vary.
class Terms {
 public:
  /// The columns must have one length, at least 2, and outlive this.
  ///
  /// paired  so many columns, from the first on, have products with each other
  Terms(const std::vector<Known>& columns, std::size_t paired);

  std::size_t rows() const { return columns_.front().values.size(); }
  std::size_t count() const { return means_.size(); }

  /// The terms of rows first … first + to.rows() - 1; `to` has count() columns.
  void fill(std::size_t first, Eigen::Ref<Eigen::MatrixXd> to) const;

 private:
  struct Spline {
    Known values;
    double mean, scale;         ///< the column is brought to mean 0 and variance 1 first
    std::vector<double> knots;  ///< rising, of the scaled column; nonlinear from three on
  };
  void raw(std::size_t first, Eigen::Ref<Eigen::MatrixXd> to) const;

  std::vector<Spline> columns_;
  std::size_t paired_;
  std::vector<double> means_, scales_;  ///< of each term
};

/// Number of terms that `columns` columns have at most, of which `paired` are paired.
std::size_t most_terms(std::size_t columns, std::size_t paired);

inline constexpr std::size_t kFolds = 10;   ///< parts that predict each other
inline constexpr std::size_t kStripe = 64;  ///< neighbouring rows that are in one fold

/// The fold that a row is in.
inline std::size_t fold_of(std::size_t row) { return row / kStripe % kFolds; }

/// Of each row and payoff what a ridge regression on the rows of all other folds predicts. The
/// penalty of each payoff minimises generalised cross-validation (Golub, Heath and Wahba 1979) over
/// all rows: one number that the held-out rows have a part in.
///
/// payoffs  [row][payoff]  at least kFolds · kStripe rows
Eigen::MatrixXd cross_fitted(const Terms& terms, const Eigen::Ref<const Eigen::MatrixXd>& payoffs);

}  // namespace e2roi::analysis
