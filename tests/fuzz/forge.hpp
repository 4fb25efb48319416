#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "engine/core/checksum.hpp"

/// HDF5's own checksum (Jenkins, lookup3), which its library exports without a header.
extern "C" std::uint32_t H5_checksum_lookup3(const void* data, std::size_t size,  // NOLINT
                                             std::uint32_t start);

/// Right checksums for wrong bytes.
namespace e2roi::fuzz {

inline std::uint64_t number_at(std::span<const std::byte> file, std::size_t at, std::size_t bytes) {
  std::uint64_t number = 0;
  if (at <= file.size() && bytes <= file.size() - at) std::memcpy(&number, file.data() + at, bytes);
  return number;
}

template <class Number>
void put(std::span<std::byte> file, std::size_t at, Number number) {
  if (at <= file.size() && sizeof number <= file.size() - at)
    std::memcpy(file.data() + at, &number, sizeof number);
}

/// The four bytes behind [begin, begin + size) become its checksum.
inline void forge_block(std::span<std::byte> file, std::size_t begin, std::size_t size) {
  if (size < file.size() && begin < file.size() - size)
    put(file, begin + size, H5_checksum_lookup3(file.data() + begin, size, 0));
}

/// The eight bytes behind [begin, begin + size) become its checksum.
inline void forge_sum(std::span<std::byte> file, std::size_t begin, std::size_t size) {
  core::Checksum sum;
  sum.add(file.subspan(begin, size));
  put(file, begin + size, sum.value());
}

/// Of a shard: header, blocks and parts. What it says of its parts' number and size stays: it is
/// read for the parts of the seed, whatever a mutant says.
inline void forge_shard(std::span<std::byte> file) {
  constexpr std::size_t kFrame = 80, kSizes = 16, kHeader = 40;
  if (file.size() < kFrame) return;
  const std::uint64_t room = file.size() - kFrame;
  const std::uint64_t header = std::min(number_at(file, kSizes, 8), room);
  const std::uint64_t blocks = std::min(number_at(file, kSizes + 8, 8), (room - header) / 8);
  const std::uint64_t bytes = blocks == 0 ? number_at(file, kSizes + 16, 8)
                                          : std::min(number_at(file, kSizes + 16, 8),
                                                     (room - header - blocks * 8) / blocks);
  put(file, kSizes, header);
  put(file, kSizes + 8, blocks);
  put(file, kSizes + 16, bytes);
  forge_sum(file, 0, kHeader + header);
  const std::size_t first = kHeader + header + 8, sums = first + blocks * bytes;
  for (std::uint64_t block = 0; block < blocks; ++block) {
    core::Checksum sum;
    sum.add(file.subspan(first + block * bytes, bytes));
    put(file, sums + block * 8, sum.value());
  }
  forge_sum(file, sums, blocks * 8);
  const std::size_t tail = sums + blocks * 8 + 8;
  forge_sum(file, tail, file.size() - 8 - tail);
}

/// Of an HDF5 file: the superblock and every object header (version 2) that is to be found.
inline void forge_hdf5(std::span<std::byte> file) {
  forge_block(file, 0, 44);
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (std::size_t at = text.find("OHDR"); at != std::string_view::npos;
       at = text.find("OHDR", at + 1)) {
    const auto flags = static_cast<std::size_t>(number_at(file, at + 5, 1));
    const std::size_t width = std::size_t{1} << (flags & 3U);
    const std::size_t before =
        6 + ((flags & 0x20U) != 0 ? 16 : 0) + ((flags & 0x10U) != 0 ? 4 : 0) + width;
    const std::uint64_t chunk = number_at(file, at + before - width, width);
    if (chunk < file.size()) forge_block(file, at, before + chunk);
  }
}

inline void forge_checksums(std::span<std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  if (text.starts_with("e2roi-shard-4")) forge_shard(file);
  if (text.starts_with("\x89HDF")) forge_hdf5(file);
}

}  // namespace e2roi::fuzz
