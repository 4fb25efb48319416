// Counting and summing one row, eight values at a time. Compiled once per x86-64 level, as the
// model's kernel is and under the same rules (core/pack.hpp).
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/run/tally.hpp"

namespace e2roi::run {
inline namespace E2ROI_LEVEL {
namespace {

using core::Pack;

/// The value on the scale of a stretched row.
E2ROI_INLINE Pack on_scale(const Pack& x, const RowRange& range) {
  using namespace core;
  const Pack d = x - Pack(range.middle);
  const Pack size = octaves(Pack(1.0) + max(d, -d) * Pack(1.0 / range.bulk));
  return select(d < Pack(0.0), -size, size);
}

/// Numbers of the bins.
template <bool kIsStretched>
E2ROI_INLINE void bins_of(const Pack& x, const Pack& above_lo, const RowRange& range,
                          std::uint8_t* bins) {
  using namespace core;
  const Pack inner = kIsStretched ? (on_scale(x, range) - Pack(range.from)) * Pack(range.per_inner)
                                  : above_lo * Pack(range.per_inner);
  const Pack place = inner + Pack(kFirstInnerPlace);
  store_whole_bytes(bins, min(place, Pack(kAbove)));
}

/// Adds to `counts` how often each bin occurs. Four counts side by side, so that many draws in one
/// bin need not wait for each other; a byte holds the 64 draws of each.
E2ROI_INLINE void count(const std::uint8_t* bins, int draws, std::uint16_t* counts) {
  alignas(64) std::uint8_t part[4][kBins] = {};
  int i = 0;
  for (; i + 8 <= draws; i += 8) {
    std::uint64_t eight;
    __builtin_memcpy(&eight, bins + i, sizeof eight);
    ++part[0][eight & 255];
    ++part[1][eight >> 8 & 255];
    ++part[2][eight >> 16 & 255];
    ++part[3][eight >> 24 & 255];
    ++part[0][eight >> 32 & 255];
    ++part[1][eight >> 40 & 255];
    ++part[2][eight >> 48 & 255];
    ++part[3][eight >> 56];
  }
  for (; i < draws; ++i) ++counts[bins[i]];
  for (int bin = 0; bin < kBins; ++bin) {
    const auto first = static_cast<std::uint8_t>(part[0][bin] + part[1][bin]);
    const auto second = static_cast<std::uint8_t>(part[2][bin] + part[3][bin]);
    counts[bin] = static_cast<std::uint16_t>(counts[bin] + first + second);
  }
}

template <bool kIsStretched>
RowSums tally(const double* values, std::size_t stride, int draws, const RowRange& range,
              std::uint16_t* counts) {
  using namespace core;
  alignas(64) std::uint8_t bins[model::kBlockDraws];
  for (int bin = 0; bin < kBins; bin += 32) __builtin_prefetch(counts + bin, 1);
  const Pack lo(range.lo);
  Pack sum(0.0), square(0.0);
  Pack least(values[0]), greatest(values[0]);
  int i = 0;
  for (; i + kPackLanes <= draws; i += kPackLanes, values += stride) {
    __builtin_prefetch(values + kRowsAhead * kPackLanes);
    const Pack x = load(values);
    const Pack above_lo = x - lo;
    sum += above_lo;
    square += above_lo * above_lo;
    least = min(least, x);
    greatest = max(greatest, x);
    bins_of<kIsStretched>(x, above_lo, range, bins + i);
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
    bins_of<kIsStretched>(x, x - lo, range, bins + i);
    for (int lane = 0; lane < draws - i; ++lane) {
      const double above_lo = values[lane] - range.lo;
      sums.sum += above_lo;
      sums.sum_square += above_lo * above_lo;
      sums.least = min(sums.least, values[lane]);
      sums.greatest = max(sums.greatest, values[lane]);
    }
  }
  if (sums.least == sums.greatest) {
    counts[bins[0]] = static_cast<std::uint16_t>(counts[bins[0]] + draws);
  } else {
    count(bins, draws, counts);
  }
  return sums;
}

}  // namespace

RowSums tally_row(const double* values, std::size_t stride, int draws, const RowRange& range,
                  std::uint16_t* counts) {
  return range.bulk > 0 ? tally<true>(values, stride, draws, range, counts)
                        : tally<false>(values, stride, draws, range, counts);
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::run
