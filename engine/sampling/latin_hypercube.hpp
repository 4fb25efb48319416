#pragma once
#include <array>
#include <cstdint>
#include <vector>

/// Latin hypercube sampling (McKay, Beckman & Conover 1979) with random access: which of the N
/// equally likely strata of an input a draw falls into is a keyed permutation, so that any draw
/// can be made alone.  engine/analysis/DESIGNS.md
namespace e2roi::sampling {

/// A random permutation of 0 … size-1, a function of (seed, column, size) that keeps no table.
/// The numbers of ceil(log2 size) bits are mixed by four keyed invertible rounds, again and again
/// until the result is below `size` (cycle walking: Black & Rogaway 2002; for sampling Kensler
/// 2013). Of small sizes every permutation is equally likely, as far as 80,000 keys can tell.
class Permutation {
 public:
  Permutation(std::uint64_t seed, int column, std::uint64_t size);

  /// Where `i` goes, i < size.
  std::uint64_t operator()(std::uint64_t i) const;

  /// Replaces `count` <= 256 numbers, each < size, by where they go.
  void apply(std::uint64_t* numbers, int count) const;

 private:
  std::uint64_t mixed(std::uint64_t x) const;

  struct Round {
    std::uint64_t multiply, add;
  };
  std::array<Round, 4> rounds_;
  std::uint64_t size_, mask_;
  int shift_;
};

class LatinHypercube {
 public:
  /// draws  N > 0: every stratum of every column holds one of the draws 0 … N-1
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
