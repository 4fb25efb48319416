#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#define XXH_INLINE_ALL  // its functions as part of ours: no library is loaded for them
#include <xxhash.h>

/// A checksum that tells damage, not forgery, at the speed of memory.
namespace e2roi::core {

/// XXH3 over a stream of bytes, 64 bits: what is changed by accident goes unnoticed with a chance
/// of 2^-64. The same bytes give the same sum in every version of xxHash from 0.8 on.
class Checksum {
 public:
  Checksum() { XXH3_64bits_reset(&state_); }
  void add(std::span<const std::byte> bytes) {
    XXH3_64bits_update(&state_, bytes.data(), bytes.size());
  }
  /// Of everything added so far.
  std::uint64_t value() const { return XXH3_64bits_digest(&state_); }

 private:
  XXH3_state_t state_;
};

/// Of bytes in one piece; the same sum.
inline std::uint64_t checksum_of(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

}  // namespace e2roi::core
