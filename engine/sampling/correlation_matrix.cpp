#include "engine/sampling/correlation_matrix.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace e2roi::sampling {
namespace {

/// The nearest symmetric matrix with eigenvalues of at least `least`.
Eigen::MatrixXd clipped(const Eigen::MatrixXd& symmetric, double least) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
  const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(least);
  return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

double rounded(double rank) { return std::round(rank * 100) / 100; }

/// Ranks in whole hundredths: of a matrix of normal correlations, drawn towards 0 by `factor`.
std::vector<RankCorrelation> rounded_pairs(const std::vector<int>& ids,
                                           const Eigen::MatrixXd& normal, double factor) {
  std::vector<RankCorrelation> pairs;
  for (std::size_t i = 0; i < ids.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double correlation =
          normal(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * factor;
      pairs.push_back({ids[j], ids[i], rounded(rank_correlation(correlation))});
    }
  return pairs;
}

bool can_hold(const std::vector<int>& ids, std::span<const RankCorrelation> pairs) {
  return least_eigenvalue(normal_correlations(ids, pairs)) >= kLeastEigenvalue;
}

/// The largest hundredth by which all ranks can be multiplied: from above, so that it is the
/// largest.
double largest_factor(const std::vector<int>& ids, std::span<const RankCorrelation> pairs) {
  for (int hundredths = 99; hundredths > 0; --hundredths) {
    std::vector<RankCorrelation> smaller(pairs.begin(), pairs.end());
    for (RankCorrelation& pair : smaller) pair.rank *= hundredths / 100.0;
    if (can_hold(ids, smaller)) return hundredths / 100.0;
  }
  return 0;
}

}  // namespace

Eigen::MatrixXd normal_correlations(const std::vector<int>& ids,
                                    std::span<const RankCorrelation> pairs) {
  const auto size = static_cast<Eigen::Index>(ids.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
  for (const RankCorrelation& pair : pairs) {
    const auto a = std::lower_bound(ids.begin(), ids.end(), pair.first);
    const auto b = std::lower_bound(ids.begin(), ids.end(), pair.second);
    if (a == ids.end() || *a != pair.first || b == ids.end() || *b != pair.second) continue;
    const Eigen::Index i = a - ids.begin(), j = b - ids.begin();
    matrix(i, j) = matrix(j, i) = normal_correlation(pair.rank);
  }
  return matrix;
}

double least_eigenvalue(const Eigen::MatrixXd& symmetric) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric, Eigen::EigenvaluesOnly)
      .eigenvalues()
      .minCoeff();
}

Eigen::MatrixXd nearest_correlations(const Eigen::MatrixXd& symmetric, double least) {
  constexpr int kMostSteps = 10'000;
  constexpr double kEnough = 1e-10;
  Eigen::MatrixXd nearest = symmetric,
                  correction = Eigen::MatrixXd::Zero(nearest.rows(), nearest.cols());
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::MatrixXd before = nearest;
    const Eigen::MatrixXd corrected = nearest - correction;
    const Eigen::MatrixXd definite = clipped(corrected, least);
    correction = definite - corrected;
    nearest = definite;
    nearest.diagonal().setOnes();
    if ((nearest - before).cwiseAbs().maxCoeff() < kEnough) break;
  }
  return nearest;
}

std::optional<Repair> repair(const std::vector<int>& ids, std::span<const RankCorrelation> pairs) {
  const Eigen::MatrixXd given = normal_correlations(ids, pairs);
  const double least = least_eigenvalue(given);
  if (least >= kLeastEigenvalue) return std::nullopt;
  const Eigen::MatrixXd nearest = nearest_correlations(given, 1e-6);
  for (int step = 0; step <= 1000; ++step) {
    std::vector<RankCorrelation> possible = rounded_pairs(ids, nearest, 1 - 0.001 * step);
    if (can_hold(ids, possible))
      return Repair{least, std::move(possible), largest_factor(ids, pairs)};
  }
  return Repair{least, {}, 0};  // not reached: with a factor of 0 nothing is correlated
}

}  // namespace e2roi::sampling
