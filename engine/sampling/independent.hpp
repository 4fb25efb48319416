#pragma once
#include <array>
#include <cstdint>

#include "engine/core/pack.hpp"

/// Independent uniform numbers of inputs: what Monte Carlo draws, and what the other designs put
/// in order.  MODEL.md, noise.
namespace e2roi::sampling {
inline namespace E2ROI_LEVEL {

/// Rows of four dimensions whose numbers one random block makes; nullptr = not wanted.
using FourRows = std::array<double*, 4>;

/// Uniforms of dimensions 4·block … 4·block+3 (ids of inputs, or columns of a study's design) of
/// `draws` draws from `first_draw` on: each a function of (seed, draw, dimension) and nothing else,
/// exact multiples of 2^-53 in [2^-53, 1 - 2^-53].
///
/// draws  rounded up to a multiple of core::kPackLanes: the rows need that room
void independent_uniforms(std::uint64_t seed, std::uint64_t block, std::uint64_t first_draw,
                          int draws, const FourRows& rows);

}  // namespace E2ROI_LEVEL

/// The same function, of some x86-64 level; same bits from each.
using Uniforms = void (*)(std::uint64_t seed, std::uint64_t block, std::uint64_t first_draw,
                          int draws, const FourRows& rows);

}  // namespace e2roi::sampling
