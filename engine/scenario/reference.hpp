#pragma once
#include <string>

/// The page that says everything a scenario may say.
namespace e2roi::scenario {

/// Markdown of scenarios/REFERENCE.md, generated from the records: every key and every uncertain
/// input with unit, range, default or prior, source and help; how to write an uncertain input;
/// units; merging; environment and --set. Ends with a line break.
std::string reference();

}  // namespace e2roi::scenario
