#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// What can be said about inputs and keys, as text for people and as JSON. Pure functions of the
/// records and of the inputs given: the model's own, or those of a scenario.
namespace e2roi::scenario {

/// Every input with the model's prior, by id: what `Scenario::inputs` is when nothing is replaced.
std::vector<Input> model_inputs();

/// Mean and quantiles of an input's draws, in the unit of its record.
struct InputSummary {
  double mean, p10, p50, p90;  ///< of the values clipped to the bounds, as a run draws them
};
InputSummary summary_of(const Input& input);

/// All inputs by section, one row of aligned columns and the help under it, each line at most 120
/// characters wide. "*" marks a modeller's assumption, "=" a value of the scenario's own.
std::string describe_inputs(std::span<const Input> inputs);

/// One input ("loyalty.churn_base", with or without "inputs." before it), one section of inputs
/// ("loyalty") or one key of a scenario ("run.draws"; a table lists its keys). Throws
/// core::UsageError for a key that nothing has, with the one that was probably meant.
std::string describe_key(std::string_view key, std::span<const Input> inputs);

/// All inputs and keys as one line of JSON: { "format": "e2roi-describe-1", "inputs": [...],
/// "keys": [...] }.
std::string describe_json(std::span<const Input> inputs);

}  // namespace e2roi::scenario
