#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

/// A checksum that tells damage, not forgery, at the speed of memory.
namespace e2roi::core {

/// 64 bits over a stream of bytes: eight lanes of 64-bit words, each word exclusive-ored into its
/// lane, which is then multiplied by an odd number and rotated. Every step can be undone, so no
/// change within one word ever goes unnoticed; others do with a chance of 2^-64.
class Checksum {
 public:
  void add(std::span<const std::byte> bytes) {
    length_ += bytes.size();
    while (!bytes.empty()) {
      if (used_ == 0 && bytes.size() >= kBlock) {
        const std::size_t blocks = bytes.size() / kBlock;
        mix(bytes.data(), blocks);
        bytes = bytes.subspan(blocks * kBlock);
        continue;
      }
      const std::size_t count = std::min(bytes.size(), kBlock - used_);
      std::memcpy(waiting_ + used_, bytes.data(), count);
      used_ = (used_ + count) % kBlock;
      if (used_ == 0) mix(waiting_, 1);
      bytes = bytes.subspan(count);
    }
  }

  /// Of everything added so far.
  std::uint64_t value() const {
    Checksum rest = *this;
    if (rest.used_ > 0) {
      std::memset(rest.waiting_ + rest.used_, 0, kBlock - rest.used_);
      rest.mix(rest.waiting_, 1);
    }
    std::uint64_t sum = length_;
    for (const std::uint64_t lane : rest.lanes_) sum = step(sum, lane);
    return sum ^ sum >> 32U;
  }

 private:
  static constexpr std::size_t kLanes = 8, kBlock = kLanes * sizeof(std::uint64_t);
  static_assert(std::endian::native == std::endian::little, "words are little-endian");

  static std::uint64_t step(std::uint64_t lane, std::uint64_t word) {
    return std::rotl((lane ^ word) * 0x9e3779b97f4a7c15U, 29);
  }
  /// In lanes of its own, which bytes cannot be part of: they stay in registers.
  void mix(const std::byte* bytes, std::size_t blocks) {
    std::uint64_t lanes[kLanes], words[kLanes];
    std::copy_n(lanes_, kLanes, lanes);
    for (; blocks > 0; --blocks, bytes += kBlock) {
      std::memcpy(words, bytes, kBlock);
      for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = step(lanes[i], words[i]);
    }
    std::copy_n(lanes, kLanes, lanes_);
  }

  std::uint64_t lanes_[kLanes] = {1, 2, 3, 4, 5, 6, 7, 8};
  std::byte waiting_[kBlock] = {};
  std::size_t used_ = 0;
  std::uint64_t length_ = 0;
};

}  // namespace e2roi::core
