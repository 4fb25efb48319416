#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/model/block.hpp"
#include "engine/run/series_row.hpp"
#include "engine/run/stretch.hpp"
#include "engine/run/tally.hpp"

/// Fans: mean, sd and quantiles of every series over all draws, without keeping every trajectory.
///
/// Small runs keep every value and are exact. Larger ones count: the first 512 draws of the
/// scenario (draws 0 … 511, whichever draws the run covers) fix where each row's bins lie, every
/// other value adds one to a whole number. So the result depends on no order, and counts of
/// different runs of one scenario may be added. A quantile between the pilot's least and greatest
/// value errs by at most the width of its bin: 1/252 of their distance, or, in rows with far tails,
/// about 1/252 of the octaves from bulk to extremes times the value's distance from the bulk
/// (tests/run/fans_test.cpp). Further out it is interpolated towards the extreme value. Mean and
/// sd are sums of whole multiples of a tiny quantum: exact to about 1e-11 of the spread.
namespace e2roi::run {

inline constexpr std::uint64_t kPilotDraws = 512;
inline constexpr std::size_t kPilotBlocks = kPilotDraws / model::kBlockDraws;
inline constexpr std::size_t kRowsAtOnce = 64;  ///< grain of loops over rows
inline constexpr int kQuantumBits = 40;         ///< a quantum is 2^-40 of the row's scale
inline constexpr double kQuanta = 0x1p40;

/// Extents of a run's rows; a row is one series of one path in one month.
struct FanShape {
  int months = 0, paths = 0;
  std::uint64_t draws = 0;
  std::vector<int> months_at_rest = {};  ///< before its first month, by path; empty = none
  std::size_t rows() const;              ///< months × paths × series
  std::size_t row(int month, int path, int series) const;
  /// The row that holds the same values: that of `stay` where a path is at rest, else `row` itself.
  std::size_t original(std::size_t row) const;
};

/// Whether a run of that shape keeps every value: up to 64 MiB. Depends on nothing but the shape.
bool keeps_every_value(const FanShape& shape);

/// Where every row's bins lie, from the pilot draws.
class RowRanges {
 public:
  explicit RowRanges(const FanShape& shape);
  /// Fixes the ranges of neighbouring rows, at most kRowsAtOnce, from their pilot values. Rows may
  /// be learned in parallel.
  ///
  /// rows   the first of them in each of the pilot's blocks
  /// widen  of this machine's level
  void learn(std::size_t first, std::size_t count, std::span<const SeriesRow, kPilotBlocks> rows,
             WidenRows widen);

  const RowRange& operator[](std::size_t row) const { return ranges_[row]; }
  const RowRange* at(std::size_t row) const { return ranges_.data() + row; }
  /// Quanta a unit of the row, in which its sums are kept; a power of two.
  double per_quantum(std::size_t row) const { return per_quantum_[row]; }
  /// The same for its sums of squares.
  double per_quantum_square(std::size_t row) const {
    return per_quantum_[row] * per_quantum_[row] * (1.0 / kQuanta);
  }
  bool is_whole(std::size_t row) const;  ///< rows of whole numbers: bins hold one value each
  void add_parts(Parts& parts);
  bool same_bits(const RowRanges& other) const;
  /// Where inner bin number `bin` (0 … kInnerBins) begins.
  double edge(std::size_t row, double bin) const;

 private:
  std::vector<RowRange> ranges_;
  std::vector<double> per_quantum_;
};

/// Counts and sums of all rows: one a thread, and one they are added to.
class FanCounts {
 public:
  FanCounts(const FanShape& shape, const RowRanges& ranges, TallyRows tally);
  /// Adds neighbouring rows of a block, of which `values` is the first. Returns false if one of
  /// their values is not finite.
  bool add(std::size_t first, std::size_t rows, const SeriesRow& values, int draws);
  /// To be called after each block, so that 16-bit counts never overflow.
  void end_of_block();
  void add(const FanCounts& other);
  void clear();  ///< to nothing counted
  /// Where counts, sums and extremes stand, until something is added or cleared. To be called where
  /// nothing but that stretch is counted, or nothing yet; in 16 bits where they surely fit.
  void add_parts(const Stretch& stretch, Parts& parts);
  /// What those parts take for a row of a stretch of that many draws [byte].
  static std::size_t kept_bytes(std::uint64_t draws);

  /// "series" arrays: NAME (path, month, quantile), NAME_mean and NAME_sd (path, month);
  /// stage_share (path, month, journey_stage) last. Zeros of a row of which nothing was counted.
  std::vector<core::NamedArray> arrays(const std::vector<double>& probabilities) const {
    return arrays(probabilities, shape_.draws);
  }
  /// The same where only `draws` of the run's draws are counted so far.
  std::vector<core::NamedArray> arrays(const std::vector<double>& probabilities,
                                       std::uint64_t draws) const;
  /// How many draws have the whole number `value` in an original row of whole numbers.
  std::uint64_t count_of(std::size_t row, int value) const {
    return count(row * kBins + static_cast<std::size_t>(kFirstInner + value));
  }

 private:
  __extension__ typedef __int128 Sum;  ///< multiples of the row's quantum
  struct Totals {
    Sum sum = 0, sum_square = 0;
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();
  };
  /// Adds what up to kRowsAtOnce rows of a block sum up to; returns whether all of it is finite.
  bool add(std::size_t first, std::span<const RowSums> sums);
  /// The same for sums, in quanta, of one row of rows of which one does not fit 64 bits.
  void add_large(std::size_t row, double linear, double square);
  void flush();
  /// Values counted in a bin, numbered over all rows.
  std::uint64_t count(std::size_t bin) const {
    return recent_[bin] + (counts_.empty() ? std::uint64_t{0} : counts_[bin]);
  }
  /// How far a search for rising ranks has come.
  struct Reached {
    std::size_t bin = 0;
    std::uint64_t before = 0;  ///< values in the bins before it
  };
  double order_statistic(std::size_t row, std::uint64_t rank, Reached& reached) const;

  FanShape shape_;
  const RowRanges* ranges_;
  TallyRows tally_;
  std::vector<std::uint16_t> recent_;  ///< since the last flush
  std::vector<std::uint32_t> counts_;  ///< empty until the first flush
  std::vector<Totals> totals_;
  /// How many rows from each on are originals and counted at once; 0 = a copy.
  std::vector<std::uint8_t> originals_from_;
  int blocks_since_flush_ = 0;
};

/// The same arrays from all values, of the whole run or of a stretch of it.
class ExactFans {
 public:
  ExactFans(const FanShape& shape, const Stretch& held);
  /// Keeps a row of a block whose first draw is at position `place` of the run. Returns false if
  /// one of its values is not finite.
  bool put(std::size_t row, std::uint64_t place, const SeriesRow& values, int draws);
  /// Where the values of a stretch stand that is held.
  void add_parts(const Stretch& stretch, Parts& parts);
  /// To be called where the whole run is held.
  std::vector<core::NamedArray> arrays(const std::vector<double>& probabilities);

 private:
  FanShape shape_;
  Stretch held_;
  double* row(std::size_t row) { return values_.data() + row * held_.draws; }

  std::vector<double> values_;
};

}  // namespace e2roi::run
