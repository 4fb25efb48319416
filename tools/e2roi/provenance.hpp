#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/scenario/scenario.hpp"

/// What a result file says about how it was made: enough to make it again.
namespace e2roi::program {

/// Key and value, in order.
using Entries = std::vector<std::pair<std::string, std::string>>;

/// What is known before a run begins: program, versions, seed, draws, the command that repeats the
/// run, where each value came from, the merged scenario. `overrides` are KEY=VALUE as applied.
/// Nothing here depends on the machine, the time, the folder or the number of threads: equal runs
/// give equal files, and shards of one run have equal entries.
Entries provenance_of(const scenario::Scenario& scenario, std::uint64_t first_draw,
                      const std::vector<std::string>& overrides);

/// Puts `entries` into `results.provenance`, before what is there, and behind it the digest.
void add_provenance(core::ResultSet& results, Entries entries, const std::string& digest);

/// Both at once, for the tables of a study.
void add_provenance(core::ResultSet& results, const scenario::Scenario& scenario,
                    const std::vector<std::string>& overrides);

/// `word` as a POSIX shell reads it back.
std::string quoted(const std::string& word);

/// The name of a file as an operand: the same, but never taken for an option ("./-bank.toml").
std::string quoted_file(const std::string& name);

}  // namespace e2roi::program
