#pragma once
#include <atomic>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"
#include "engine/study/cells.hpp"

/// Scenarios that differ in keys that are no knobs, made by the scenario's own reader.
namespace e2roi::study {

/// One combination of such keys, and the cells that have it.
struct Variant {
  scenario::Scenario scenario;  ///< without its texts
  std::vector<std::size_t> cells;
};

/// Whether the axis is a knob of the plan (knobs.hpp); else a key of the scenario.
bool is_knob_axis(const Axis& axis);

/// All combinations, in the order in which cells first have them. Throws core::UsageError or, for
/// what stands in a file, scenario::InvalidScenario where a name is neither a knob nor a key or a
/// factor is out of range; scenario::InvalidScenario with what the reader says of a cell;
/// run::Stopped if `stop` was set.
std::vector<Variant> variants_of(const scenario::Scenario& base, const Cells& cells,
                                 const std::atomic<bool>* stop);

}  // namespace e2roi::study
