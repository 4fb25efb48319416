#include "engine/analysis/regression.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace e2roi::analysis {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kKnotQuantiles[] = {0.05, 0.275, 0.5, 0.725, 0.95};
constexpr int kPenalties = 21;  // 1e-6 … 1e4 in half decades, against a mean eigenvalue of 1

struct Scale {
  double mean, sd;
};

Scale scale_of(Known values) {
  const auto count = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / count;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / count)};
}

/// 1/sd, or 0 where what varies is only rounding.
double inverse_scale(const Scale& scale) {
  return scale.sd > 1e-12 * std::abs(scale.mean) ? 1 / scale.sd : 0;
}

std::vector<double> knots_of(Known values, double mean, double scale) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> knots;
  for (const double quantile : kKnotQuantiles) {
    const double place = quantile * static_cast<double>(sorted.size() - 1);
    const double knot = (sorted[static_cast<std::size_t>(place)] - mean) * scale;
    if (knots.empty() || knot > knots.back() + 1e-9) knots.push_back(knot);
  }
  return knots;
}

std::size_t pairs_of(std::size_t columns) { return columns > 1 ? columns * (columns - 1) / 2 : 0; }

double cube_above(double x, double knot) {
  const double above = std::max(x - knot, 0.0);
  return above * above * above;
}

/// What a row is multiplied with: 1, then its terms.
void fill_design(const Terms& terms, std::size_t first, Eigen::Ref<MatrixXd> to) {
  to.col(0).setOnes();
  terms.fill(first, to.rightCols(to.cols() - 1));
}

/// Sums of products over some rows: of the design with itself (lower half) and with the payoffs.
struct NormalEquations {
  NormalEquations(Index terms, Index payoffs)
      : gram(MatrixXd::Zero(terms, terms)), cross(MatrixXd::Zero(terms, payoffs)) {}
  MatrixXd gram, cross;
};

template <class Visit>
void for_each_stripe(std::size_t rows, Visit visit) {
  for (std::size_t first = 0; first < rows; first += kStripe)
    visit(static_cast<Index>(first), static_cast<Index>(std::min(kStripe, rows - first)));
}

std::vector<NormalEquations> equations_by_fold(const Terms& terms,
                                               const Eigen::Ref<const MatrixXd>& payoffs) {
  const auto width = static_cast<Index>(terms.count()) + 1;
  std::vector<NormalEquations> folds(kFolds, NormalEquations(width, payoffs.cols()));
  MatrixXd design(kStripe, width);
  for_each_stripe(terms.rows(), [&](Index first, Index rows) {
    fill_design(terms, static_cast<std::size_t>(first), design.topRows(rows));
    NormalEquations& fold = folds[fold_of(static_cast<std::size_t>(first))];
    fold.gram.selfadjointView<Eigen::Lower>().rankUpdate(design.topRows(rows).transpose());
    fold.cross.noalias() += design.topRows(rows).transpose() * payoffs.middleRows(first, rows);
  });
  return folds;
}

/// The penalty of each payoff, a mean square error per squared standardised coefficient.
VectorXd penalties_of(const NormalEquations& all, const Eigen::Ref<const MatrixXd>& payoffs) {
  const Index terms = all.gram.rows() - 1;
  const double rows = all.gram(0, 0);
  VectorXd best = VectorXd::Zero(payoffs.cols());
  if (terms == 0) return best;
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(
      MatrixXd(all.gram.bottomRightCorner(terms, terms) / rows));
  const Eigen::ArrayXd eigenvalues = solver.eigenvalues().array().max(0.0);
  const MatrixXd along = solver.eigenvectors().transpose() * all.cross.bottomRows(terms) / rows;
  for (Index d = 0; d < payoffs.cols(); ++d) {
    const double variance = (payoffs.col(d).array() - payoffs.col(d).mean()).square().mean();
    const Eigen::ArrayXd squares = along.col(d).array().square();
    double least = std::numeric_limits<double>::infinity();
    for (int k = 0; k < kPenalties; ++k) {
      const double penalty = std::pow(10.0, k / 2.0 - 6);
      const Eigen::ArrayXd damped = eigenvalues + penalty;
      const double left = variance - (squares * (damped + penalty) / damped.square()).sum();
      const double free = 1 - (1 + (eigenvalues / damped).sum()) / rows;
      const double score = left / (free * free);
      if (free > 0 && score < least) {
        least = score;
        best(d) = penalty;
      }
    }
  }
  return best;
}

/// Coefficients of each payoff from the rows that are in `all` and not in `fold`.
MatrixXd coefficients(const NormalEquations& all, const NormalEquations& fold,
                      const VectorXd& penalties) {
  const MatrixXd gram = all.gram - fold.gram;
  const MatrixXd cross = all.cross - fold.cross;
  MatrixXd result(cross.rows(), cross.cols());
  for (Index d = 0; d < cross.cols(); ++d) {
    MatrixXd damped = gram;
    damped.diagonal().tail(damped.rows() - 1).array() += gram(0, 0) * penalties(d);
    result.col(d) = damped.selfadjointView<Eigen::Lower>().llt().solve(cross.col(d));
  }
  return result;
}

}  // namespace

std::size_t most_terms(std::size_t columns, std::size_t paired) {
  return columns * (std::size(kKnotQuantiles) - 1) + pairs_of(paired);
}

Terms::Terms(const std::vector<Known>& columns, std::size_t paired) : paired_(paired) {
  std::size_t count = pairs_of(paired);
  for (const Known& values : columns) {
    const Scale scale = scale_of(values);
    const double inverse = inverse_scale(scale);
    columns_.push_back({values, scale.mean, inverse, knots_of(values, scale.mean, inverse)});
    count += std::max<std::size_t>(columns_.back().knots.size(), 2) - 1;
  }
  VectorXd sum = VectorXd::Zero(static_cast<Index>(count)), squares = sum;
  MatrixXd part(kStripe, count);
  for_each_stripe(rows(), [&](Index first, Index some) {
    raw(static_cast<std::size_t>(first), part.topRows(some));
    sum += part.topRows(some).colwise().sum().transpose();
    squares += part.topRows(some).colwise().squaredNorm().transpose();
  });
  const auto number = static_cast<double>(rows());
  for (Index j = 0; j < sum.size(); ++j) {
    const double mean = sum(j) / number;
    const double variance = squares(j) / number - mean * mean;
    means_.push_back(mean);
    scales_.push_back(variance > 1e-12 * (1 + mean * mean) ? 1 / std::sqrt(variance) : 0);
  }
}

void Terms::raw(std::size_t first, Eigen::Ref<MatrixXd> to) const {
  const auto columns = static_cast<Index>(columns_.size());
  Index next = columns;
  for (Index c = 0; c < columns; ++c) {
    const Spline& spline = columns_[static_cast<std::size_t>(c)];
    const std::vector<double>& knots = spline.knots;
    for (Index i = 0; i < to.rows(); ++i)
      to(i, c) = (spline.values[first + static_cast<std::size_t>(i)] - spline.mean) * spline.scale;
    if (knots.size() < 3) continue;
    const double last = knots.back(), before = knots[knots.size() - 2];
    const double unit = 1 / ((last - knots.front()) * (last - knots.front()));
    for (std::size_t k = 0; k + 2 < knots.size(); ++k, ++next)
      for (Index i = 0; i < to.rows(); ++i)
        to(i, next) = unit * (cube_above(to(i, c), knots[k]) -
                              cube_above(to(i, c), before) * (last - knots[k]) / (last - before) +
                              cube_above(to(i, c), last) * (before - knots[k]) / (last - before));
  }
  const auto paired = static_cast<Index>(paired_);
  for (Index a = 0; a < paired; ++a)
    for (Index b = a + 1; b < paired; ++b, ++next) to.col(next) = to.col(a).cwiseProduct(to.col(b));
}

void Terms::fill(std::size_t first, Eigen::Ref<MatrixXd> to) const {
  raw(first, to);
  for (Index j = 0; j < to.cols(); ++j)
    to.col(j) = (to.col(j).array() - means_[static_cast<std::size_t>(j)]) *
                scales_[static_cast<std::size_t>(j)];
}

MatrixXd cross_fitted(const Terms& terms, const Eigen::Ref<const MatrixXd>& payoffs) {
  const auto width = static_cast<Index>(terms.count()) + 1;
  const std::vector<NormalEquations> folds = equations_by_fold(terms, payoffs);
  NormalEquations all(width, payoffs.cols());
  for (const NormalEquations& fold : folds) {
    all.gram += fold.gram;
    all.cross += fold.cross;
  }
  const VectorXd penalties = penalties_of(all, payoffs);
  std::vector<MatrixXd> fits;
  for (const NormalEquations& fold : folds) fits.push_back(coefficients(all, fold, penalties));

  MatrixXd predicted(payoffs.rows(), payoffs.cols());
  MatrixXd design(kStripe, width);
  for_each_stripe(terms.rows(), [&](Index first, Index rows) {
    fill_design(terms, static_cast<std::size_t>(first), design.topRows(rows));
    predicted.middleRows(first, rows).noalias() =
        design.topRows(rows) * fits[fold_of(static_cast<std::size_t>(first))];
  });
  return predicted;
}

}  // namespace e2roi::analysis
