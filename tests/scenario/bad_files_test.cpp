#include <doctest/doctest.h>

#include <algorithm>

#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

/// The complete message for a bad file, as if it had been read from inside its folder.
std::string message_for(const fs::path& file) {
  try {
    scenario::read(file, options());
    return "valid";
  } catch (const scenario::InvalidScenario& error) {
    std::string text = error.what();
    const std::string folder = file.parent_path().string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
      text.erase(at, folder.size());
    return text + "\n";
  }
}

std::vector<fs::path> files_ending(const std::string& extension) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder / "bad"))
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every bad scenario gives exactly the message that is written beside it") {
  const std::vector<fs::path> files = files_ending(".toml");
  REQUIRE(files.size() >= 45);
  for (const fs::path& file : files) {
    CAPTURE(file.filename().string());
    fs::path expected = file;
    expected.replace_extension(".txt");
    REQUIRE(fs::exists(expected));
    CHECK(message_for(file) == content(expected));
  }
}

TEST_CASE("every expected message belongs to a bad scenario") {
  for (fs::path file : files_ending(".txt")) {
    CAPTURE(file.filename().string());
    CHECK(fs::exists(file.replace_extension(".toml")));
  }
}
