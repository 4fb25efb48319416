#include "engine/analysis/rank_correlation.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>

#include "engine/analysis/intervals.hpp"

namespace e2roi::analysis {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Index = Eigen::Index;

/// Mean 0, sum of squares 1; false, and all 0, where there is no variation.
bool standardise(std::span<double> values) {
  Eigen::Map<Eigen::VectorXd> row(values.data(), static_cast<Index>(values.size()));
  row.array() -= row.mean();
  const double length = row.norm();
  if (!(length > 0)) return false;
  row /= length;
  return true;
}

}  // namespace

Estimate with_rank_interval(double correlation, double draws) {
  Estimate estimate;
  estimate.value = correlation;
  if (!(draws > 3) || !std::isfinite(correlation)) return estimate;
  const double z = std::atanh(correlation);
  const double error = std::sqrt((1 + correlation * correlation / 2) / (draws - 3));
  return Estimate::with_interval(correlation, std::tanh(z - kTwoSided95 * error),
                                 std::tanh(z + kTwoSided95 * error));
}

RankCorrelations::RankCorrelations(std::span<double> ranks, std::size_t inputs, std::size_t draws)
    : ranks_(ranks), inputs_(inputs), draws_(draws) {
  for (std::size_t i = 0; i < inputs; ++i)
    varies_.push_back(standardise(ranks.subspan(i * draws, draws)));
  const auto size = static_cast<Index>(inputs);
  const Eigen::Map<const Matrix> rows(ranks_.data(), size, static_cast<Index>(draws));
  Matrix correlation = rows * rows.transpose();
  for (Index i = 0; i < size; ++i) correlation(i, i) = 1;  // also of an input that does not vary
  const Eigen::LLT<Matrix> cholesky(correlation);
  if (cholesky.info() != Eigen::Success || cholesky.rcond() < 1e-12) return;
  inverse_.resize(inputs * inputs);
  Eigen::Map<Matrix>(inverse_.data(), size, size) = cholesky.solve(Matrix::Identity(size, size));
}

std::vector<RankCorrelations::OfInput> RankCorrelations::with(
    std::span<double> outcome_ranks) const {
  std::vector<OfInput> all(inputs_);
  if (!standardise(outcome_ranks)) return all;
  const auto size = static_cast<Index>(inputs_), draws = static_cast<Index>(draws_);
  const Eigen::Map<const Matrix> rows(ranks_.data(), size, draws);
  const Eigen::Map<const Eigen::VectorXd> outcome(outcome_ranks.data(), draws);
  const Eigen::VectorXd rank = rows * outcome;
  const auto n = static_cast<double>(draws_);
  for (std::size_t i = 0; i < inputs_; ++i)
    if (varies_[i]) all[i].rank = with_rank_interval(rank(static_cast<Index>(i)), n);

  if (inverse_.empty() || draws_ <= inputs_ + 3) return all;
  const Eigen::Map<const Matrix> inverse(inverse_.data(), size, size);
  const Eigen::VectorXd slope = inverse * rank;
  const double unexplained = std::max(1 - rank.dot(slope), 0.0);
  for (std::size_t i = 0; i < inputs_; ++i) {
    if (!varies_[i]) continue;
    // From the inverse of the correlation matrix of all inputs and the outcome, in blocks.
    const double of_input = slope(static_cast<Index>(i));
    const double scale = std::sqrt(
        inverse(static_cast<Index>(i), static_cast<Index>(i)) * unexplained + of_input * of_input);
    if (scale > 0)
      all[i].partial = with_rank_interval(of_input / scale, n - static_cast<double>(inputs_ - 1));
  }
  return all;
}

}  // namespace e2roi::analysis
