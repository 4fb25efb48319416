#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/results/part_file.hpp"

/// Shard files: a finished stretch of a run on its way to a result file. README.md, Shards.
///
/// Not HDF5: nothing but `e2roi` ever reads one, it is written between two stretches of a run, and
/// a checksum over every byte is all that is needed to refuse a damaged one.
namespace e2roi::results {

/// Key and value, in order. Keys hold no line break.
using ShardHeader = std::vector<std::pair<std::string, std::string>>;

/// The value of a key; "" where it is missing.
const std::string& value_of(const ShardHeader& header, std::string_view key);

/// A shard being written as `file`: blocks of equal size first, each to its place and in any order,
/// then parts. Equal contents give equal bytes. Throws core::FileError; then, and unless finish()
/// is reached, `file` is what it was before.
class ShardWriter {
 public:
  /// blocks, block_bytes  how many, and of how many bytes each; space on the disk is set aside
  ShardWriter(const ShardHeader& header, std::uint64_t blocks, std::uint64_t block_bytes,
              const std::filesystem::path& file);
  /// Each block once. Threads may put different ones at the same time.
  void put(std::uint64_t block, std::span<const std::byte> bytes);
  /// To be called once, when all blocks are put.
  void finish(std::span<const std::span<std::byte>> parts,
              Durability durability = Durability::kSynced);

 private:
  PartFile part_;
  std::uint64_t block_bytes_, first_;   ///< first_: where the first block is
  std::vector<std::uint64_t> sums_;     ///< checksums of blocks
  std::atomic<std::uint64_t> put_ = 0;  ///< bytes
};

/// Whether a file begins like a shard.
bool is_shard(const std::filesystem::path& file);

/// A shard to read. The header is checked by its own checksum when the file is opened.
class ShardFile {
 public:
  /// Throws core::FileError: no such file, not a shard, damaged.
  explicit ShardFile(const std::filesystem::path& file);

  const ShardHeader& header() const { return header_; }
  const std::filesystem::path& path() const { return path_; }

  /// Fills `parts`, as they were when the shard was written. Throws core::FileError if they have
  /// another total size than the shard's or those are damaged; then they hold anything.
  void read(std::span<const std::span<std::byte>> parts);

  std::uint64_t blocks() const { return sums_.size(); }
  std::uint64_t block_bytes() const { return block_bytes_; }
  /// Fills `bytes` with a block. Throws core::FileError if there is no such block of that size or
  /// it is damaged. Threads may call it at the same time.
  void read_block(std::uint64_t block, std::span<std::byte> bytes);

  /// Whether all checksums hold.
  bool is_whole();

 private:
  /// Reads bytes at a place; false at the end of the file.
  bool get(std::uint64_t place, std::span<std::byte> bytes);
  /// The checksum over `size` bytes from a place on; nothing at the end of the file.
  std::optional<std::uint64_t> checksum_at(std::uint64_t place, std::uint64_t size);

  std::filesystem::path path_;
  std::mutex mutex_;  ///< of the stream
  std::ifstream stream_;
  std::uint64_t position_ = 0;  ///< of the stream
  ShardHeader header_;
  std::uint64_t block_bytes_ = 0;
  std::uint64_t first_ = 0;          ///< where the first block is
  std::uint64_t tail_ = 0;           ///< where what is said of the parts begins
  std::uint64_t tail_bytes_ = 0;     ///< of all that, without its checksum
  std::vector<std::uint64_t> sums_;  ///< checksums of blocks
};

}  // namespace e2roi::results
