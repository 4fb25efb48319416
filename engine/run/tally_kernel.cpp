// Counting and summing one row, eight values at a time. Compiled once per x86-64 level, as the
// model's kernel is and under the same rules (core/pack.hpp).
#include "engine/core/real.hpp"
#include "engine/run/tally.hpp"

namespace e2roi::run {
inline namespace E2ROI_LEVEL {
namespace {

using core::Pack;

/// The value on the row's scale.
template <bool kIsStretched>
E2ROI_INLINE Pack on_scale(const Pack& x, const RowRange& range) {
  using namespace core;
  if constexpr (kIsStretched) {
    const Pack d = x - Pack(range.middle);
    const Pack size = log(Pack(1.0) + max(d, -d) * Pack(1.0 / range.bulk));
    return select(d < Pack(0.0), -size, size);
  } else {
    return x;
  }
}

/// Number of the bin as the low bits of a double's mantissa.
template <bool kIsStretched>
E2ROI_INLINE core::PackBits bins_of(const Pack& x, const RowRange& range) {
  using namespace core;
  const Pack lo(range.lo), hi(range.hi);
  const Pack scaled = (on_scale<kIsStretched>(x, range) - Pack(range.from)) * Pack(range.per_inner);
  const Pack inner = min(max(scaled, Pack(0.0)), Pack(kInnerBins - 1));
  // floor(inner) + kFirstInner, by rounding inner - 1/2 to whole numbers; ends beat it below.
  Pack bin = (inner - Pack(0.5) + Pack(0x1.8p52)) - Pack(0x1.8p52) + Pack(kFirstInner);
  bin = select(x <= lo, Pack(kAtLow), bin);
  bin = select(x >= hi, select(x <= lo, Pack(kAtLow), Pack(kAtHigh)), bin);
  bin = select(x < lo, Pack(kBelow), bin);
  bin = select(x > hi, Pack(kAbove), bin);
  return to_bits(bin + Pack(0x1p52));
}

template <bool kIsStretched>
RowSums tally(const double* values, int draws, const RowRange& range, std::uint16_t* counts) {
  using namespace core;
  const Pack centre(range.centre);
  Pack sum(0.0), square(0.0);
  Pack least(values[0]), greatest(values[0]);
  int i = 0;
  for (; i + kPackLanes <= draws; i += kPackLanes) {
    const Pack x = load(values + i);
    const Pack d = x - centre;
    sum += d;
    square += d * d;
    least = min(least, x);
    greatest = max(greatest, x);
    std::uint64_t bin[kPackLanes];
    const PackBits bins = bins_of<kIsStretched>(x, range);
    __builtin_memcpy(bin, &bins, sizeof bin);
    for (int lane = 0; lane < kPackLanes; ++lane) ++counts[bin[lane] & (kBins - 1)];
  }
  double lanes[4][kPackLanes];
  store(lanes[0], sum);
  store(lanes[1], square);
  store(lanes[2], least);
  store(lanes[3], greatest);
  RowSums sums{0, 0, values[0], values[0]};
  for (int lane = 0; lane < kPackLanes; ++lane) {
    sums.sum += lanes[0][lane];
    sums.sum_square += lanes[1][lane];
    sums.least = min(sums.least, lanes[2][lane]);
    sums.greatest = max(sums.greatest, lanes[3][lane]);
  }
  for (; i < draws; ++i) {
    const double d = values[i] - range.centre;
    sums.sum += d;
    sums.sum_square += d * d;
    sums.least = min(sums.least, values[i]);
    sums.greatest = max(sums.greatest, values[i]);
    std::uint64_t bin[kPackLanes];
    const PackBits bins = bins_of<kIsStretched>(Pack(values[i]), range);
    __builtin_memcpy(bin, &bins, sizeof bin);
    ++counts[bin[0] & (kBins - 1)];
  }
  return sums;
}

}  // namespace

RowSums tally_row(const double* values, int draws, const RowRange& range, std::uint16_t* counts) {
  return range.bulk > 0 ? tally<true>(values, draws, range, counts)
                        : tally<false>(values, draws, range, counts);
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::run
