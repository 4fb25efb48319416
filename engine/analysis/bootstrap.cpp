#include "engine/analysis/bootstrap.hpp"

#include "engine/random/threefry.hpp"

namespace e2roi::analysis {

std::vector<std::uint8_t> bootstrap_weights(std::size_t draws, std::span<const std::uint32_t> use,
                                            std::uint64_t seed, std::uint64_t replicate) {
  constexpr std::uint64_t kPurpose = 0x626f6f74;  // "boot": no draw of the model has this counter
  std::vector<std::uint8_t> weights(draws);
  for (std::size_t i = 0; i < use.size(); i += 4) {
    const auto words =
        random::threefry4x64<std::uint64_t>({i, replicate, 0, kPurpose}, {seed, 0, 0, 0});
    for (std::size_t k = 0; k < 4 && i + k < use.size(); ++k) {
      // The high half of a product: a word of 32 bits as a place, to within 2^-32 uniform.
      const std::size_t place = (words[k] >> 32) * use.size() >> 32;
      std::uint8_t& weight = weights[use[place]];
      if (weight < 255) ++weight;
    }
  }
  return weights;
}

}  // namespace e2roi::analysis
