#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/scenario/read.hpp"

/// What the tests of reading share: a small valid scenario, folders of files, messages.
namespace reading {

namespace fs = std::filesystem;
namespace scenario = e2roi::scenario;

inline const fs::path kFolder = fs::path(E2ROI_TESTS) / "scenario";

inline std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A valid scenario with two units and one path, without environment or options.
inline std::string shop() { return content(kFolder / "bad/base/shop.toml"); }

inline scenario::ReadOptions options(std::vector<std::string> set = {}) {
  return {std::move(set), false, false};
}

inline scenario::Scenario from_text(const std::string& text, std::vector<std::string> set = {}) {
  return scenario::read_text(text, "test.toml", options(std::move(set)));
}

/// Everything that is wrong with the text, "" if nothing is.
inline std::string mistakes(const std::string& text, std::vector<std::string> set = {}) {
  try {
    from_text(text, std::move(set));
    return "";
  } catch (const scenario::InvalidScenario& error) {
    return error.what();
  }
}

/// Where the final value of a key came from, and the value: "7 <- scenario.toml:5".
inline std::string origin(const scenario::Scenario& scenario, const std::string& key) {
  for (const scenario::Origin& origin : scenario.origins)
    if (origin.key == key) return origin.value + " <- " + origin.from;
  return "no such key";
}

/// A folder of its own that is gone again after the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "e2roi-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) == nullptr ? fs::path{} : fs::path(name);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  /// Writes a file, with the folders above it, and returns its whole path.
  fs::path write(const fs::path& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  const fs::path& path() const { return path_; }

  /// The message with this folder's name taken out.
  std::string relative(std::string message) const {
    const std::string name = path_.string() + "/";
    for (auto at = message.find(name); at != std::string::npos; at = message.find(name))
      message.erase(at, name.size());
    return message;
  }

  /// Everything that is wrong with the file, without this folder's name; "" if nothing is.
  std::string mistakes(const fs::path& file, bool allow_outside = false) const {
    try {
      scenario::read(path_ / file, {{}, false, allow_outside});
      return "";
    } catch (const e2roi::core::Error& error) {
      return relative(error.what());
    }
  }

 private:
  fs::path path_;
};

}  // namespace reading
