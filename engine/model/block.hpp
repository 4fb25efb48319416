#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/model/schedule.hpp"

/// The interface between the kernel and whoever runs it: plain numbers and pointers, because the
/// kernel is compiled for newer machines than its caller and must share no inline code with it.
namespace e2roi::model {

/// Draws in a block; a block's draws are simulated together. One constant for every run, so that
/// no sum over a block depends on threads. Blocks begin at whole multiples of it.
inline constexpr int kBlockDraws = 256;

/// Draws whose series lie side by side: a pack of the kernel, and the same for the twin. All series
/// of a pack in a month are neighbours, because the kernel writes them one after the other.
inline constexpr int kSeriesLanes = 8;
inline constexpr int kSeriesPacks = kBlockDraws / kSeriesLanes;

/// A stretch of months of one block of draws. Months 0 … T-1 are done in order, in one or several
/// stretches with the same scratch.
struct BlockTask {
  const Setting* setting;
  const double* inputs;      ///< [kInputs][kBlockDraws], by id
  std::uint64_t first_draw;  ///< number of the block's first draw
  int draws;            ///< draws wanted, 1 … kBlockDraws; inputs of the rest are read as well
  void* scratch;        ///< scratch_bytes() of memory, aligned to 64; kept between stretches
  int from, to;         ///< months from … to-1
  double* series;       ///< [pack][to-from][path][series][kSeriesLanes], or nullptr
  double* unit_series;  ///< [to-from][path][openness, empowerment][unit][kBlockDraws], or nullptr
  double* outcomes;     ///< [path][outcome][kBlockDraws], written when to = T; never nullptr then
  /// [kBlockDraws] numbers of the draws whose monthly noise each row has; nullptr: the draws' own,
  /// first_draw, first_draw + 1 …
  const std::uint64_t* noise_draws = nullptr;
};

/// A kernel for one level of machine.
struct Kernel {
  const char* level;  ///< "x86-64-v4"…
  void (*simulate)(const BlockTask&);
  std::size_t (*scratch_bytes)(const Setting&);
};

/// The best kernel this machine can run; the environment variable E2ROI_ISA (v2, v3, v4) asks for
/// an older one. All give the same bits. Throws core::RunError if the machine cannot run the one
/// asked for, or none.
const Kernel& best_kernel();

/// The readable twin: the same source over double, one draw at a time. For tests and timing.
const Kernel& twin_kernel();

}  // namespace e2roi::model
