#pragma once
#include <string>
#include <vector>

#include "engine/scenario/read.hpp"

/// The bank that the tests of studies simulate.
namespace e2roi::study {

inline scenario::Scenario workshop_bank(std::uint64_t draws, std::vector<std::string> set = {}) {
  const std::string file = std::string(E2ROI_TESTS) + "/../scenarios/workshop-bank/scenario.toml";
  set.push_back("run.draws=" + std::to_string(draws));
  return scenario::read(file, {set, false, false});
}

}  // namespace e2roi::study
