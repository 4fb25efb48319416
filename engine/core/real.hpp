#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/core/pack.hpp"

/// `Real`: double, or a pack of draws. The same functions over both, with the same bits a lane:
/// min, max, sqrt, select, clip01, exp, log, pow. No libm: its results differ between machines.
namespace e2roi::core {
inline namespace E2ROI_LEVEL {

// --- double as a pack of one
// ----------------------------------------------------------------------

E2ROI_INLINE double min(double a, double b) { return a < b ? a : b; }
E2ROI_INLINE double max(double a, double b) { return a > b ? a : b; }
E2ROI_INLINE double sqrt(double a) { return __builtin_sqrt(a); }
E2ROI_INLINE double select(bool mask, double a, double b) { return mask ? a : b; }
E2ROI_INLINE bool any(bool mask) { return mask; }
/// True where all of the masks are.
E2ROI_INLINE bool all_of(bool a, bool b) { return a && b; }
E2ROI_INLINE PackMask all_of(const PackMask& a, const PackMask& b) { return a & b; }
template <class Mask, class... More>
E2ROI_INLINE Mask all_of(const Mask& a, const Mask& b, const More&... more) {
  return all_of(a, all_of(b, more...));
}
E2ROI_INLINE std::uint64_t to_bits(double a) { return std::bit_cast<std::uint64_t>(a); }
E2ROI_INLINE double from_bits(std::uint64_t a) { return std::bit_cast<double>(a); }
E2ROI_INLINE void store(double* to, double value) { *to = value; }

/// Types that go with a Real: its bits (64 a lane), its truth value, how many draws it holds.
template <class Real>
struct RealTraits;
template <>
struct RealTraits<double> {
  using Bits = std::uint64_t;
  using Mask = bool;
  static constexpr int kWidth = 1;
  static double load(const double* from) { return *from; }
};
template <>
struct RealTraits<Pack> {
  using Bits = PackBits;
  using Mask = PackMask;
  static constexpr int kWidth = kPackLanes;
  E2ROI_INLINE static Pack load(const double* from) { return core::load(from); }
};
template <class Real>
using BitsOf = typename RealTraits<Real>::Bits;
template <class Real>
using MaskOf = typename RealTraits<Real>::Mask;

// --- functions of any Real
// ------------------------------------------------------------------------

/// min(max(x, 0), 1)
template <class Real>
E2ROI_INLINE Real clip01(const Real& x) {
  return min(max(x, Real(0.0)), Real(1.0));
}

/// The number of a whole word below 2^52, exactly, without a conversion instruction.
template <class Real>
E2ROI_INLINE Real whole_to_real(const BitsOf<Real>& word) {
  return from_bits(word | BitsOf<Real>(0x4330000000000000u)) - Real(0x1p52);
}

/// Octaves above 1 for x >= 1: k + f for x = 2^k (1 + f). A logarithm to base 2 that is exact at
/// powers of 2 and linear between them; rises with x and costs next to nothing.
template <class Real>
E2ROI_INLINE Real octaves(const Real& x) {
  const BitsOf<Real> above_one = to_bits(x) - BitsOf<Real>(0x3ff0000000000000u);
  return whole_to_real<Real>(above_one >> 11) * Real(0x1p-41);
}

/// e^x for x in [-708, 709] and nowhere else. Error < 1.1 ulp. Method: x = k ln 2 + r,
/// |r| <= ln 2 / 2, minimax polynomial of degree 11.
template <class Real>
E2ROI_INLINE Real exp_bounded(const Real& x) {
  const Real shifted = x * Real(1.4426950408889634) + Real(0x1.8p52);
  const Real k = shifted - Real(0x1.8p52);
  const Real r = (x - k * Real(0x1.62e42p-1)) - k * Real(0x1.fdf473de6af28p-22);
  const Real r2 = r * r;
  const Real r4 = r2 * r2;
  const Real p01 = Real(0.5000000000000001) + Real(0.16666666666666674) * r;
  const Real p23 = Real(0.04166666666662412) + Real(0.008333333333322207) * r;
  const Real p45 = Real(0.0013888888917215464) + Real(0.00019841269886593243) * r;
  const Real p67 = Real(2.4801521293631158e-05) + Real(2.7557242334461313e-06) * r;
  const Real p89 = Real(2.762008941042287e-07) + Real(2.511005064331126e-08) * r;
  const Real p = (p01 + p23 * r2) + ((p45 + p67 * r2) + p89 * r4) * r4;
  const Real unscaled = Real(1.0) + (r + p * r2);
  return from_bits(to_bits(unscaled) + (to_bits(shifted) << 52));
}

/// e^x. Error < 1.1 ulp for x in [-708, 709]; below -708.3 exactly 0 (no subnormal results), above
/// 709.7 infinity.
template <class Real>
E2ROI_INLINE Real exp(const Real& x) {
  const Real scaled = exp_bounded(min(max(x, Real(-708.3)), Real(709.7)));
  return select(x < Real(-708.3), Real(0.0),
                select(x > Real(709.7), Real(std::numeric_limits<double>::infinity()), scaled));
}

/// e^x, of x in [-708, 709] where x is not: where 1e-308 may stand for 0 and 1e307 for infinity.
template <class Real>
E2ROI_INLINE Real exp_clamped(const Real& x) {
  return exp_bounded(min(max(x, Real(-708.0)), Real(709.0)));
}

/// (1 - e^-h)/h, the mean over a month of what a hazard h leaves: 1 at 0. For h >= 0; relative
/// error < 4e-16. Method: minimax polynomial of degree 9 up to 1/2; beyond, where few draws are, as
/// it stands.
template <class Real>
E2ROI_INLINE Real mean_survival(const Real& h) {
  const Real h2 = h * h;
  const Real h4 = h2 * h2;
  const Real p01 = Real(1.0) + Real(-0.49999999999998485) * h;
  const Real p23 = Real(0.16666666666566382) + Real(-0.041666666640941714) * h;
  const Real p45 = Real(0.008333332997835102) + Real(-0.0013888863717021528) * h;
  const Real p67 = Real(0.0001984011727676172) + Real(-2.4768788096264572e-05) * h;
  const Real p89 = Real(2.6988592921217972e-06) + Real(-2.1985703840083692e-07) * h;
  const Real near = (p01 + p23 * h2) + ((p45 + p67 * h2) + p89 * h4) * h4;
  const auto is_far = h > Real(0.5);
  if (!any(is_far)) return near;
  return select(is_far, (Real(1.0) - exp(-h)) / h, near);
}

/// Natural logarithm of a normal x > 0 and of nothing else. Error < 1 ulp. Method: x = 2^k m,
/// sqrt(1/2) <= m < sqrt(2), log m = 2 artanh((m - 1)/(m + 1)).
template <class Real>
E2ROI_INLINE Real log_positive(const Real& x) {
  using Bits = BitsOf<Real>;
  const Bits sqrt_half(0x3fe6a09e667f3bcdu);
  const Bits shifted = to_bits(x) + (Bits(0x3ff0000000000000u) - sqrt_half);
  const Real k = whole_to_real<Real>(shifted >> 52) - Real(1023.0);
  const Real m = from_bits((shifted & Bits(0x000fffffffffffffu)) + sqrt_half);
  const Real f = m - Real(1.0);
  const Real s = f / (f + Real(2.0));
  const Real z = s * s;
  const Real z2 = z * z;
  const Real p01 = Real(0.666666666666667) + Real(0.39999999999898445) * z;
  const Real p23 = Real(0.28571428626399253) + Real(0.22222211072836892) * z;
  const Real p45 = Real(0.18182893219063329) + Real(0.1533159694877952) * z;
  const Real p = z * (p01 + z2 * (p23 + z2 * (p45 + z2 * Real(0.1461787281792654))));
  const Real half_square = Real(0.5) * f * f;
  const Real tail = s * (half_square + p) + k * Real(0x1.fdf473de6af28p-22);
  return k * Real(0x1.62e42p-1) - ((half_square - tail) - f);
}

/// Natural logarithm. Error < 1 ulp for normal x > 0; -infinity for 0 and subnormal x; not for
/// x < 0.
template <class Real>
E2ROI_INLINE Real log(const Real& x) {
  return select(x < Real(0x1p-1022), Real(-std::numeric_limits<double>::infinity()),
                log_positive(x));
}

/// x^y for x >= 0 as e^(y log x). Relative error < (2.5 + 3 |y log x|) 2^-53: the error of the
/// logarithm (1.7) and of the product (1) counts |y log x| times. 0^y = 0 for y > 0.
template <class Real>
E2ROI_INLINE Real pow(const Real& x, const Real& y) {
  return exp(Real(y * log(x)));
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::core
