#include "engine/study/resample.hpp"

#include <algorithm>

#include "engine/random/words.hpp"

namespace e2roi::study {
namespace {

/// A number below `count` from a random word: its leading bits times count. Not quite even, by less
/// than count in 2^64.
std::size_t below(std::uint64_t word, std::size_t count) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>((static_cast<Wide>(word) * count) >> 64);
}

}  // namespace

analysis::Resampling resampled(std::uint64_t seed, std::size_t rows, std::size_t replicates) {
  return {rows, replicates, [seed](std::size_t replicate, std::span<std::uint8_t> counts) {
            std::fill(counts.begin(), counts.end(), std::uint8_t{0});
            for (std::size_t i = 0; i < counts.size(); i += 4) {
              const auto words =
                  random::block_of<std::uint64_t>(seed, i / 4, random::kResampleMonth, replicate);
              // More than 255 of one row does not happen: its chance is below 1e-500.
              for (std::size_t lane = 0; lane < 4 && i + lane < counts.size(); ++lane)
                ++counts[below(words[lane], counts.size())];
            }
          }};
}

}  // namespace e2roi::study
