#pragma once
#include <span>
#include <string>
#include <string_view>

#include "engine/scenario/scenario.hpp"

/// Knobs: short names that scale the plan of a path as a whole.  SWEEP.md.
namespace e2roi::study {

/// The five levers by name, then staffing, response (staffing and tooling), commitment.
std::span<const char* const> knobs();
bool is_knob(std::string_view name);

/// Largest factor a knob takes; the smallest is 0.
inline constexpr double kLargestFactor = 100;

/// Scales a path: intensities times the factor, within [0, 1]; staffing 1 + (staffing − 1)·factor,
/// within [0.05, 20]; commitment times the factor, within [0, 1]. With a factor of 1 the path stays
/// as it is.
void turn(scenario::Path& path, std::string_view knob, double factor);

/// Whether the knob changes anything about the path.
bool has_effect(const scenario::Path& path, std::string_view knob);

/// Whether two knobs scale the same part of a plan: then they cannot be turned together.
bool overlap(std::string_view knob, std::string_view other);

}  // namespace e2roi::study
