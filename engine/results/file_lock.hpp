#pragma once
#include <filesystem>
#include <optional>
#include <utility>

/// A lock between processes that ends with its holder, also by SIGKILL.
namespace e2roi::results {

/// Whether this process holds the lock of that open file now (an open file description lock: it
/// belongs to the open file, not to the process).
bool lock(int descriptor);

/// Whether that name still stands for the open file.
bool is_same_file(int descriptor, const std::filesystem::path& path);

/// Holds a lock file, which is removed at the end.
class FileLock {
 public:
  /// Makes the file if there is none, and locks it; nothing if another holder has it. Throws
  /// core::FileError if it cannot be made.
  static std::optional<FileLock> take(const std::filesystem::path& file);
  ~FileLock();

  /// Whether the file is still in its place: if not, whoever makes it anew can take the lock too.
  bool is_in_place() const { return is_same_file(descriptor_, file_); }

  FileLock(FileLock&& other) noexcept
      : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  FileLock(std::filesystem::path file, int descriptor)
      : file_(std::move(file)), descriptor_(descriptor) {}

  std::filesystem::path file_;
  int descriptor_;
};

}  // namespace e2roi::results
