#pragma once
#include "engine/scenario/report.hpp"
#include "engine/scenario/value.hpp"

/// How one layer of a scenario changes the layers below it.
namespace e2roi::scenario {

/// Lays `over` upon `base`. Tables merge deeply; [[path]] and [[company.unit]] merge by `id`, new
/// ones following the base's; anything else is replaced, an uncertain input also where `over` says
/// it in another way (a base's p10, p50, p90 are gone when a child gives mean and sd; its source
/// goes with them).
void merge(Value& base, Value&& over);

/// Reports ids that one layer gives to two tables: merging would make one table of them.
void check_ids(const Value& layer, Report& report);

}  // namespace e2roi::scenario
