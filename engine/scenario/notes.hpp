#pragma once
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// Remarks on a scenario that is valid, but may not mean what its author thinks.
namespace e2roi::scenario {

/// One sentence each, in the order of the records: paths that change or cost nothing, one-offs
/// beyond the horizon, ends of triangles, distributions that are clipped, draws that are all alike.
std::vector<std::string> check_notes(const Scenario& scenario);

}  // namespace e2roi::scenario
