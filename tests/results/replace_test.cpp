#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <string>
#include <vector>

#include "engine/results/file.hpp"
#include "tests/results/child.hpp"
#include "tests/results/example_result.hpp"
#include "tests/results/folder.hpp"

using e2roi::core::ResultSet;
using e2roi::results::check_writable;
using e2roi::results::digest;
using e2roi::results::read;
using e2roi::results::write;
using e2roi::tests::bytes_of;
using e2roi::tests::end_of;
using e2roi::tests::example_result;
using e2roi::tests::file_error;
using e2roi::tests::Folder;
using e2roi::tests::put_bytes;
using e2roi::tests::start_child;
using Names = std::vector<std::string>;

namespace {

/// The one message of check_writable and of write for that file.
std::string refusal(const std::filesystem::path& file) {
  const std::string checking = file_error([&] { check_writable(file); });
  const std::string writing = file_error([&] { write(example_result(1), file); });
  CHECK(checking == writing);
  return writing;
}

}  // namespace

TEST_CASE("replacing: what cannot be written to is said before a run as after it") {
  const Folder folder;
  put_bytes(folder / "file", "not a folder");
  std::filesystem::create_directory(folder / "folder");
  const std::string here = folder.path().string();
  CHECK(refusal(folder / "none/x.h5") ==
        "cannot write " + here + "/none/x.h5: there is no folder " + here + "/none");
  CHECK(refusal(folder / "file/x.h5") ==
        "cannot write " + here + "/file/x.h5: " + here + "/file is not a folder");
  CHECK(refusal(folder / "folder") == "cannot write " + here + "/folder: Is a directory");
  CHECK(refusal(folder / "folder/") ==
        "cannot write " + here + "/folder/: it names a folder, not a file");
  const std::string too_long = (folder / std::string(256, 'x')).string();
  CHECK(refusal(too_long) == "cannot write " + too_long + ": File name too long");
  CHECK(folder.names() == Names{"file", "folder"});
}

TEST_CASE("replacing: a name as long as there can be is written, and nothing stays beside it") {
  const Folder folder;
  const std::string longest(255, 'x');
  write(example_result(1), folder / longest);
  CHECK(read(folder / longest).draws == 1);
  CHECK(folder.names() == Names{longest});
}

TEST_CASE("replacing: where sixteen others write the same file it is refused") {
  const Folder folder;
  std::vector<int> others;
  for (int i = 0; i < 16; ++i) {
    const std::string part = folder / ("x.h5." + std::to_string(i) + ".part");
    put_bytes(part, "in work");
    others.push_back(open(part.c_str(), O_RDWR | O_CLOEXEC));
    struct flock whole {};
    whole.l_type = F_WRLCK;
    REQUIRE(fcntl(others.back(), F_OFD_SETLK, &whole) == 0);
  }
  CHECK(refusal(folder / "x.h5").find("others are writing it") != std::string::npos);
  for (const int other : others) close(other);
  write(example_result(1), folder / "x.h5");
  CHECK(folder.names() == Names{"x.h5"});
}

TEST_CASE("replacing: a device is never replaced by a result") {
  CHECK(refusal("/dev/null") == "cannot write /dev/null: it exists and is not a regular file");
  struct stat about {};
  CHECK(stat("/dev/null", &about) == 0);
  CHECK(S_ISCHR(about.st_mode));
}

TEST_CASE("replacing: asking whether a result can be written changes nothing") {
  const Folder folder;
  check_writable(folder / "x.h5");
  check_writable(folder / "x.h5", 1'000);
  CHECK(folder.names().empty());
  write(example_result(1), folder / "x.h5");
  const std::string before = bytes_of(folder / "x.h5");
  check_writable(folder / "x.h5", 1'000);
  CHECK(bytes_of(folder / "x.h5") == before);
  CHECK(folder.names() == Names{"x.h5"});
}

TEST_CASE("replacing: more than any disk holds is refused before a run") {
  const Folder folder;
  const std::string error =
      file_error([&] { check_writable(folder / "x.h5", std::uint64_t{1} << 60U); });
  CHECK(error.find(": No space left on device (needs 1152921504607 MB, ") != std::string::npos);
  CHECK(error.ends_with(" MB free)"));
  CHECK(folder.names().empty());
}

TEST_CASE("replacing: a name in the folder one is in needs no folder") {
  const Folder folder;
  CHECK(end_of(start_child([&] {
          if (chdir(folder.path().c_str()) != 0) return 90;
          write(example_result(1), "x.h5");
          return read("x.h5").draws == 1 ? 0 : 91;
        })) == 0);
}

TEST_CASE("replacing: what a killed writer left is removed, what a living one writes is not") {
  const Folder folder;
  for (const char* dead : {"x.h5.0.part", "x.h5.15.part"}) put_bytes(folder / dead, "junk");
  for (const char* other : {"x.h5.part", "x.h5.notes.part", "y.h5.0.part", "x.h5.0.partly"})
    put_bytes(folder / other, "not ours");
  put_bytes(folder / "x.h5.7.part", "in work");
  const int living = open((folder / "x.h5.7.part").c_str(), O_RDWR | O_CLOEXEC);
  struct flock whole {};
  whole.l_type = F_WRLCK;
  REQUIRE(fcntl(living, F_OFD_SETLK, &whole) == 0);
  write(example_result(1), folder / "x.h5");
  CHECK(folder.names() == Names{"x.h5", "x.h5.0.partly", "x.h5.7.part", "x.h5.notes.part",
                                "x.h5.part", "y.h5.0.part"});
  close(living);
  write(example_result(1), folder / "x.h5");
  CHECK(folder.names() ==
        Names{"x.h5", "x.h5.0.partly", "x.h5.notes.part", "x.h5.part", "y.h5.0.part"});
}

TEST_CASE("replacing: three processes that write the same result leave one whole result") {
  const Folder folder;
  const std::string file = folder / "x.h5";
  std::vector<pid_t> children;
  for (int writer = 0; writer < 3; ++writer)
    children.push_back(start_child([&] {
      for (int round = 0; round < 15; ++round) write(example_result(20, 0, writer), file);
      return 0;
    }));
  for (const pid_t child : children) CHECK(end_of(child) == 0);
  CHECK(read(file).draws == 20);  // which also checks the digest
  CHECK(folder.names() == Names{"x.h5"});
}

TEST_CASE(
    "replacing: a writer killed at any moment, 50 times, leaves the older result or the newer") {
  const Folder folder;
  const std::string file = folder / "x.h5";
  const ResultSet one = example_result(300, 0, 0.0), two = example_result(400, 0, 1.0);
  const std::string digest_of_one = digest(one), digest_of_two = digest(two);
  write(one, file);
  std::mt19937 random(20130630);  // the moments; what is asserted holds for any
  int killed = 0, left = 0;
  for (int round = 0; round < 50; ++round) {
    CAPTURE(round);
    const pid_t child = start_child([&] {
      for (;;) {
        write(two, file);
        write(one, file);
      }
      return 0;
    });
    usleep(static_cast<useconds_t>(1'000 + random() % 60'000));
    REQUIRE(kill(child, SIGKILL) == 0);
    killed += end_of(child) == -SIGKILL ? 1 : 0;
    left += folder.names().size() > 1 ? 1 : 0;
    const std::string found = digest(read(file));
    CHECK((found == digest_of_one || found == digest_of_two));
    CHECK(folder.names().size() <= 2);  // each writer removed what the one before it left
  }
  CHECK(killed == 50);
  MESSAGE(left << " of 50 were killed while a part was there");
  write(two, file);
  CHECK(folder.names() == Names{"x.h5"});
}
