#pragma once
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/analysis/summary.hpp"

/// What the decision table means, in sentences.
namespace e2roi::analysis {

/// One sentence that names the best path by median NPV with its chance of a loss and of being
/// cancelled, and a second one where its worth comes from beyond the horizon only.
std::string headline(const Summary& summary);

/// The known limits of every result (MODEL.md, what it cannot do), a sentence or two each.
std::vector<std::string> limits(const Summary& summary);

/// What ± and intervals mean where inputs were drawn by a design (run.sampling); "" for Monte
/// Carlo.
std::string design_note(const std::string& sampling);

/// A name as it can stand in a sentence or table: control characters are spaces.
std::string plain(std::string name);

/// The same for what a row is about: its name, or its id where it has none.
std::string name_of(const Label& label);

/// The words with commas between them.
std::string listed(const std::vector<std::string>& words);

}  // namespace e2roi::analysis
