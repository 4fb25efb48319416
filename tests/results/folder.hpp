#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/core/error.hpp"

/// Folders and files that tests make and leave nothing of.
namespace e2roi::tests {

namespace fs = std::filesystem;

/// A new, empty folder that goes with this object.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "e2roi-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }
  fs::path operator/(const std::string& name) const { return path_ / name; }

  /// Names in the folder, sorted.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(path_))
      found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  fs::path path_;
};

inline std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void put_bytes(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// The message of the FileError that `act` throws; its exit code is 74. Empty if it throws none.
template <class Act>
std::string file_error(Act act) {
  try {
    act();
  } catch (const core::FileError& error) {
    CHECK(static_cast<int>(error.exit_code()) == 74);
    return error.what();
  }
  return {};
}

}  // namespace e2roi::tests
