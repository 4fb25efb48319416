#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/rank_correlation.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"
#include "engine/study/quantities.hpp"

/// What ordinary draws say about the influence of each input.
namespace e2roi::study {

/// Uncertain inputs of all draws.
class DrawnInputs {
 public:
  DrawnInputs(const scenario::Scenario& scenario, std::size_t draws);

  /// Ids of the uncertain inputs, rising; the other functions count by place among them.
  const std::vector<int>& ids() const { return ids_; }
  std::size_t draws() const { return draws_; }

  /// A run::FillRows that draws all inputs and keeps the uncertain ones.
  void draw(const run::Rows& rows);

  /// After all draws: their order by each input, and ranks instead of values. On all threads there
  /// would be nothing to gain: a hundredth of a second an input for 100,000 draws.
  void rank();

  std::span<double> ranks() { return values_; }  ///< [place][draw]
  std::span<const std::uint32_t> order(std::size_t place) const { return order_[place]; }

 private:
  run::InputSampler sampler_;
  std::vector<int> ids_;
  std::size_t draws_;
  std::vector<double> values_;  ///< [place][draw], then ranks
  std::vector<std::vector<std::uint32_t>> order_;
};

/// Findings about one quantity, by place of the input.
struct Findings {
  std::vector<analysis::Estimate> shares;  ///< of its variance, first order
  analysis::Estimate sum_of_shares;
  std::vector<analysis::RankCorrelations::OfInput> correlations;
  struct Bar {
    analysis::Estimate at_p10, at_p90;               ///< quiet, all others at their medians
    analysis::Estimate lowest_tenth, highest_tenth;  ///< means over draws
  };
  std::vector<Bar> tornado;
  analysis::Estimate at_medians;  ///< quiet, all inputs at their medians
};

/// correlations  of the ranks of `inputs`
/// tornado       the quantity in the rows that tornado_rows() makes
Findings findings(const DrawnInputs& inputs, const analysis::RankCorrelations& correlations,
                  std::span<const double> values, std::span<const double> tornado);

/// The tornado's rows: every input at its median, then each uncertain input in turn at its 10 % and
/// its 90 % quantile with the others at their medians: 1 + 2 drawn.size() rows.
run::FillRows tornado_rows(const scenario::Scenario& scenario, const std::vector<int>& drawn);

}  // namespace e2roi::study
