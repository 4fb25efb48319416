#pragma once
#include <Eigen/Core>
#include <span>
#include <vector>

#include "engine/sampling/copula.hpp"

/// Correlation matrices: the one of given pairs, and the nearest one that can be.
namespace e2roi::sampling {

/// Least eigenvalue that a correlation matrix must have here, or its Cholesky root is mostly error.
inline constexpr double kLeastEigenvalue = 1e-8;

/// Correlations of the normal numbers of a group: ones on the diagonal, 0 where no pair is given.
Eigen::MatrixXd normal_correlations(const std::vector<int>& ids,
                                    std::span<const RankCorrelation> pairs);

double least_eigenvalue(const Eigen::MatrixXd& symmetric);

/// The correlation matrix nearest to `symmetric` in the Frobenius norm, with eigenvalues of at
/// least `least`, within 1e-9. Source: Higham (2002), alternating projections with Dykstra's
/// correction.
Eigen::MatrixXd nearest_correlations(const Eigen::MatrixXd& symmetric, double least);

}  // namespace e2roi::sampling
