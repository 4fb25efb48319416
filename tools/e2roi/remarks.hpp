#pragma once
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// What is allowed in a scenario and yet worth a second look.
namespace e2roi::program {

/// One sentence a remark, in the order of the scenario's sections; empty if there is nothing to
/// say.
std::vector<std::string> remarks(const scenario::Scenario& scenario);

}  // namespace e2roi::program
