#pragma once
#include <string>
#include <vector>

#include "engine/scenario/report.hpp"
#include "engine/scenario/value.hpp"

/// Single values that are laid over a scenario from outside its files: --set and E2ROI_… variables.
namespace e2roi::scenario {

/// Lays `--set KEY=VALUE` over `merged`. KEY names paths and units by their id
/// (path.social-business.commitment); VALUE is TOML or, if it is none, a text.
void apply_option(const std::string& option, Value& merged, Report& report);

/// Lays every environment variable E2ROI_… over `merged`, in the order of their names: a key in
/// capitals, "__" for its dots and "_" for "-" in ids (E2ROI_PATH__SOCIAL_BUSINESS__COMMITMENT).
/// Variables that mean something else to the program (E2ROI_ISA, E2ROI_THREADS) are left alone; any
/// other that names no key is a mistake.
void apply_environment(Value& merged, Report& report);

/// Lays `leaf` over `merged` at the key with these parts. `part_places`: where each part is
/// written.
void assign(const std::vector<std::string>& parts, const std::vector<Place>& part_places,
            Value&& leaf, Value& merged, Report& report);

/// The ids of the paths or units in a list of tables.
std::vector<std::string> ids_in(const Value* tables);

}  // namespace e2roi::scenario
