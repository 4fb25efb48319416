#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/scenario/scenario.hpp"

/// Reading a scenario file: bases first, then the file, the environment, `--set`.
namespace e2roi::scenario {

/// One mistake and where it stands. Lines and columns count from 1, columns in characters.
struct Diagnostic {
  std::string file;
  int line = 0, column = 0;  ///< 0: no place in a file
  std::string message;       ///< what was wrong, what is allowed, what was probably meant
  std::string source_line;   ///< "" where unknown

  /// "file:line:column: error: message", the source line and a caret.
  std::string text() const;
};

/// Everything that is wrong with a scenario; `what()` is all of it, in the order of the files.
class InvalidScenario : public core::Error {
 public:
  explicit InvalidScenario(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

struct ReadOptions {
  std::vector<std::string> set;  ///< KEY=VALUE, as given to --set, in order
  bool use_environment = true;   ///< obey E2ROI_… variables that name scenario keys
  bool allow_outside = false;    ///< let `extends` leave the scenario's folder tree
};

/// The scenario in `file`, merged and completely checked.
/// Throws InvalidScenario with every mistake, core::FileError if a file cannot be read.
Scenario read(const std::filesystem::path& file, const ReadOptions& options = {});

/// The same from text, e.g. the merged text of a result file. `name` stands for the file in
/// messages.
Scenario read_text(const std::string& text, const std::string& name,
                   const ReadOptions& options = {});

}  // namespace e2roi::scenario
