#pragma once
#include <Eigen/Core>
#include <span>
#include <vector>

#include "engine/analysis/estimate.hpp"
#include "engine/analysis/regression.hpp"

/// Value of information: what it is worth to know something before choosing. Payoffs are those of
/// alternatives against one more, the reference, whose payoff is 0 in every draw; errors are over
/// draws. analysis/VALUE_OF_INFORMATION.md.
namespace e2roi::analysis {

/// [draw][alternative] payoff against the reference [EUR].
using Payoffs = Eigen::Ref<const Eigen::MatrixXd>;

/// What knowing is worth, draw by draw; its mean is the value of information.
struct Gains {
  std::vector<double> gain;     ///< against choosing without knowing [EUR]
  std::vector<double> changed;  ///< share: 1 where the choice is another one than without [1]
};

/// Mean with its standard error; NaN below two values.
Estimate mean_of(std::span<const double> values);

/// The alternative with the highest mean payoff; -1: the reference.
int best_by_mean(const Payoffs& payoffs);

/// Knowing everything, chance included: EVPI = E[max payoff] - max E[payoff].
Gains of_everything(const Payoffs& payoffs);

/// Choosing in each draw what `predicted` says is best. Predictions in which the draw itself has no
/// part make this unbiased for the worth of that rule, which is at most that of the knowledge it is
/// made from.
Gains of_rule(const Payoffs& payoffs, const Eigen::MatrixXd& predicted);

/// What is left of a rule that nobody follows in a fold where it did harm, on average, in all other
/// folds: there the choice stays what it is without knowing.
Gains where_it_pays(Gains gains);

/// Knowing the columns: of_rule() of cross-fitted regressions, where_it_pays(). Each two of the
/// first `paired` columns may act together.
Gains of_knowing(const Payoffs& payoffs, const std::vector<Known>& columns, std::size_t paired = 0);

/// Bounds for knowing what a row has in common, from `replicates` payoffs of each row that differ
/// in what cannot be known.
struct Bounds {
  std::vector<double> lower;    ///< a row: each replicate judged by the choice of the others
  std::vector<double> upper;    ///< a row: all judged by their own choice
  std::vector<double> changed;  ///< a row: share of replicates whose choice is another one
};

/// To leading order the lower bound is as much too low as the upper one is too high, by 1 in
/// `replicates`.
///
/// payoffs     [row · replicates + replicate][alternative]
/// replicates  at least 2
/// chosen      what is chosen without knowing, as best_by_mean() says it
Bounds of_rows(const Payoffs& payoffs, std::size_t replicates, int chosen);

/// Halfway between the bounds, with an interval from the 95 % limit of the lower one to that of the
/// upper one.
Estimate between(const Bounds& bounds);

}  // namespace e2roi::analysis
