#pragma once
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "engine/results/part_file.hpp"
#include "tools/e2roi/verb.hpp"

/// CSV files that verbs write and read.
namespace e2roi::program {

/// A CSV file to be written all at once, or not at all. Its place is checked when it is made, which
/// should be before the study.
class CsvTarget {
 public:
  /// `option` names the file; without it there is none. Throws core::UsageError if the file's name
  /// does not end in .csv: a mistyped option must not replace a scenario; core::FileError.
  CsvTarget(const Arguments& arguments, const char* option);

  explicit operator bool() const { return part_ != nullptr; }
  const std::filesystem::path& path() const { return path_; }

  /// Throws core::FileError; then nothing of it is there.
  void write(const std::function<void(std::ostream&)>& writer);

 private:
  std::filesystem::path path_;
  std::unique_ptr<results::PartFile> part_;
};

/// The file that `option` names, opened. Throws core::FileError.
std::ifstream opened(const std::string& file);

}  // namespace e2roi::program
