#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"

/// Words about records that describe, schema and reference page share.
namespace e2roi::scenario {

/// Sections of the inputs in the order of the model: culture, leadership, …
std::vector<std::string> sections();

/// The two parts of an input's key: "loyalty" and "churn_base".
std::string_view section_of(const InputRecord& record);
std::string_view name_of(const InputRecord& record);

/// The source of a prior, with what "assumption" and "scenario" mean.
std::string source_text(const InputRecord& record);

/// Whether the source names entries of scenarios/EVIDENCE.md, and not an assumption alone.
bool has_evidence(const InputRecord& record);

/// What may stand behind a key, in words: "a whole number", "a list of [month, value] points".
std::string type_of(const KeyRecord& record);

/// What a value must keep to: range and unit, choices, numbers of elements; "" where anything goes.
std::string limits_of(const KeyRecord& record);

}  // namespace e2roi::scenario
