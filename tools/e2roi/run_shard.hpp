#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/run.hpp"
#include "engine/scenario/scenario.hpp"
#include "tools/e2roi/shard.hpp"

/// `run --shard`: one part of a run into a shard file.
namespace e2roi::program {

/// Every reason not to begin. Throws core::UsageError, core::RunError.
void check_shard(const std::vector<scenario::Scenario>& scenarios, const Shard& shard,
                 const run::Options& options);

/// Simulates the shard, writes it as BASE-K-of-N.shard, and prints what it holds and what to do
/// next. BASE is --out, or results/NAME-HASH, where the hash stands for the whole run. A longer
/// shard than a checkpoint leaves each finished piece in a folder beside it and goes on from there
/// if it is started again; the folder is removed when the shard is written. Throws core::FileError,
/// core::RunError, run::Stopped; StoppedEarly and core::Error as simulate() does.
///
/// checkpoint  draws between checkpoints, as in Simulation
/// command     the command that runs all of it
void run_shard(const scenario::Scenario& scenario, const Shard& shard, const run::Options& options,
               std::uint64_t checkpoint, const Arguments& arguments, const std::string& command);

}  // namespace e2roi::program
