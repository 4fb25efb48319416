#include <array>

#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "tests/fuzz/forge.hpp"
#include "tests/fuzz/shard_parts.hpp"
#include "tests/fuzz/target.hpp"

using namespace e2roi;

extern "C" {
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);  // NOLINT
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                    std::size_t most,  // NOLINT
                                    unsigned seed);
}

// Any bytes as a result file, in one of the ways of reading, and as a shard.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::ScratchFile scratch("result.h5");
  const std::string& file = scratch.holding(data, size);
  using results::Content;
  constexpr std::array kContents = {Content::kAll, Content::kDecision, Content::kSummary,
                                    Content::kLabels};
  fuzz::succeeds([&] { results::read(file, kContents[size % kContents.size()]); });
  if (!results::is_shard(file)) return 0;
  fuzz::succeeds([&] {
    results::ShardFile shard(file);
    fuzz::ShardParts parts;
    shard.read(parts.spans());
  });
  fuzz::succeeds([&] {
    results::ShardFile shard(file);
    std::array<std::byte, fuzz::kShardBlockBytes> block{};
    for (std::uint64_t i = 0; i < shard.blocks(); ++i) shard.read_block(i, block);
    shard.is_whole();
  });
  return 0;
}

// Most mutants get right checksums again, or no reader would look further than at those.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  size = LLVMFuzzerMutate(data, size, most);
  if (seed % 8 != 0) fuzz::forge_checksums({reinterpret_cast<std::byte*>(data), size});
  return size;
}
