#pragma once
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

#include "engine/model/schedule.hpp"
#include "engine/run/zeros.hpp"

/// Workspace: what a thread needs to simulate one block after the other.
namespace e2roi::run {

/// Memory of a block, allocated once.
struct Workspace {
  std::unique_ptr<void, decltype(&std::free)> scratch{nullptr, &std::free};  ///< the kernel's
  std::vector<double> inputs;    ///< [input][model::kBlockDraws]
  std::vector<double> outcomes;  ///< [path][outcome][model::kBlockDraws]
  /// [pack][month][path][series][model::kSeriesLanes]
  std::vector<double, OnHugePages<double>> series;
  std::vector<double> units;  ///< [month][path][2][unit][model::kBlockDraws]
};

/// Memory for blocks of that setting, with room for so many values of series and of units' series
/// (0 = none is wanted). Throws std::bad_alloc.
Workspace new_workspace(const model::Setting& setting, std::size_t series, std::size_t units);

}  // namespace e2roi::run
