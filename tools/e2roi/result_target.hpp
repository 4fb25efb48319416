#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/core/result_set.hpp"

/// Where a run's result goes.
namespace e2roi::program {

/// A scenario's name as part of a file name: lower case, every other character than letters,
/// digits, '.', '_' becomes '-' (never two in a row, none at the ends), letters beyond ASCII stay;
/// at most `longest` bytes; "scenario" if nothing is left.
std::string file_name_of(const std::string& name, std::size_t longest = 100);

/// results/NAME: how the names of a scenario's results, checkpoints and shards begin.
std::filesystem::path default_base(const std::string& name);

/// results/NAME-<first 8 of digest>.h5
std::filesystem::path default_file(const std::string& name, const std::string& digest);

/// What is made of `file` if nobody says where to: beside it, its name without extension and
/// `ending`. Throws core::FileError where its folder is missing: then it is `file` that is missing,
/// not a place to write to.
std::filesystem::path beside(const std::filesystem::path& file, const std::string& ending);

/// The folder results/ of the current folder: made if missing, and removed at the end if it was
/// made and nothing came into it.
class DefaultFolder {
 public:
  DefaultFolder();  ///< throws core::FileError
  ~DefaultFolder();
  DefaultFolder(const DefaultFolder&) = delete;
  DefaultFolder& operator=(const DefaultFolder&) = delete;

 private:
  bool made_ = false;
};

/// Throws core::FileError if `file` cannot be written with that many bytes, or exists and is no
/// result file: a mistyped --out must not replace a scenario.
void check_target(const std::filesystem::path& file, std::uint64_t bytes);

}  // namespace e2roi::program
