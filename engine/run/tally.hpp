#pragma once
#include <cstddef>
#include <cstdint>

/// Tally: what the kernel does with the rows of a block; a row is the values that one series of one
/// path has in one month in up to 256 draws. Counts are whole numbers, so nothing depends on order.
namespace e2roi::run {

/// Bins of a row. With lo and hi the least and greatest value of the pilot draws: 252 bins between,
/// one for lo and what is at most a bin's width below it, one for hi and what is at most a width
/// above it, and two for what is further out. Spikes at either end (0 and 1, mostly) stay exact.
inline constexpr int kBins = 256;
inline constexpr int kInnerBins = kBins - 4;
inline constexpr int kBelow = 0, kAtLow = 1, kFirstInner = 2, kAtHigh = 254, kAbove = 255;
/// Where the first inner bin begins, counted in bins: a hair (2^-40) before its number, so that lo
/// itself is not in it.
inline constexpr double kFirstInnerPlace = kFirstInner - 0x1p-40;

/// How many rows before its turn a row is fetched: time enough for the third-level cache.
inline constexpr int kRowsAhead = 4;

/// Where a row's bins lie. The inner ones are equal on the row's scale: the value itself, or, where
/// the tails reach far beyond the bulk, its signed octaves
/// s(x) = sign(x - middle) octaves(1 + |x - middle|/bulk), so that bins are narrow where most draws
/// are (core/real.hpp).
struct RowRange {
  double lo, hi;  ///< least and greatest value of the pilot draws; lo is subtracted before summing
  double from;    ///< lo on the row's scale
  double per_inner;  ///< inner bins a unit of the row's scale; hi lies exactly 252 of them above lo
  double middle;     ///< of the bulk
  double bulk;  ///< how far the bulk reaches from its middle; 0 = the value itself is the scale
};

/// What a row of a block adds up to.
struct RowSums {
  double sum;         ///< Σ (x - lo)
  double sum_square;  ///< Σ (x - lo)²
  double least, greatest;
};

/// Counts the values of draws 0 … draws-1 of neighbouring rows into their bins and sums them, in
/// one fixed order. Draws 8 k … 8 k + 7 of row r are at values + r * model::kSeriesLanes + k *
/// stride. Values that are not finite make `sum` not finite.
///
/// ranges  [rows]
/// counts  [rows][kBins], added to
/// sums    [rows], written
using TallyRows = void (*)(const double* values, std::size_t stride, int rows, int draws,
                           const RowRange* ranges, std::uint16_t* counts, RowSums* sums);

/// Widens, place by place in a pack, from the least to the greatest that neighbouring rows have in
/// two packs: two at once halve what is read and written of the extremes. Where 0 and -0 are
/// equally extreme, either may stay; nothing is said of values that are not finite.
///
/// one, other, least, greatest  [rows][model::kSeriesLanes]
using WidenRows = void (*)(const double* one, const double* other, int rows, double* least,
                           double* greatest);

/// What is done with rows, compiled for one x86-64 level; same bits from each.
struct RowKernel {
  TallyRows tally;
  WidenRows widen;
};

/// That of the kernel's level ("x86-64-v4"…).
RowKernel row_kernel_for(const char* level);

}  // namespace e2roi::run
