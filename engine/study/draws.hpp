#pragma once
#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/analysis/information.hpp"
#include "engine/model/inputs.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/information_options.hpp"

/// The draws of a scenario as studies of information need them: payoffs and what was drawn.
namespace e2roi::study {

/// Values of the inputs by draw: of those that are drawn, and of all that measurement needs.
class InputTable {
 public:
  InputTable(const scenario::Scenario& scenario, std::uint64_t draws);

  /// Ids of the inputs that are drawn, rising.
  const std::vector<int>& drawn() const { return drawn_; }
  /// Values of a drawn input by draw.
  std::span<const double> column(int id) const;
  /// Measurement's inputs of one draw.
  model::MeasurementInputs<double> measurement(std::uint64_t draw) const;
  /// Takes the rows of a block, [input id][model::kBlockDraws].
  void put(std::uint64_t first, int count, const double* inputs);

 private:
  std::uint64_t draws_;
  std::vector<int> drawn_, kept_;
  std::vector<std::size_t> place_;  ///< of each input id in `values_`
  std::vector<double> values_;      ///< [kept input][draw]
};

/// Present values of the rungs and NPV of every draw.
struct DrawTable {
  InputTable inputs;
  run::OutcomeTable outcomes;

  std::uint64_t draws() const { return outcomes.rows; }
  /// [draw][path without stay] NPV [EUR]; lives as long as this.
  Eigen::Map<const Eigen::MatrixXd> npv() const;
};

/// Simulates all draws of the scenario.
DrawTable simulate_draws(const scenario::Scenario& scenario, const run::Evaluator& evaluator);

/// How often chance is drawn anew for each draw of the inputs.
inline constexpr std::uint64_t kReplicates = 8;

/// What each draw of the inputs is worth under kReplicates futures of its own, and bounds for
/// knowing the inputs alone. Row i has the inputs of draw i.
///
/// chosen    what is chosen without knowing, a path less one; -1: stay
/// progress  gets the rows done
analysis::Bounds bounds_of_inputs(const scenario::Scenario& scenario,
                                  const InformationOptions& options, int chosen,
                                  const std::function<void(std::uint64_t)>& progress);

/// Values by draw as standard normals of the same order (van der Waerden 1952): what a column says
/// does not change, and regressions on it do not mind its tails. Equal values get equal scores.
std::vector<double> normal_scores(std::span<const double> values);

}  // namespace e2roi::study
