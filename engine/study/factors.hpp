#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// Factors: what a variance-based study tells apart.
namespace e2roi::study {

/// One factor: inputs that change together, or the monthly noise.
struct Factor {
  std::string id;           ///< key of the one input, section of several, or "noise"
  std::string name;         ///< for people
  std::vector<int> inputs;  ///< ids, rising; none for the noise
  bool is_noise() const { return inputs.empty(); }
};

/// An input in a sentence: its key and what it is, "finance.cost_overrun (real cost of levers …)".
std::string input_in_words(const scenario::InputRecord& record);

/// The factor that all `inputs` of a section make up.
Factor section_factor(const std::string& section, std::vector<int> inputs);

/// The factor that is the monthly noise.
Factor noise_factor();

/// Id of the factor that is the monthly noise.
inline constexpr const char* kNoiseFactor = "noise";

/// How inputs become factors.
struct Grouping {
  bool all_sections = false;          ///< every section is one factor
  std::vector<std::string> sections;  ///< these sections are one factor each

  bool joins(const std::string& section) const {
    return all_sections || std::find(sections.begin(), sections.end(), section) != sections.end();
  }
};

/// Uncertain inputs of the scenario in the order of their sections, grouped as asked, and last the
/// monthly noise unless run.noise is false.
/// Throws core::UsageError: no such section, or one without an uncertain input; no uncertain input
/// at all (core::Error with kInvalidScenario), as with run.inputs = "median".
std::vector<Factor> factors_of(const scenario::Scenario& scenario, const Grouping& grouping = {});

/// Place of the noise among the factors.
std::optional<std::size_t> noise_among(const std::vector<Factor>& factors);

/// Throws core::Error (kInvalidScenario) if the scenario has no uncertain input to ask about.
void refuse_certain(const scenario::Scenario& scenario);

}  // namespace e2roi::study
