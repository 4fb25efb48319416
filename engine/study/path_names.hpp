#pragma once
#include <string>

#include "engine/scenario/scenario.hpp"

namespace e2roi::study {

/// Place of a path among all of a run: stay is 0, the scenario's first path 1. Throws
/// core::UsageError that lists the paths and says which was probably meant.
std::size_t path_place(const scenario::Scenario& scenario, const std::string& id);

/// Its name for people.
std::string path_name(const scenario::Scenario& scenario, std::size_t place);

}  // namespace e2roi::study
