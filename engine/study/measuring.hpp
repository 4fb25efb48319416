#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/measurement.hpp"
#include "engine/model/schedule.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/study/draws.hpp"
#include "engine/study/pilot.hpp"

/// What those who measure a path get to see of it, month by month, in every draw: each rung through
/// measurement as the model has it (MODEL.md, measurement).
namespace e2roi::study {

/// What is measured: the rungs, all of them together, and what is left of these after cost.
enum Measure : int { kBenefit = model::kRungs, kReturn, kMeasures };

/// One path in one draw: true and measured figures, added up over the months so far.
class MeasuredPath {
 public:
  /// start      the path's first whole month
  /// log_count  log(1 + n), n = 0 …, as model::Setting has it
  MeasuredPath(const model::MeasurementInputs<double>& in, int start, const double* log_count);

  /// Adds the next month, from month 0 on. `noise`: a standard normal a rung.
  void add(int month, const model::Earnings<double>& benefits, double cost, bool active,
           const double* noise);

  /// Of a Measure, all months so far [EUR].
  double truly(int measure) const { return true_[static_cast<std::size_t>(measure)]; }
  double measured(int measure) const { return measured_[static_cast<std::size_t>(measure)]; }
  /// How the last month was seen.
  const model::Sight<double>& sight() const { return sight_; }

 private:
  const model::MeasurementInputs<double>* in_;
  int start_;
  const double* log_count_;
  double step_;  ///< 2^(-1/learning_half_life)
  model::Measurement<double> state_;
  model::Sight<double> sight_;
  std::array<double, kMeasures> true_{}, measured_{};
};

/// In how many draws the figures of a month are right.
struct MonthCounts {
  std::vector<std::uint32_t> there;  ///< [month] true figure is not 0
  std::vector<std::uint32_t> sign;   ///< [month] and the measured one has its sign
  std::vector<std::uint32_t> size;   ///< [month] and is within half of it
};

/// All draws.
struct Measured {
  std::vector<std::array<MonthCounts, kMeasures>> counts;  ///< [path without stay]
  /// [(path without stay) · model::kRungs + rung][draw] part of the rung seen in the last month [1]
  std::vector<std::vector<double>> seen;
  std::vector<std::vector<double>>
      signals;                             ///< [length · model::kRungs + rung][draw], of the pilot
  std::vector<std::vector<double>> costs;  ///< [length][draw] cost of the pilot [EUR]
};

/// Simulates all draws once more and watches them.
Measured measure(const scenario::Scenario& scenario, const run::Evaluator& evaluator,
                 const model::Setting& setting, const InputTable& inputs, const Pilot& pilot);

}  // namespace e2roi::study
