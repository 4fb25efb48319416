#pragma once
#include "engine/scenario/check.hpp"
#include "engine/scenario/scenario.hpp"

/// From a checked tree of values to the scenario that a run takes.
namespace e2roi::scenario {

/// The facts, paths, run settings and inputs of `checked`, which must be free of mistakes.
Scenario fill(const Checked& checked);

/// TOML of the whole scenario, defaults included, keys in the order of their records; reading it
/// gives the same scenario to the last bit. Of the inputs only those that the scenario replaced.
std::string merged_text(const Checked& checked);

/// Every value and where it came from, in the order of the records; inputs by id.
std::vector<Origin> origins(const Checked& checked, const Report& report);

}  // namespace e2roi::scenario
