#pragma once
#include <span>
#include <string_view>

/// The model's uncertain inputs, one record each: what `parameters.toml` of the design said, with
/// help. Reader, checker, `describe`, schema, reference page and tests read these and nothing else.
namespace e2roi::scenario {

struct InputRecord {
  int id;           ///< names the random words (never reused, never changed); position in the table
  const char* key;  ///< "section.name", as under [inputs]
  const char* unit;    ///< of value, prior and bounds
  const char* prior;   ///< in a scenario's own spelling, e.g. "triangular(10, 20, 36)"
  double lo, hi;       ///< bounds: numbers outside are refused, draws are clipped
  const char* source;  ///< codes of evidence.md; contains "assumption" where it is a judgement
  const char* help;    ///< one sentence: what it is and what a higher value does

  bool is_assumption() const {
    return std::string_view(source).find("assumption") != std::string_view::npos;
  }
};

/// All records; element i has id i.
std::span<const InputRecord> input_records();

/// The record of that key, or nullptr.
const InputRecord* find_input(std::string_view key);

}  // namespace e2roi::scenario
