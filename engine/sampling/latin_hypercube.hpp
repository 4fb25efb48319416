#pragma once
#include <array>
#include <cstdint>
#include <vector>

/// Latin hypercube sampling (McKay, Beckman & Conover 1979) with random access: which of the N
/// equally likely strata of an input a draw falls into is a keyed permutation, so that any draw
/// can be made alone.  engine/analysis/DESIGNS.md
namespace e2roi::sampling {

/// Strata there can be.
inline constexpr std::uint64_t kMostStrata = std::uint64_t{1} << 32;

/// A random permutation of 0 … size-1, a function of (seed, column, size) that keeps no table.
/// The numbers of ceil(log2 size) bits go through a Feistel network (Luby & Rackoff 1988) of
/// keyed multiply-add-shift hashes (Dietzfelbinger 1996: pairwise independent), again and again
/// until the result is below `size` (cycle walking: Black & Rogaway 2002). Fewer bits need more
/// rounds; tests say how near that comes to all permutations being equally likely.
class Permutation {
 public:
  /// size  1 … kMostStrata, core::RunError otherwise
  Permutation(std::uint64_t seed, int column, std::uint64_t size);

  /// Where `i` goes, i < size.
  std::uint32_t operator()(std::uint32_t i) const;

  /// Replaces `count` <= 256 numbers, each < size, by where they go.
  void apply(std::uint32_t* numbers, int count) const;

 private:
  static constexpr int kMostRounds = 32;
  struct Round {
    std::uint32_t multiply, add;
  };
  void mix(std::uint32_t* numbers, int count) const;

  std::array<Round, kMostRounds> rounds_;
  std::uint32_t last_;        ///< size - 1
  int low_bits_, high_bits_;  ///< of the two halves, 1 … 16 each
  int round_count_;           ///< even
};

class LatinHypercube {
 public:
  /// draws  N, 1 … kMostStrata: every stratum of every column holds one of the draws 0 … N-1
  LatinHypercube(std::uint64_t seed, int columns, std::uint64_t draws);

  /// Puts the draws `first` … first+count-1 of a column into their strata, in place of independent
  /// uniforms, which become the place within the stratum: u becomes (stratum + u) / N, kept within
  /// [2^-53, 1 - 2^-53]. Draws from N on (the surplus of a pack) repeat the strata from 0.
  void stratify(int column, std::uint64_t first, int count, double* uniforms) const;

 private:
  std::uint64_t draws_;
  std::vector<Permutation> columns_;
};

}  // namespace e2roi::sampling
