#pragma once
#include <filesystem>
#include <vector>

#include "engine/scenario/report.hpp"
#include "engine/scenario/toml_text.hpp"
#include "engine/scenario/value.hpp"

/// A scenario file and the files it extends.
namespace e2roi::scenario {

struct Chain {
  std::vector<Value> layers;  ///< tables of the files: the scenario first, its last base at the end
  bool is_whole = true;       ///< every file could be read completely
};

/// Reads `file` (a folder stands for the scenario.toml in it) and everything it extends.
///
/// `extends` is relative to the file it stands in. Its target has to lie in the folder tree of the
/// scenario, symbolic links resolved, unless `allow_outside`: the tree below the scenario's own
/// folder or, where the folder above holds e2roi.schema.json and so is a collection of scenarios,
/// below that one. Cycles, targets that are no regular files and files above 4 MiB are reported.
/// Throws core::FileError if `file` itself cannot be read.
Chain read_chain(const std::filesystem::path& file, bool allow_outside, Report& report);

/// The same from text, which cannot extend anything.
Chain read_alone(const std::string& text, const std::string& name, Report& report);

/// The bytes of a file named `name` as a document; an empty one, after reporting it, where they are
/// no UTF-8.
Document read_document(std::string_view bytes, const std::string& name, Report& report);

/// The file that `file` stands for: itself, or scenario.toml in it if it is a folder.
std::filesystem::path scenario_file(const std::filesystem::path& file);

/// The folder that paths in `file` may not leave: its own or, where the folder above holds
/// e2roi.schema.json and so is a collection of scenarios, that one. Symbolic links resolved.
std::filesystem::path folder_tree_of(const std::filesystem::path& file);

/// Whether `file` lies in `folder` or below it; both with symbolic links resolved.
bool is_inside(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace e2roi::scenario
