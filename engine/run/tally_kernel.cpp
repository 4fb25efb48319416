// Counting and summing rows, eight values at a time. Compiled once per x86-64 level, as the
// model's kernel is and under the same rules (core/pack.hpp).
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/run/tally.hpp"

namespace e2roi::run {
inline namespace E2ROI_LEVEL {
namespace {

using core::Pack;

/// A pack that is loaded once: GCC would read it from memory again for each use, behind the stores
/// of the counts.
E2ROI_INLINE Pack load_once(const double* from) {
  Pack pack = core::load(from);
#if !defined(__wasm__)
  for (auto& part : pack.part) __asm__("" : "+v"(part));
#endif
  return pack;
}

/// The value on the scale of a stretched row.
E2ROI_INLINE Pack on_scale(const Pack& x, const RowRange& range) {
  using namespace core;
  const Pack d = x - Pack(range.middle);
  const Pack size = octaves(Pack(1.0) + max(d, -d) * Pack(1.0 / range.bulk));
  return select(d < Pack(0.0), -size, size);
}

/// Writes the numbers of the bins, a byte each.
template <bool kIsStretched>
E2ROI_INLINE void store_bins(const Pack& x, const Pack& above_lo, const RowRange& range,
                             std::uint8_t* bins) {
  using namespace core;
  const Pack inner = kIsStretched ? (on_scale(x, range) - Pack(range.from)) * Pack(range.per_inner)
                                  : above_lo * Pack(range.per_inner);
  const Pack place = inner + Pack(kFirstInnerPlace);
  store_whole_bytes(bins, min(place, Pack(kAbove)));
}

/// How often each bin occurs in a row; empty between rows. Four counts side by side, so that many
/// draws in one bin need not wait for each other; a byte holds the 64 draws of each.
struct BinCounts {
  alignas(64) std::uint8_t part[4][kBins] = {};

  E2ROI_INLINE void add_eight(const std::uint8_t* bins) {
    std::uint64_t eight;
    __builtin_memcpy(&eight, bins, sizeof eight);
    ++part[0][eight & 255];
    ++part[1][eight >> 8 & 255];
    ++part[2][eight >> 16 & 255];
    ++part[3][eight >> 24 & 255];
    ++part[0][eight >> 32 & 255];
    ++part[1][eight >> 40 & 255];
    ++part[2][eight >> 48 & 255];
    ++part[3][eight >> 56];
  }
  E2ROI_INLINE void move_to(std::uint16_t* counts) {
    for (int bin = 0; bin < kBins; ++bin) {
      const auto first = static_cast<std::uint8_t>(part[0][bin] + part[1][bin]);
      const auto second = static_cast<std::uint8_t>(part[2][bin] + part[3][bin]);
      counts[bin] = static_cast<std::uint16_t>(counts[bin] + first + second);
      part[0][bin] = part[1][bin] = part[2][bin] = part[3][bin] = 0;
    }
  }
};

/// A row whose bin numbers are known and not counted yet.
struct Uncounted {
  const std::uint8_t* bins;
  std::uint16_t* counts;  ///< of the row; nullptr = there is no such row
};

/// Sums a row and writes its bin numbers, and beside that counts another row: arithmetic and
/// counting use different parts of a processor, and take little longer together than either alone.
template <bool kIsStretched, bool kCounts>
RowSums sum_row(const double* values, std::size_t stride, int draws, const RowRange& range,
                std::uint8_t* bins, const Uncounted& other, BinCounts& counts) {
  using namespace core;
  const Pack lo(range.lo);
  Pack sum(0.0), square(0.0);
  Pack least(values[0]), greatest(values[0]);
  int i = 0;
  for (; i + kPackLanes <= draws; i += kPackLanes, values += stride) {
    __builtin_prefetch(values + kRowsAhead * kPackLanes);
    const Pack x = load_once(values);
    const Pack above_lo = x - lo;
    sum += above_lo;
    square += above_lo * above_lo;
    least = min(least, x);
    greatest = max(greatest, x);
    store_bins<kIsStretched>(x, above_lo, range, bins + i);
    if constexpr (kCounts) counts.add_eight(other.bins + i);
  }
  double lanes[4][kPackLanes];
  store(lanes[0], sum);
  store(lanes[1], square);
  store(lanes[2], least);
  store(lanes[3], greatest);
  RowSums sums{0, 0, lanes[2][0], lanes[3][0]};
  for (int lane = 0; lane < kPackLanes; ++lane) {
    sums.sum += lanes[0][lane];
    sums.sum_square += lanes[1][lane];
    sums.least = min(sums.least, lanes[2][lane]);
    sums.greatest = max(sums.greatest, lanes[3][lane]);
  }
  if (i < draws) {  // the last pack's other lanes are nobody's
    const Pack x = load(values);
    store_bins<kIsStretched>(x, x - lo, range, bins + i);
    for (int lane = 0; lane < draws - i; ++lane) {
      const double above_lo = values[lane] - range.lo;
      sums.sum += above_lo;
      sums.sum_square += above_lo * above_lo;
      sums.least = min(sums.least, values[lane]);
      sums.greatest = max(sums.greatest, values[lane]);
      if constexpr (kCounts) ++counts.part[lane % 4][other.bins[i + lane]];
    }
  }
  if constexpr (kCounts) counts.move_to(other.counts);
  return sums;
}

/// Counts the last row, beside which there is none to sum.
void count_row(const Uncounted& row, int draws, BinCounts& counts) {
  int i = 0;
  for (; i + core::kPackLanes <= draws; i += core::kPackLanes) counts.add_eight(row.bins + i);
  for (; i < draws; ++i) ++counts.part[i % 4][row.bins[i]];
  counts.move_to(row.counts);
}

}  // namespace

void tally_rows(const double* values, std::size_t stride, int rows, int draws,
                const RowRange* ranges, std::uint16_t* counts, RowSums* sums) {
  alignas(64) std::uint8_t bins[2][model::kBlockDraws];
  BinCounts of_row;
  Uncounted before{nullptr, nullptr};
  for (int row = 0; row < rows; ++row, values += model::kSeriesLanes, counts += kBins) {
    for (int bin = 0; bin < kBins; bin += 32) __builtin_prefetch(counts + bin, 1);
    std::uint8_t* const to = bins[row % 2];
    const RowRange& range = ranges[row];
    const bool is_stretched = range.bulk > 0;
    const auto sum = before.counts != nullptr
                         ? (is_stretched ? sum_row<true, true> : sum_row<false, true>)
                         : (is_stretched ? sum_row<true, false> : sum_row<false, false>);
    sums[row] = sum(values, stride, draws, range, to, before, of_row);
    before = {to, counts};
    if (sums[row].least == sums[row].greatest) {
      counts[to[0]] = static_cast<std::uint16_t>(counts[to[0]] + draws);
      before.counts = nullptr;
    }
  }
  if (before.counts != nullptr) count_row(before, draws, of_row);
}

void widen_rows(const double* one, const double* other, int rows, double* least, double* greatest) {
  using namespace core;
  for (int i = 0; i < rows * kPackLanes; i += kPackLanes) {
    const Pack x = load(one + i), y = load(other + i);
    store(least + i, min(load(least + i), min(x, y)));
    store(greatest + i, max(load(greatest + i), max(x, y)));
  }
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::run
