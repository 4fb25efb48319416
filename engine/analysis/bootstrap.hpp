#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace e2roi::analysis {

/// How often each draw occurs in a bootstrap replicate: as many draws as there are in `use`, drawn
/// with replacement from them. A pure function of (seed, replicate).
///
/// draws    length of the result; draws outside `use` have weight 0
/// returns  counts, at most 255 each
std::vector<std::uint8_t> bootstrap_weights(std::size_t draws, std::span<const std::uint32_t> use,
                                            std::uint64_t seed, std::uint64_t replicate);

}  // namespace e2roi::analysis
