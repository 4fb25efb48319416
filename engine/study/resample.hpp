#pragma once
#include <cstdint>
#include <vector>

#include "engine/analysis/resampling.hpp"

/// Resampling for bootstraps, by counters.
namespace e2roi::study {

/// `replicates` resamples of `rows` rows, each of as many draws with replacement: a function of
/// the seed, the replicate's number and `rows`.
analysis::Resampling resampled(std::uint64_t seed, std::size_t rows, std::size_t replicates);

}  // namespace e2roi::study
