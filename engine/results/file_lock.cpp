#include "engine/results/file_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "engine/results/part_file.hpp"

namespace e2roi::results {

bool lock(int descriptor) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return fcntl(descriptor, F_OFD_SETLK, &whole) == 0;
}

bool is_same_file(int descriptor, const std::filesystem::path& path) {
  struct stat open_file {
  }, named{};
  return fstat(descriptor, &open_file) == 0 && lstat(path.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

std::optional<FileLock> FileLock::take(const std::filesystem::path& file) {
  // Between open and lock the holder before may have removed the file: then the next try makes one.
  for (;;) {
    const int descriptor =
        open(file.c_str(), O_RDWR | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0) throw cannot_write(file, errno, 0);
    const bool is_held = !lock(descriptor) && (errno == EAGAIN || errno == EACCES);
    if (!is_held && is_same_file(descriptor, file)) return FileLock(file, descriptor);
    close(descriptor);
    if (is_held) return std::nullopt;
  }
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  if (is_in_place()) unlink(file_.c_str());
  close(descriptor_);
}

}  // namespace e2roi::results
