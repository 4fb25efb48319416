#include "engine/results/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include "engine/core/checksum.hpp"
#include "engine/results/file_lock.hpp"

namespace e2roi::results {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// Bytes this process may still write into that folder; nothing where the file system cannot tell.
std::optional<std::uint64_t> free_space(const fs::path& folder) {
  struct statvfs about {};
  if (statvfs(folder.c_str(), &about) != 0 || about.f_blocks == 0) return std::nullopt;
  const std::uint64_t blocks = geteuid() == 0 ? about.f_bfree : about.f_bavail;
  return blocks * about.f_frsize;
}

std::string size_text(std::uint64_t bytes) {
  if (bytes < 10'000'000) return std::to_string((bytes + 999) / 1'000) + " kB";
  return std::to_string((bytes + 999'999) / 1'000'000) + " MB";
}

/// Writers of one target at once, and where what a dead one left is looked for: names that can be
/// asked for one by one, since listing a folder of 10,000 results for each of them takes longer
/// than writing them.
constexpr int kWriters = 16;

/// "TARGET.3.part"; of a name near the longest there can be, its beginning and its checksum.
fs::path part_of(const fs::path& target, int writer) {
  constexpr std::size_t kLongest = 255, kKept = 200;
  const std::string end = "." + std::to_string(writer) + ".part";
  std::string name = target.filename().string();
  if (name.size() + end.size() > kLongest && name.size() <= kLongest) {
    core::Checksum sum;
    sum.add(std::as_bytes(std::span(name)));
    name = name.substr(0, kKept) + "~" + std::to_string(sum.value());
  }
  fs::path part = target;
  part.replace_filename(name + end);
  return part;
}

/// Removes parts whose writer is gone: only a dead writer's part can be locked. Where locks do not
/// work nothing is removed, for nobody can tell.
void remove_dead_parts(const fs::path& target) {
  for (int writer = 0; writer < kWriters; ++writer) {
    const fs::path part = part_of(target, writer);
    const int descriptor = open(part.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) continue;
    if (lock(descriptor) && is_same_file(descriptor, part)) unlink(part.c_str());
    close(descriptor);
  }
}

bool is_lack_of_space(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

}  // namespace

core::FileError cannot_write(const fs::path& file, int error, std::uint64_t needs) {
  std::string message =
      "cannot write " + file.string() + ": " + std::generic_category().message(error);
  if (is_lack_of_space(error) && needs > 0) {
    message += " (needs " + size_text(needs);
    if (const auto free = free_space(folder_of(file))) message += ", " + size_text(*free) + " free";
    message += ")";
  }
  return core::FileError(message);
}

PartFile::PartFile(const fs::path& target) : target_(target) {
  const fs::path folder = folder_of(target);
  std::error_code ignored;
  if (!target.has_filename())
    throw core::FileError("cannot write " + target.string() + ": it names a folder, not a file");
  const fs::file_status place = fs::status(folder, ignored);
  if (place.type() == fs::file_type::not_found)
    throw core::FileError("cannot write " + target.string() + ": there is no folder " +
                          folder.string());
  if (fs::exists(place) && !fs::is_directory(place))
    throw core::FileError("cannot write " + target.string() + ": " + folder.string() +
                          " is not a folder");
  const fs::file_status status = fs::status(target, ignored);
  if (fs::is_directory(status)) throw cannot_write(target, EISDIR, 0);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw core::FileError("cannot write " + target.string() +
                          ": it exists and is not a regular file");
  remove_dead_parts(target);
  create();
}

void PartFile::create() {
  // The name may be taken by another writer. And between open and lock another process may take the
  // part for a dead one and remove it: then the same name is tried again.
  constexpr int kAttempts = 1'000;
  int writer = 0;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    part_ = part_of(target_, writer);
    descriptor_ = open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ < 0) {
      if (errno != EEXIST) throw cannot_write(target_, errno, 0);
      if (++writer == kWriters) break;
      continue;
    }
    const bool locked = lock(descriptor_) || (errno != EAGAIN && errno != EACCES);
    if (locked && is_same_file(descriptor_, part_)) return;
    close(descriptor_);
    descriptor_ = -1;
  }
  throw core::FileError("cannot write " + target_.string() + ": others are writing it; if not, " +
                        "remove the files " + target_.filename().string() + ".*.part");
}

PartFile::~PartFile() { remove(); }

void PartFile::remove() noexcept {
  if (descriptor_ < 0) return;
  unlink(part_.c_str());
  close(descriptor_);
  descriptor_ = -1;
}

void PartFile::reserve(std::uint64_t bytes) {
  const std::uint64_t more = bytes - std::min(bytes, needs_);
  needs_ = bytes;
  const auto free = free_space(folder_of(target_));
  if (free && *free < more) throw cannot_write(target_, ENOSPC, bytes);
  if (fallocate(descriptor_, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(bytes)) != 0 &&
      is_lack_of_space(errno))
    throw cannot_write(target_, errno, bytes);
}

void PartFile::write_at(std::uint64_t place, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(place));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw cannot_write(target_, written < 0 ? errno : ENOSPC, needs_);
    place += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void PartFile::begin_sync() {  // a file system that cannot begin now begins later
  sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void PartFile::commit(Durability durability) {
  // Cutting the file where it ends gives back what was reserved beyond it.
  struct stat about {};
  if (fstat(descriptor_, &about) != 0 || ftruncate(descriptor_, about.st_size) != 0)
    throw cannot_write(target_, errno, needs_);
  if (durability == Durability::kStarted)
    begin_sync();
  else if (fsync(descriptor_) != 0)
    throw cannot_write(target_, errno, needs_);
  if (rename(part_.c_str(), target_.c_str()) != 0) throw cannot_write(target_, errno, needs_);
  close(descriptor_);
  descriptor_ = -1;
  if (durability == Durability::kStarted) return;
  // If the machine dies before the folder is on disk, the older result is there: also whole. So a
  // file system that cannot sync folders is no reason to report failure.
  const int folder = open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

}  // namespace e2roi::results
