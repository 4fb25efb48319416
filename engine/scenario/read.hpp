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
  /// KEY=VALUE, as given to --set, in order. KEY names paths and units by their id
  /// (path.social-business.commitment); VALUE is TOML or, if it is none, a text.
  std::vector<std::string> set;
  /// Obey the E2ROI_… variables, each a key in capitals with "__" for its dots and "_" for "-" in
  /// ids: E2ROI_RUN__SEED. One that names no key is a mistake, but for E2ROI_ISA, E2ROI_THREADS.
  bool use_environment = true;
  bool allow_outside = false;  ///< let `extends` leave the scenario's folder tree
};

/// The scenario in `file` (a folder stands for the scenario.toml in it), merged and completely
/// checked: defaults < base < child < environment < --set. `extends` stays in the folder tree of
/// `file` unless allowed otherwise; the tree is the file's folder or, where the folder above holds
/// e2roi.schema.json and so is a collection of scenarios, that one.
/// Throws InvalidScenario with every mistake, core::FileError if a file cannot be read.
Scenario read(const std::filesystem::path& file, const ReadOptions& options = {});

/// The same from text, e.g. the merged text of a result file; it cannot extend anything. `name`
/// stands for the file in messages.
Scenario read_text(const std::string& text, const std::string& name,
                   const ReadOptions& options = {});

}  // namespace e2roi::scenario
