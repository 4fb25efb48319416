#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "engine/core/real.hpp"
#include "engine/model/series.hpp"
#include "engine/run/fans.hpp"

namespace e2roi::run {
namespace {

int series_of_row(std::size_t row) { return static_cast<int>(row % model::kSeries.size()); }

/// A pilot's spread is a far tail where it is so many times the reach of the bulk (a normal's is 9
/// times, an exponential's 13).
constexpr double kFarTail = 32;
constexpr std::size_t kSide = model::kSeriesLanes;
constexpr int kBulkPacks = 2;  ///< the first value of every second pack is enough to find the bulk

/// These pilot values of a row.
using Some = std::array<double, kPilotDraws / kSide / kBulkPacks>;

using PilotRows = std::span<const SeriesRow, kPilotBlocks>;  ///< the first of some rows, by block

/// The first of a row's values that are equal to 0: 0 or -0.
double first_zero(PilotRows rows, std::size_t row) {
  for (const SeriesRow& block : rows) {
    const SeriesRow values(block.pack(0) + row * kSide, block.stride());
    for (int i = 0; i < model::kBlockDraws; ++i)
      if (values[i] == 0) return values[i];
  }
  return 0;
}

/// Neighbouring rows of the pilot, read pack by pack, as they lie in memory.
struct Read {
  using Packs = std::array<double, kRowsAtOnce * kSide>;  ///< a pack of each row

  Packs least, greatest;               ///< by place in a pack: no comparison waits for another
  std::array<Some, kRowsAtOnce> some;  ///< of each row

  Read(PilotRows rows, std::size_t count, WidenRows widen) {
    for (Packs* packs : {&least, &greatest})
      std::copy_n(rows[0].pack(0), count * kSide, packs->begin());
    std::size_t taken = 0;
    for (const SeriesRow& block : rows)
      for (int pack = 0; pack < model::kSeriesPacks; pack += kBulkPacks, ++taken) {
        const double* const values = block.pack(pack);
        static_assert(kBulkPacks == 2);
        widen(values, block.pack(pack + 1), static_cast<int>(count), least.data(), greatest.data());
        for (std::size_t row = 0; row < count; ++row) some[row][taken] = values[row * kSide];
      }
  }
};

double median_of(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Where most of a row's values are; all 0 where no tail is far.
struct Bulk {
  double middle = 0;  ///< their median
  double reach = 0;   ///< the median of what is not 0 of the distances from it
};

/// Whether half of the distances from the median may be below a kFarTail-th of the spread: then
/// more than half of the values lie within twice that, which is less than kNear of these bins.
bool may_be_narrow(const Some& some, double lo, double spread) {
  constexpr std::size_t kNear = 4, kTouched = kNear + 1;
  constexpr std::size_t kWide = static_cast<std::size_t>(kNear * kFarTail / 2) - 1;
  const double per_unit = kWide / spread;
  std::array<int, std::tuple_size_v<Some>> bins;
  for (std::size_t i = 0; i < some.size(); ++i) {
    const double place = (some[i] - lo) * per_unit;
    bins[i] = static_cast<int>(place > 0 ? std::min(place, kWide - 1.0) : 0.0);
  }
  std::array<std::uint8_t, kTouched + kWide> counts{};  // behind as many that stay empty
  for (const int bin : bins) ++counts[kTouched + static_cast<std::size_t>(bin)];
  std::size_t near = 0;
  for (std::size_t i = kTouched; i < counts.size(); ++i) {
    near += counts[i];
    near -= counts[i - kTouched];
    if (near > some.size() / 2) return true;
  }
  return false;
}

Bulk bulk_of(const Some& some, double lo, double spread) {
  if (!(spread > 0) || !may_be_narrow(some, lo, spread)) return {};
  Some distances = some;
  const double middle = median_of(distances);
  for (std::size_t i = 0; i < some.size(); ++i) distances[i] = std::abs(some[i] - middle);
  const std::span rest(distances.begin(), std::remove(distances.begin(), distances.end(), 0.0));
  // Whether their median is so near, without finding it: in few rows it is.
  const auto near = std::count_if(rest.begin(), rest.end(),
                                  [&](double distance) { return kFarTail * distance < spread; });
  if (static_cast<std::size_t>(near) <= rest.size() / 2) return {};
  return {middle, median_of(rest)};
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

RowRange range_of(double lo, double hi, const Some& some) {
  const Bulk bulk = bulk_of(some, lo, hi - lo);
  RowRange range = {lo, hi, lo, 0.0, bulk.middle, bulk.reach};
  range.from = on_scale(range, lo);
  range.per_inner = inner_bins_per(on_scale(range, hi) - range.from);
  return range;
}

/// Of rows of whole numbers, one a bin.
constexpr RowRange kWhole = {-0.5, kInnerBins - 0.5, -0.5, 1.0, 0.0, 0.0};

}  // namespace

RowRanges::RowRanges(const FanShape& shape) : ranges_(shape.rows()), per_quantum_(shape.rows()) {}

bool RowRanges::is_whole(std::size_t row) const {
  return series_of_row(row) == model::series::stage || series_of_row(row) == model::series::active;
}

void RowRanges::learn(std::size_t first, std::size_t count, PilotRows rows, WidenRows widen) {
  const Read read(rows, count, widen);
  for (std::size_t i = 0; i < count; ++i) {
    const auto of_row = [&](const Read::Packs& packs) {
      return std::span(packs).subspan(i * kSide, kSide);
    };
    const auto all_least = of_row(read.least), all_greatest = of_row(read.greatest);
    double lo = *std::min_element(all_least.begin(), all_least.end());
    double hi = *std::max_element(all_greatest.begin(), all_greatest.end());
    if (lo == 0) lo = first_zero(rows, i);
    if (hi == 0) hi = first_zero(rows, i);
    const double spread = hi - lo, size = std::max(std::abs(lo), std::abs(hi));
    const double scale = spread > 0 ? std::max(spread, std::ldexp(size, -20)) : 1.0;
    per_quantum_[first + i] = std::ldexp(1.0, kQuantumBits - 1 - std::ilogb(scale));
    ranges_[first + i] = is_whole(first + i) ? kWhole : range_of(lo, hi, read.some[i]);
  }
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
