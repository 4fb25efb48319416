#pragma once
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
/// next. BASE is --out, or results/NAME-HASH, where the hash stands for the whole run. Throws
/// core::FileError, core::RunError, run::Stopped.
///
/// command  the command that runs all of it
void run_shard(const scenario::Scenario& scenario, const Shard& shard, const run::Options& options,
               const Arguments& arguments, const std::string& command);

}  // namespace e2roi::program
