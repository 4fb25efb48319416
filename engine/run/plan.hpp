#pragma once
#include <vector>

#include "engine/model/facts.hpp"
#include "engine/run/fans.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/scenario.hpp"

/// Plan: a scenario as the model's facts, and what running it will take.
namespace e2roi::run {

model::Company company_of(const scenario::Scenario& scenario);
std::vector<model::Path> paths_of(const scenario::Scenario& scenario);
model::Horizon horizon_of(const scenario::Scenario& scenario);
FanShape shape_of(const scenario::Scenario& scenario);

/// Months done in one stretch, so that a thread's series buffer stays near the cache: at least 1.
int stretch_of(const FanShape& shape);

/// Throws core::RunError with both figures if the run cannot fit into memory.
void refuse_if_too_large(const scenario::Scenario& scenario, int threads,
                         std::uint64_t held = UINT64_MAX);
/// The same for run_stretch().
void refuse_if_too_large_to_keep(const scenario::Scenario& scenario, int threads,
                                 std::uint64_t draws);

/// Throws core::UsageError if draws cannot begin at `first_draw`, because the scenario's sampling
/// design spreads exactly the draws 0 … run.draws-1.
void refuse_first_draw(const scenario::Scenario& scenario, std::uint64_t first_draw);

}  // namespace e2roi::run
