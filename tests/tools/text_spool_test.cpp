#include "tools/e2roi/text_spool.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/results/folder.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

std::string text_number(int i) {
  return std::string(static_cast<std::size_t>(i % 97), 'x') + std::to_string(i);
}

/// Adds 1,000 texts of 50 bytes on average and gets them all back, in an order of its own.
void check_all_come_back(TextSpool& spool) {
  std::vector<TextSpool::Place> places;
  for (int i = 0; i < 1'000; ++i) places.push_back(spool.add(text_number(i)));
  for (int k = 0; k < 1'000; ++k) {
    const int i = k * 389 % 1'000;
    CHECK(spool.text(places[static_cast<std::size_t>(i)]) == text_number(i));
  }
}

}  // namespace

TEST_CASE(
    "text spool: what is more than memory may hold is on the disk, and no file is to be seen") {
  const tests::Folder folder;
  TextSpool spool(folder.path(), 1'000);
  check_all_come_back(spool);
  CHECK(spool.bytes_on_disk() > 45'000);
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("text spool: little stays in memory") {
  const tests::Folder folder;
  TextSpool spool(folder.path(), 1'000'000);
  check_all_come_back(spool);
  CHECK(spool.bytes_on_disk() == 0);
}

TEST_CASE("text spool: its file never has a name, so nothing can stay behind a kill") {
  const tests::Folder folder;
  TextSpool spool(folder.path(), 10);
  spool.add(std::string(100, 'x'));
  int in_folder = 0;
  for (const auto& open_file : fs::directory_iterator("/proc/self/fd")) {
    std::error_code ignored;
    const std::string target = fs::read_symlink(open_file.path(), ignored).string();
    if (!target.starts_with(fs::canonical(folder.path()).string() + "/")) continue;
    ++in_folder;
    CHECK(target.find("index.rows") == std::string::npos);
  }
  CHECK(in_folder == 1);
}

TEST_CASE("text spool: where there can be no file texts stay in memory, and go to the disk later") {
  const tests::Folder folder;
  const fs::path later = folder.path() / "later";
  TextSpool spool(later, 1'000);
  check_all_come_back(spool);
  CHECK(spool.bytes_on_disk() == 0);
  fs::create_directory(later);
  check_all_come_back(spool);
  CHECK(spool.bytes_on_disk() > 45'000);
}

}  // namespace e2roi::program
