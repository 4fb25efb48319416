#include "engine/sampling/copula.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "engine/core/error.hpp"
#include "engine/core/real.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/normal_cdf.hpp"
#include "engine/sampling/correlation_matrix.hpp"

namespace e2roi::sampling {

/// Taylor's series, as far as doubles see it within pi/6: the C library's sine has other bits on
/// other processors.
double normal_correlation(double rank) {
  constexpr double kPi = 3.14159265358979323846;
  const double x = kPi / 6 * rank, square = x * x;
  double sum = 0;
  for (double k = 17; k >= 1; k -= 2) sum = 1 - sum * square / ((k + 1) * (k + 2));
  return std::clamp(2 * x * sum, -1.0, 1.0);
}

double rank_correlation(double correlation) {
  constexpr double kPi = 3.14159265358979323846;
  return 6 / kPi * std::asin(correlation / 2);
}

std::vector<std::vector<int>> groups_of(std::span<const RankCorrelation> pairs) {
  std::map<int, int> leader;  // the lowest id of each one's group
  for (const RankCorrelation& pair : pairs) {
    const int a = leader.try_emplace(pair.first, pair.first).first->second;
    const int b = leader.try_emplace(pair.second, pair.second).first->second;
    for (auto& [id, its] : leader)
      if (its == std::max(a, b)) its = std::min(a, b);
  }
  std::map<int, std::vector<int>> groups;
  for (const auto& [id, its] : leader) groups[its].push_back(id);
  std::vector<std::vector<int>> all;
  for (auto& [its, ids] : groups) all.push_back(std::move(ids));
  return all;
}

namespace {

/// Cholesky's root L of L L', row by row; empty if there is none. A library sums in another order
/// where registers are wider; here every machine gives the same bits.
std::vector<double> lower_root(const Eigen::MatrixXd& matrix) {
  const Eigen::Index size = matrix.rows();
  std::vector<double> root(static_cast<std::size_t>(size * size), 0.0);
  const auto at = [&](Eigen::Index i, Eigen::Index j) -> double& {
    return root[static_cast<std::size_t>(i * size + j)];
  };
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) {
      double left = matrix(i, j);
      for (Eigen::Index k = 0; k < j; ++k) left -= at(i, k) * at(j, k);
      if (i == j && !(left > 0)) return {};
      at(i, j) = i == j ? core::sqrt(left) : left / at(j, j);
    }
  return root;
}

}  // namespace

GaussianCopula::GaussianCopula(std::span<const RankCorrelation> pairs) {
  for (const std::vector<int>& ids : groups_of(pairs)) {
    if (ids.size() > kMostInputs)
      throw core::RunError("at most " + std::to_string(kMostInputs) +
                           " inputs can be correlated with each other, not " +
                           std::to_string(ids.size()));
    Group group{ids, lower_root(normal_correlations(ids, pairs))};
    if (group.root.empty())
      throw core::RunError("the rank correlations of " + std::to_string(ids.size()) +
                           " inputs are not positive definite");
    groups_.push_back(std::move(group));
  }
}

void GaussianCopula::apply(int draws, std::size_t stride, double* columns) const {
  using core::Pack;
  Pack normal[kMostInputs];
  for (const Group& group : groups_) {
    const std::size_t size = group.ids.size();
    for (int draw = 0; draw < draws; draw += core::kPackLanes) {
      const auto row = [&](std::size_t i) {
        return columns + static_cast<std::size_t>(group.ids[i]) * stride + draw;
      };
      for (std::size_t i = 0; i < size; ++i) normal[i] = random::inverse_normal(core::load(row(i)));
      for (std::size_t i = 1; i < size; ++i) {
        const double* root = group.root.data() + i * size;
        Pack sum = Pack(root[0]) * normal[0];
        for (std::size_t j = 1; j <= i; ++j) sum += Pack(root[j]) * normal[j];
        const Pack u = random::normal_cdf(sum);
        core::store(row(i), core::min(core::max(u, Pack(0x1p-53)), Pack(1 - 0x1p-53)));
      }
    }
  }
}

}  // namespace e2roi::sampling
