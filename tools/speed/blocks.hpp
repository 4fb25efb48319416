#pragma once
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/scenario/scenario.hpp"

namespace e2roi::speed {

/// The first blocks of a scenario's draws, their inputs drawn, for any kernel to simulate.
class Blocks {
 public:
  Blocks(const scenario::Scenario& scenario, std::size_t count);

  std::size_t count() const { return inputs_.size(); }
  std::size_t draws() const { return count() * model::kBlockDraws; }
  double draw_months() const;  ///< draws × months × paths, stay included
  const model::Setting& setting() const { return prepared_.view(); }

  /// Months from … to-1 of a block; `scratch` from scratch_for(), kept between stretches.
  ///
  /// series    [pack][to-from][path][series][model::kSeriesLanes], or nullptr
  /// outcomes  [path][outcome][model::kBlockDraws]
  void simulate(const model::Kernel& kernel, std::size_t block, int from, int to, void* scratch,
                double* series, double* outcomes) const;

  using Scratch = std::unique_ptr<void, decltype(&std::free)>;
  Scratch scratch_for(const model::Kernel& kernel) const;

  std::size_t outcomes_size() const;  ///< of one block [values]
  /// Outcomes of all blocks, no series.
  std::vector<double> outcomes(const model::Kernel& kernel) const;

 private:
  const model::PreparedSetting prepared_;
  std::vector<std::vector<double>> inputs_;
};

}  // namespace e2roi::speed
