#pragma once
#include <boost/program_options.hpp>
#include <string>
#include <vector>

#include "engine/scenario/read.hpp"
#include "tools/e2roi/verb.hpp"

/// The options that change a scenario, shared by every verb that reads one.
namespace e2roi::program {

/// --draws, --months, --seed, --keep-trajectories, --set, --allow-outside.
void add_scenario_options(boost::program_options::options_description& options);

/// What these options say as KEY=VALUE, in the order in which they are applied: first every --set,
/// then those with a name of their own, which are shorthands for one key each.
std::vector<std::string> overrides(const Arguments& arguments);

/// The command line that runs operand number `which` with those options that change the result or
/// where it goes, for messages; without --shard.
std::string run_command(const Arguments& arguments, std::size_t which);

/// Reads every operand, "-" being standard input, with the options applied. Throws
/// scenario::InvalidScenario with the mistakes of all of them.
std::vector<scenario::Scenario> read_scenarios(const Arguments& arguments);

/// The same for one file.
scenario::Scenario read_scenario(const std::string& file, const Arguments& arguments);

}  // namespace e2roi::program
