#pragma once
#include <string>
#include <vector>

#include "engine/scenario/read.hpp"

/// The bank of scenarios/workshop-bank, with settings as of --set.
namespace e2roi::tests {

inline scenario::Scenario workshop_bank(const std::vector<std::string>& set = {}) {
  const std::string file = std::string(E2ROI_TESTS) + "/../scenarios/workshop-bank/scenario.toml";
  return scenario::read(file, {set, false, false});
}

inline scenario::Scenario workshop_bank(std::uint64_t draws, std::vector<std::string> set = {}) {
  set.push_back("run.draws=" + std::to_string(draws));
  return workshop_bank(set);
}

}  // namespace e2roi::tests
