#pragma once
#include <string>
#include <vector>

#include "engine/scenario/report.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/scenario/value.hpp"

/// A merged scenario against the table of records: every key known, every value allowed.
namespace e2roi::scenario {

/// One uncertain input and where the scenario gives it (Place{} where it does not).
struct CheckedInput {
  Input input;
  Place place;
};

/// A scenario that has passed every check that a record can make.
struct Checked {
  Value table;                       ///< keys in the order of the records, defaults filled in
  std::vector<CheckedInput> inputs;  ///< all, by id
  std::vector<sampling::RankCorrelation> correlations;
};

/// Checks what `merged` says, key by key, and fills in what nobody gave.
/// `title` is the name of a scenario that has none. `is_whole`: nothing was lost while reading, so
/// that what is missing is really missing.
Checked check(const Value& merged, const std::string& title, bool is_whole, Report& report);

/// Checks that concern several keys at once: sums, orders, sizes (MODEL.md, schedule). Keys that
/// are invalid by themselves are left out.
void check_together(const Value& table, Report& report);

/// Checks that the pilot of `table`, the whole scenario, names units and paths that there are, and
/// ends within the horizon.
void check_pilot(const Value& table, Report& report);

/// Checks the table `inputs` (nullptr: there is none) and completes it with the model's priors.
std::vector<CheckedInput> check_inputs(const Value* inputs, Report& report);

/// The pairs that the [[correlation]] tables give (nullptr: there are none), each once, by ids that
/// rise within a pair; which inputs there are and whether they are uncertain is `inputs`'.
std::vector<sampling::RankCorrelation> check_correlations(const Value* tables,
                                                          const std::vector<CheckedInput>& inputs,
                                                          Report& report);

}  // namespace e2roi::scenario
