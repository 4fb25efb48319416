#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "tools/e2roi/verb.hpp"

/// What a batch is to do, before any scenario is read.
namespace e2roi::program {

/// Most runs of one batch.
inline constexpr std::size_t kMostRuns = 100'000;

/// One scenario with one set of changes.
struct BatchRun {
  std::string name;  ///< also of its file: SCENARIO--VARIANT--KEY=VALUE
  std::filesystem::path scenario;
  std::vector<std::string> overrides;  ///< KEY=VALUE, in the order in which they are applied
};

struct BatchPlan {
  std::string name;
  std::vector<BatchRun> runs;  ///< by name, no two of the same
};

/// Expands the operands: a batch file, or folders and scenario files. In a folder every
/// scenario.toml below it counts or, where there is none, every *.toml with [[path]] or extends;
/// folders named "base" and hidden ones are left out. Of a batch file: its scenarios × its variants
/// (and rows of samples) × all combinations of crossed values. The command line's own changes come
/// last.
/// Throws core::Error, of a batch file with kInvalidScenario and else kUsage: no scenario, too many
/// runs, two runs of one name; scenario::InvalidScenario with every mistake of the batch file and
/// its samples, or of --set; core::FileError.
BatchPlan plan_batch(const Arguments& arguments);

}  // namespace e2roi::program
