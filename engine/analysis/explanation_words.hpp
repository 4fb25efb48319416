#pragma once
#include <string>
#include <vector>

#include "engine/analysis/explanation.hpp"

/// An explanation in sentences.
namespace e2roi::analysis {

/// For each ledger what its path is worth and which part brings most, then what measuring would
/// have said had nothing worked.
std::vector<std::string> explanation_sentences(const Explanation& explanation);

/// Method, assumptions, when not to believe it.
std::vector<std::string> explanation_notes(const Explanation& explanation);

}  // namespace e2roi::analysis
