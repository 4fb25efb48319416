#pragma once
#include <array>
#include <cstdint>
#include <vector>

/// Sobol's sequence with random access, plain and with Owen's scrambling by hash.
///
/// Sources: Sobol' (1967); Bratley & Fox (1988), algorithm 659; direction numbers of Joe & Kuo
/// (2008), new-joe-kuo-6, from the table that comes with Boost.Random (Boost licence);
/// scrambling: Owen (1995), as a hash Laine & Karras (2011) and Burley (2020).
/// engine/analysis/DESIGNS.md
namespace e2roi::sampling {

/// Dimensions there are: enough for two independent columns of each of 256 inputs.
inline constexpr int kSobolDimensions = 512;

inline constexpr int kSobolBits = 32;

/// Odd integers m[k] of a dimension 0 … kSobolDimensions - 1: direction number k = m[k] / 2^(k+1).
/// In a file of its own, for its table is larger than all that the page has room for.
std::array<std::uint32_t, kSobolBits> sobol_integers(int dimension);

/// One dimension of the sequence in its natural order: point n is the XOR of the direction numbers
/// of the bits of n. (Generators that go by Gray code give the same points in another order within
/// each 2^k.)
class SobolDimension {
 public:
  /// dimension  0 … kSobolDimensions - 1, core::RunError otherwise; 0 is van der Corput's sequence
  explicit SobolDimension(int dimension);

  /// Point n as a fraction of 2^32: dimension 0 has 0, 1/2, 1/4, 3/4, 1/8, 5/8, 3/8, 7/8, …
  std::uint32_t point(std::uint32_t n) const;

  /// Points n … n+255 of a multiple n of 256, their bits in reverse (bit 0 is worth 1/2).
  void reversed_points(std::uint32_t n, std::uint32_t* points) const;

 private:
  std::array<std::uint32_t, 32> reversed_;  ///< direction number of each bit of n, reversed
};

/// Owen's scrambling of one dimension: at every node of its tree of halves, whether the two change
/// places. The turns of the 255 nodes of the first eight levels are random bits each; further down
/// they are a hash with five keys (one alone would tie nodes of the same level together).
class Scrambling {
 public:
  /// segment  which 2^32 points
  Scrambling(std::uint64_t seed, int dimension, std::uint64_t segment);

  /// The scrambled fraction, both with their bits in reverse (bit 0 is worth 1/2).
  std::uint32_t of_reversed(std::uint32_t bits) const;

 private:
  std::array<std::uint8_t, 256> turns_;  ///< by the first eight bits: which of them turn over
  std::array<std::uint32_t, 3> add_;
  std::array<std::uint32_t, 2> multiply_;
};

/// Scrambled points: each dimension's tree of halves is turned over at random at every node, so
/// that every point is uniform in (0, 1), every aligned run of 2^k points keeps its stratification
/// in every projection that the plain sequence stratifies, and the error of a mean can be judged
/// from repetitions with other seeds. A point is a function of (seed, dimension, number) and
/// nothing else: any can be made alone, and a further dimension moves no other.
///
/// Use numbers 0 … 2^k - 1 with a whole k where possible: other counts cost much of the gain.
/// After 2^32 points the sequence begins again with another scrambling.
class ScrambledSobol {
 public:
  /// dimensions  1 … kSobolDimensions, core::RunError otherwise
  ScrambledSobol(std::uint64_t seed, int dimensions);

  int dimensions() const { return static_cast<int>(dimensions_.size()); }

  /// Points `first` … first+count-1, all dimensions; each in [2^-53, 1 - 2^-53].
  ///
  /// count    any; rounded up to a multiple of 8, for which each column needs room
  /// stride   doubles from one dimension's column to the next
  /// columns  [dimension][stride]
  void fill(std::uint64_t first, int count, std::size_t stride, double* columns) const;

  /// The same of one dimension, in place of independent uniforms of the same points, whose leading
  /// 20 bits become the last 20 of the result's 52.
  void stratify(int dimension, std::uint64_t first, int count, double* uniforms) const;

 private:
  struct Dimension {
    SobolDimension sequence;
    Scrambling scrambling;  ///< of the first 2^32 points
  };
  std::uint64_t seed_;
  std::vector<Dimension> dimensions_;
};

}  // namespace e2roi::sampling
