#include "engine/results/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

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

/// Whether `name` is "TARGET.<digits or dashes>.part".
bool is_part_of(const std::string& target, const std::string& name) {
  const std::string start = target + ".", end = ".part";
  return name.size() > start.size() + end.size() && name.starts_with(start) &&
         name.ends_with(end) &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(start.size()),
                     name.end() - static_cast<std::ptrdiff_t>(end.size()),
                     [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// Removes parts whose writer is gone: only a dead writer's part can be locked. Where locks do not
/// work nothing is removed, for nobody can tell.
void remove_dead_parts(const fs::path& target) {
  std::error_code ignored;
  for (fs::directory_iterator entry(folder_of(target), ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (!is_part_of(target.filename().string(), entry->path().filename().string())) continue;
    const int descriptor =
        open(entry->path().c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) continue;
    if (lock(descriptor) && is_same_file(descriptor, entry->path())) unlink(entry->path().c_str());
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
  // The name may be taken: by another thread, or by an equal process number in another container.
  // And between open and lock another process may take the part for a dead one and remove it.
  for (int attempt = 0;; ++attempt) {
    part_ = target_;
    part_ += "." + std::to_string(getpid()) + (attempt == 0 ? "" : "-" + std::to_string(attempt)) +
             ".part";
    descriptor_ = open(part_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ < 0) {
      if (errno == EEXIST && attempt < 1'000) continue;
      throw cannot_write(target_, errno, 0);
    }
    const bool locked = lock(descriptor_) || (errno != EAGAIN && errno != EACCES);
    if (locked && is_same_file(descriptor_, part_)) return;
    close(descriptor_);
    descriptor_ = -1;
  }
}

PartFile::~PartFile() { remove(); }

void PartFile::remove() noexcept {
  if (descriptor_ < 0) return;
  unlink(part_.c_str());
  close(descriptor_);
  descriptor_ = -1;
}

void PartFile::reserve(std::uint64_t bytes) {
  needs_ = bytes;
  const auto free = free_space(folder_of(target_));
  if (free && *free < bytes) throw cannot_write(target_, ENOSPC, bytes);
  if (fallocate(descriptor_, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(bytes)) != 0 &&
      is_lack_of_space(errno))
    throw cannot_write(target_, errno, bytes);
}

void PartFile::commit(Durability durability) {
  // Cutting the file where it ends gives back what was reserved beyond it.
  struct stat about {};
  if (fstat(descriptor_, &about) != 0 || ftruncate(descriptor_, about.st_size) != 0)
    throw cannot_write(target_, errno, needs_);
  if (durability == Durability::kStarted)  // a file system that cannot begin now begins later
    sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
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
