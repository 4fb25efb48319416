#include <Eigen/Dense>
#include <cmath>

#include "engine/analysis/design_point.hpp"
#include "engine/analysis/figures.hpp"
#include "engine/core/error.hpp"

namespace e2roi::analysis {

std::size_t draws_for_slopes(std::size_t inputs) { return 20 * (inputs + 1); }

Slopes slopes(const std::vector<std::vector<double>>& scores, const std::vector<double>& values) {
  const auto inputs = static_cast<Eigen::Index>(scores.size());
  const auto draws = static_cast<Eigen::Index>(values.size());
  if (values.size() < draws_for_slopes(scores.size()))
    throw core::UsageError(grouped(values.size()) + " draws are too few for the slopes of " +
                           std::to_string(inputs) +
                           " inputs: " + grouped(draws_for_slopes(scores.size())) + " are needed");
  // Normal equations: scores are all but independent, so that they are well conditioned.
  Eigen::MatrixXd centred(draws, inputs);
  for (Eigen::Index i = 0; i < inputs; ++i) {
    const Eigen::Map<const Eigen::VectorXd> column(scores[static_cast<std::size_t>(i)].data(),
                                                   draws);
    centred.col(i) = column.array() - column.mean();
  }
  const Eigen::Map<const Eigen::VectorXd> f(values.data(), draws);
  const auto products = (centred.transpose() * centred).ldlt();
  const Eigen::VectorXd solved = products.solve(centred.transpose() * f);
  const Eigen::VectorXd rest = (f.array() - f.mean()).matrix() - centred * solved;
  const double variance = rest.squaredNorm() / static_cast<double>(draws - inputs - 1);
  const Eigen::VectorXd inverse =
      products.solve(Eigen::MatrixXd::Identity(inputs, inputs)).diagonal();
  Slopes found{{solved.begin(), solved.end()}, {}};
  for (const double each : inverse) found.error.push_back(std::sqrt(variance * each));
  return found;
}

}  // namespace e2roi::analysis
