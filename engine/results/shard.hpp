#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
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

/// Writes a shard as `file`, all at once as write() does. Of a part in which one word of 64 bits
/// stands over and over only that word is kept. Equal contents give equal bytes. Throws
/// core::FileError; then `file` is what it was before.
void write_shard(const ShardHeader& header, std::span<const std::span<std::byte>> parts,
                 const std::filesystem::path& file, Durability durability = Durability::kSynced);

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
  /// another total size than the shard or the shard is damaged; then they hold anything.
  void read(std::span<const std::span<std::byte>> parts);

  /// Whether the checksum of all that read() reads holds.
  bool is_whole();

 private:
  std::filesystem::path path_;
  std::ifstream stream_;
  ShardHeader header_;
  std::uint64_t body_ = 0;        ///< where what is said of the parts begins
  std::uint64_t body_bytes_ = 0;  ///< of the parts' kinds and of what is kept of the parts
};

}  // namespace e2roi::results
