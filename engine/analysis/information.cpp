#include "engine/analysis/information.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/analysis/intervals.hpp"

namespace e2roi::analysis {
namespace {

using Eigen::Index;

/// The best of a row; -1 where none is above the reference.
template <class Row>
int best_of(const Row& row) {
  Index place = 0;
  return row.size() > 0 && row.maxCoeff(&place) > 0 ? static_cast<int>(place) : -1;
}

double payoff_of(const Payoffs& payoffs, Index row, int choice) {
  return choice < 0 ? 0.0 : payoffs(row, choice);
}

}  // namespace

Estimate mean_of(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / count;
  for (const double value : values) squares += (value - mean) * (value - mean);
  Estimate estimate;
  estimate.value = mean;
  if (values.size() > 1) estimate.standard_error = std::sqrt(squares / (count - 1) / count);
  return estimate;
}

int best_by_mean(const Payoffs& payoffs) {
  return best_of(Eigen::RowVectorXd(payoffs.colwise().mean()));
}

Gains of_everything(const Payoffs& payoffs) { return of_rule(payoffs, payoffs); }

Gains of_rule(const Payoffs& payoffs, const Eigen::MatrixXd& predicted) {
  const int chosen = best_by_mean(payoffs);
  Gains gains;
  for (Index i = 0; i < payoffs.rows(); ++i) {
    const int choice = predicted.cols() == 0 ? -1 : best_of(predicted.row(i));
    gains.gain.push_back(payoff_of(payoffs, i, choice) - payoff_of(payoffs, i, chosen));
    gains.changed.push_back(choice != chosen ? 1 : 0);
  }
  return gains;
}

Gains where_it_pays(Gains gains) {
  std::array<double, kFolds> sums{};
  for (std::size_t row = 0; row < gains.gain.size(); ++row) sums[fold_of(row)] += gains.gain[row];
  const double all = std::accumulate(sums.begin(), sums.end(), 0.0);
  for (std::size_t row = 0; row < gains.gain.size(); ++row)
    if (all - sums[fold_of(row)] < 0) gains.gain[row] = gains.changed[row] = 0;
  return gains;
}

Gains of_knowing(const Payoffs& payoffs, const std::vector<Known>& columns, std::size_t paired) {
  return where_it_pays(of_rule(payoffs, cross_fitted(Terms(columns, paired), payoffs)));
}

Bounds of_rows(const Payoffs& payoffs, std::size_t replicates, int chosen) {
  const auto each = static_cast<Index>(replicates);
  const auto number = static_cast<double>(replicates);
  Bounds bounds;
  for (Index first = 0; first + each <= payoffs.rows(); first += each) {
    const Eigen::RowVectorXd sum = payoffs.middleRows(first, each).colwise().sum();
    double lower = 0, without = 0, changed = 0;
    for (Index i = first; i < first + each; ++i) {
      const int choice = best_of(Eigen::RowVectorXd(sum - payoffs.row(i)));
      lower += payoff_of(payoffs, i, choice);
      without += payoff_of(payoffs, i, chosen);
      changed += choice != chosen ? 1 : 0;
    }
    const double upper = sum.size() > 0 ? std::max(sum.maxCoeff(), 0.0) : 0.0;
    bounds.lower.push_back((lower - without) / number);
    bounds.upper.push_back((upper - without) / number);
    bounds.changed.push_back(changed / number);
  }
  return bounds;
}

Estimate between(const Bounds& bounds) {
  const Estimate lower = mean_of(bounds.lower), upper = mean_of(bounds.upper);
  return Estimate::with_interval((lower.value + upper.value) / 2,
                                 lower.value - kTwoSided95 * lower.standard_error,
                                 upper.value + kTwoSided95 * upper.standard_error);
}

}  // namespace e2roi::analysis
