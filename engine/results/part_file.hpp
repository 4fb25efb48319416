#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "engine/core/error.hpp"

/// Replacing a file all at once: built beside it, then renamed over it. The only file of the engine
/// that talks to the operating system about files (Linux: fallocate, open file description locks).
namespace e2roi::results {

/// "cannot write FILE: No space left on device (needs 33 MB, 2 MB free)": `error` is an errno;
/// sizes are named where space is what was missing and `needs` > 0 [byte].
core::FileError cannot_write(const std::filesystem::path& file, int error, std::uint64_t needs);

/// What commit() waits for.
enum class Durability {
  kSynced,   ///< until file and name are on disk: also a power cut leaves the new file
  kStarted,  ///< writing to disk begins, nobody waits: a killed process leaves the new file; after
             ///< a power cut in the next seconds it may be damaged, so it needs a checksum of its
             ///< own
};

/// The file that will become `target`: "TARGET.0.part" in the same folder, so that a rename can
/// replace the target (.1, .2 … .15 where others write the same one), and locked as long as this
/// object lives, so that another process can tell a part being written from one whose writer was
/// killed. Making one removes the dead parts of the same target. Unless commit() is reached,
/// nothing of it stays and the target is what it was.
class PartFile {
 public:
  /// Throws core::FileError if the folder is missing or not writable, or if the target exists and
  /// is not a regular file (a rename would replace a device as readily as a result).
  explicit PartFile(const std::filesystem::path& target);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return part_; }

  /// Writes bytes at a place of the file. Threads may write different places at the same
  /// time. Throws core::FileError.
  void write_at(std::uint64_t place, std::span<const std::byte> bytes);

  /// Lets the system begin to write to disk what it has been given: what commit() waits for is less
  /// then. Does not wait.
  void begin_sync();

  /// Sets disk space aside for a file of that size; throws core::FileError if there is not enough.
  /// What was set aside before counts.
  /// Without it a full disk shows up late, in the middle of HDF5's own bookkeeping. File systems
  /// that cannot set space aside are only asked how much is free.
  void reserve(std::uint64_t bytes);

  /// Syncs the part, renames it over the target and syncs the folder. Throws core::FileError.
  void commit(Durability durability = Durability::kSynced);

 private:
  void create();
  void remove() noexcept;

  std::filesystem::path target_, part_;
  int descriptor_ = -1;
  std::uint64_t needs_ = 0;
};

}  // namespace e2roi::results
