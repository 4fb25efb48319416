#pragma once
#include <string>

/// What editors know of a scenario file.
namespace e2roi::scenario {

/// JSON Schema (draft-07) of a scenario file, generated from the records:
/// scenarios/e2roi.schema.json. It helps while typing; what a scenario must be is decided by the
/// checker alone (`e2roi check`), which sees the whole chain of files. Ends with a line break.
std::string schema();

}  // namespace e2roi::scenario
