#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "engine/core/real.hpp"
#include "engine/model/series.hpp"
#include "engine/run/fans.hpp"

namespace e2roi::run {
namespace {

int series_of_row(std::size_t row) { return static_cast<int>(row % model::kSeries.size()); }

/// A pilot's spread is a far tail where it is so many times the reach of the bulk (a normal's is 9
/// times, an exponential's 13).
constexpr double kFarTail = 32;
constexpr std::size_t kBulkStep = 16;  ///< every 16th pilot value is enough to find the bulk

/// Where most of some values are: their median.
using Some = std::array<double, kPilotDraws / kBulkStep>;

/// A row of the pilot, by block.
using PilotRow = std::span<const SeriesRow, kPilotBlocks>;

/// The first of the values that are equal to 0: 0 or -0.
double first_zero(PilotRow row) {
  for (const SeriesRow& block : row)
    for (int i = 0; i < model::kBlockDraws; ++i)
      if (block[i] == 0) return block[i];
  return 0;
}

/// The least and the greatest pilot value, the first of those that are equal (0 and -0): a pack's
/// values side by side, so that one comparison need not wait for the one before it.
std::pair<double, double> extremes(PilotRow row) {
  constexpr std::size_t kSide = model::kSeriesLanes;
  std::array<double, kSide> least, greatest;
  std::copy_n(row[0].pack(0), kSide, least.begin());
  std::copy_n(row[0].pack(0), kSide, greatest.begin());
  for (const SeriesRow& block : row)
    for (int pack = 0; pack < model::kSeriesPacks; ++pack) {
      const double* const values = block.pack(pack);
      for (std::size_t k = 0; k < kSide; ++k) {
        least[k] = std::min(least[k], values[k]);
        greatest[k] = std::max(greatest[k], values[k]);
      }
    }
  double lo = *std::min_element(least.begin(), least.end());
  double hi = *std::max_element(greatest.begin(), greatest.end());
  if (lo == 0) lo = first_zero(row);
  if (hi == 0) hi = first_zero(row);
  return {lo, hi};
}

double median_of(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// How far the bulk reaches from its middle: the median of what is not 0 of the distances, 0 where
/// that is no less than a kFarTail-th of the spread, as of nearly every row: then no tail is far,
/// which is known from a count.
double reach_of(const Some& some, double middle, double spread) {
  Some distances;
  std::size_t away = 0, near = 0;
  for (std::size_t i = 0; i < some.size(); ++i) {
    distances[i] = std::abs(some[i] - middle);
    away += distances[i] > 0 ? 1U : 0U;
    near += distances[i] > 0 && kFarTail * distances[i] < spread ? 1U : 0U;
  }
  if (near <= away / 2) return 0;
  const auto end = std::remove(distances.begin(), distances.end(), 0.0);
  return median_of(std::span(distances.begin(), end));
}

/// A value on its row's scale, and back (tally.hpp).
double on_scale(const RowRange& range, double value) {
  if (range.bulk <= 0) return value;
  const double size = core::octaves(1.0 + std::abs(value - range.middle) * (1.0 / range.bulk));
  return value < range.middle ? -size : size;
}
double off_scale(const RowRange& range, double place) {
  if (range.bulk <= 0) return place;
  const double whole = std::floor(std::abs(place));
  const double up = std::ldexp(1.0 + (std::abs(place) - whole), static_cast<int>(whole));
  const double distance = range.bulk * (up - 1.0);
  return range.middle + (place < 0 ? -distance : distance);
}

/// Inner bins a unit of the scale, where `width` is to hold kInnerBins of them, and no less after
/// rounding: so hi never falls into the bin below it.
double inner_bins_per(double width) {
  constexpr double kMost = 0x1p1000;  // no spread, or none that means much: all else is far off
  double per_inner = std::min(kInnerBins / width, kMost);
  per_inner *= 1.0 + 0x1p-47;  // past the hair
  while (per_inner < kMost && width * per_inner + kFirstInnerPlace < kAtHigh)
    per_inner = std::nextafter(per_inner, kMost);
  return per_inner;
}

}  // namespace

RowRanges::RowRanges(const FanShape& shape) : ranges_(shape.rows()), per_quantum_(shape.rows()) {}

bool RowRanges::is_whole(std::size_t row) const {
  return series_of_row(row) == model::series::stage || series_of_row(row) == model::series::active;
}

void RowRanges::learn(std::size_t row, PilotRow blocks) {
  const auto [lo, hi] = extremes(blocks);
  const double spread = hi - lo;
  const double size = std::max(std::abs(lo), std::abs(hi));
  const double scale = spread > 0 ? std::max(spread, std::ldexp(size, -20)) : 1.0;
  per_quantum_[row] = std::ldexp(1.0, kQuantumBits - 1 - std::ilogb(scale));
  RowRange& range = ranges_[row];
  if (is_whole(row)) {
    range = {-0.5, kInnerBins - 0.5, -0.5, 1.0, 0.0, 0.0};
    return;
  }
  Some some, rest;
  constexpr std::size_t kInBlock = model::kBlockDraws / kBulkStep;
  for (std::size_t i = 0; i < some.size(); ++i)
    some[i] = blocks[i / kInBlock][static_cast<int>(i % kInBlock * kBulkStep)];
  rest = some;
  const double middle = median_of(rest);
  range = {lo, hi, lo, 0.0, middle, reach_of(some, middle, spread)};
  range.from = on_scale(range, lo);
  range.per_inner = inner_bins_per(on_scale(range, hi) - range.from);
}

void RowRanges::add_parts(Parts& parts) {
  static_assert(sizeof(RowRange) == 6 * sizeof(double), "no padding goes into files");
  parts.push_back(std::as_writable_bytes(std::span(ranges_)));
  parts.push_back(std::as_writable_bytes(std::span(per_quantum_)));
}

bool RowRanges::same_bits(const RowRanges& other) const {
  const auto same = [](const auto& mine, const auto& theirs) {
    const auto a = std::as_bytes(std::span(mine)), b = std::as_bytes(std::span(theirs));
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  return same(ranges_, other.ranges_) && same(per_quantum_, other.per_quantum_);
}

double RowRanges::edge(std::size_t row, double bin) const {
  const RowRange& range = ranges_[row];
  return std::clamp(off_scale(range, range.from + bin / range.per_inner), range.lo, range.hi);
}

}  // namespace e2roi::run
