#pragma once
#include <array>
#include <cstddef>
#include <span>

namespace e2roi::fuzz {

/// Of the two blocks of the seed that is a shard.
inline constexpr std::size_t kShardBlockBytes = 16;

/// The parts of the seed that is a shard: one of many values, one of zeros, an empty one.
class ShardParts {
 public:
  ShardParts() { values_[0] = std::byte{1}; }
  std::span<const std::span<std::byte>> spans() const { return spans_; }
  ShardParts(const ShardParts&) = delete;
  ShardParts& operator=(const ShardParts&) = delete;

 private:
  std::array<std::byte, 24> values_{};
  std::array<std::byte, 32> equal_{};
  std::array<std::span<std::byte>, 3> spans_{values_, equal_, {}};
};

}  // namespace e2roi::fuzz
