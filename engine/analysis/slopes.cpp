#include <Eigen/Dense>
#include <numeric>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/reversal.hpp"
#include "engine/core/error.hpp"

namespace e2roi::analysis {

std::vector<double> slopes(const std::vector<std::vector<double>>& scores,
                           const std::vector<double>& values) {
  const auto inputs = static_cast<Eigen::Index>(scores.size());
  const auto draws = static_cast<Eigen::Index>(values.size());
  if (draws < 2 * (inputs + 1))
    throw core::UsageError(grouped(values.size()) + " draws are too few for the slopes of " +
                           std::to_string(inputs) + " inputs: " + grouped(2 * (scores.size() + 1)) +
                           " are needed");
  // Normal equations: scores are all but independent, so that they are well conditioned.
  Eigen::MatrixXd centred(draws, inputs);
  for (Eigen::Index i = 0; i < inputs; ++i) {
    const Eigen::Map<const Eigen::VectorXd> column(scores[static_cast<std::size_t>(i)].data(),
                                                   draws);
    centred.col(i) = column.array() - column.mean();
  }
  const Eigen::Map<const Eigen::VectorXd> f(values.data(), draws);
  const Eigen::VectorXd solved =
      (centred.transpose() * centred).ldlt().solve(centred.transpose() * f);
  return {solved.begin(), solved.end()};
}

std::vector<double> nearest_zero(const std::vector<double>& at, double value,
                                 const std::vector<double>& slope) {
  const double square = std::inner_product(slope.begin(), slope.end(), slope.begin(), 0.0);
  const double along = std::inner_product(slope.begin(), slope.end(), at.begin(), 0.0);
  std::vector<double> next(at.size(), 0.0);
  if (square > 0)
    for (std::size_t i = 0; i < next.size(); ++i) next[i] = slope[i] * (along - value) / square;
  return next;
}

}  // namespace e2roi::analysis
