#include <dlfcn.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/file.hpp"
#include "tests/results/disk.hpp"
#include "tests/results/example_result.hpp"
#include "tests/results/folder.hpp"

using e2roi::core::ResultSet;
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

namespace {

/// While true, the disk sets no space aside and claims to have plenty, as network disks do.
bool disk_lies = false;

}  // namespace

// These two stand before the C library's, in this program only.
extern "C" int fallocate(int file, int mode, off_t offset, off_t length) {
  if (disk_lies) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return static_cast<int>(syscall(SYS_fallocate, file, mode, offset, length));
}

extern "C" int statvfs(const char* path, struct statvfs* about) noexcept {
  using Statvfs = int (*)(const char*, struct statvfs*);
  static const auto next = reinterpret_cast<Statvfs>(dlsym(RTLD_NEXT, "statvfs"));
  const int result = next(path, about);
  if (disk_lies) about->f_bfree = about->f_bavail = about->f_blocks = 1'000'000;
  return result;
}

namespace {

constexpr int kWritten = 0, kRefused = 1;

/// What is truly free on a disk. A file that was removed but is still open takes its space.
std::uint64_t free_blocks(const std::string& folder) {
  const bool lies = std::exchange(disk_lies, false);
  struct statvfs about {};
  statvfs(folder.c_str(), &about);
  disk_lies = lies;
  return about.f_bfree;
}

/// What became of writing over an older result on a disk of `bytes`: the child's report.
struct Attempt {
  int end;              ///< kWritten, kRefused, or what must not happen
  std::string error;    ///< what() of the FileError
  std::string printed;  ///< on the standard error, up to and with the end of the process
};

Attempt write_on_disk_of(std::size_t bytes, bool lies, const ResultSet& older,
                         const ResultSet& newer) {
  const Folder folder, report;
  const std::string file = folder / "x.h5";
  Attempt attempt;
  attempt.end = end_of(start_child([&] {
    e2roi::tests::print_errors_into(report / "printed");
    if (!e2roi::tests::own_mounts() || !e2roi::tests::mount_disk(folder.path(), bytes)) return 90;
    disk_lies = lies;
    write(older, file);
    const std::uint64_t free = free_blocks(folder.path());
    const std::string error = file_error([&] { write(newer, file); });
    if (!error.empty() && free_blocks(folder.path()) != free) return 93;
    put_bytes(report / "error", error);
    const int retries = error.empty() ? 0 : 3;  // the library must have come to no harm
    for (int again = 0; again < retries; ++again) {
      if (file_error([&] { write(newer, file); }) != error) return 94;
      write(older, report / "again.h5");
      if (digest(read(report / "again.h5")) != digest(older)) return 95;
    }
    if (folder.names() != std::vector<std::string>{"x.h5"}) return 91;
    const std::string expected = digest(error.empty() ? newer : older);
    if (digest(read(file)) != expected) return 92;
    return error.empty() ? kWritten : kRefused;
  }));
  attempt.error = bytes_of(report / "error");
  attempt.printed = bytes_of(report / "printed");
  return attempt;
}

}  // namespace

TEST_CASE(
    "a full disk: one clear error with what is needed and what is free, the older result stays") {
  if (const std::string why = e2roi::tests::no_disks(); !why.empty()) {
    MESSAGE("skipped: " << why);
    return;
  }
  const Attempt attempt =
      write_on_disk_of(2'000'000, false, example_result(3), example_result(3'000));
  CHECK(attempt.end == kRefused);
  CHECK(attempt.error.find("/x.h5: No space left on device (needs ") != std::string::npos);
  CHECK(attempt.error.ends_with(" kB free)"));
  CHECK(attempt.printed == "");
}

TEST_CASE(
    "a full disk: one that runs full while it is written to is no different, wherever it ends") {
  if (const std::string why = e2roi::tests::no_disks(); !why.empty()) {
    MESSAGE("skipped: " << why);
    return;
  }
  const ResultSet older = example_result(1), newer = example_result(40);
  const Folder folder;
  write(older, folder / "older.h5");
  write(newer, folder / "newer.h5");
  const std::size_t least = std::filesystem::file_size(folder / "older.h5") + 100'000;
  const std::size_t most = least + std::filesystem::file_size(folder / "newer.h5") + 300'000;
  int refused = 0, written = 0;
  for (std::size_t bytes = least; bytes < most; bytes += 65'536) {
    CAPTURE(bytes);
    const Attempt attempt = write_on_disk_of(bytes, true, older, newer);
    CAPTURE(attempt.error);
    CHECK((attempt.end == kRefused || attempt.end == kWritten));
    CHECK(attempt.printed == "");
    if (attempt.end == kRefused)
      CHECK(attempt.error.find("/x.h5: No space left on device (needs ") != std::string::npos);
    ++(attempt.end == kRefused ? refused : written);
  }
  CHECK(refused > 5);
  CHECK(written > 0);
}

TEST_CASE("a read-only disk: one clear error before a run and after it, and nothing changed") {
  if (const std::string why = e2roi::tests::no_disks(); !why.empty()) {
    MESSAGE("skipped: " << why);
    return;
  }
  const Folder folder, report;
  const std::string file = folder / "x.h5";
  CHECK(end_of(start_child([&] {
          e2roi::tests::print_errors_into(report / "printed");
          if (!e2roi::tests::own_mounts() || !e2roi::tests::mount_disk(folder.path(), 1 << 24))
            return 90;
          write(example_result(3), file);
          if (!e2roi::tests::make_read_only(folder.path())) return 91;
          put_bytes(report / "writing", file_error([&] { write(example_result(4), file); }));
          put_bytes(report / "checking", file_error([&] { e2roi::results::check_writable(file); }));
          return read(file).draws == 3 ? 0 : 92;
        })) == 0);
  CHECK(bytes_of(report / "writing") == "cannot write " + file + ": Read-only file system");
  CHECK(bytes_of(report / "checking") == "cannot write " + file + ": Read-only file system");
  CHECK(bytes_of(report / "printed") == "");
}
