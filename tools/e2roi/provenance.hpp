#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/scenario/scenario.hpp"

/// What a result file says about how it was made: enough to make it again.
namespace e2roi::program {

/// Puts into `results.provenance`, before what is there: program, versions, seed, draws, the
/// command that repeats the run, where each value came from, the merged scenario; and behind it the
/// digest, which is also returned. `overrides` are KEY=VALUE as applied. Nothing here depends on
/// the machine, the time, the folder or the number of threads: equal runs give equal files.
std::string add_provenance(core::ResultSet& results, const scenario::Scenario& scenario,
                           const std::vector<std::string>& overrides);

}  // namespace e2roi::program
