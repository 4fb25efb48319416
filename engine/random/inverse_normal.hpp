#pragma once
#include "engine/core/real.hpp"

/// From a uniform number to a standard normal one.
namespace e2roi::random {
inline namespace E2ROI_LEVEL {

namespace detail {

template <class Real>
E2ROI_INLINE Real polynomial(const Real&, double constant) {
  return Real(constant);
}
/// c0 + x (c1 + x (c2 + …))
template <class Real, class... Rest>
E2ROI_INLINE Real polynomial(const Real& x, double constant, Rest... rest) {
  return Real(constant) + x * polynomial(x, rest...);
}

/// Above 0 in the centre, where |p - 1/2| < 0.425.
template <class Real>
E2ROI_INLINE Real centrality(const Real& p) {
  const Real q = p - Real(0.5);
  return Real(0.180625) - q * q;
}

template <class Real>
E2ROI_INLINE Real centre_of(const Real& p) {
  const Real q = p - Real(0.5);
  const Real r = centrality(p);
  return q *
         polynomial(r, 3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
                    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                    3.3430575583588128105e+4, 2.5090809287301226727e+3) /
         polynomial(r, 1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2,
                    5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4,
                    2.8729085735721942674e+4, 5.2264952788528545610e+3);
}

template <class Real>
E2ROI_INLINE Real tail_of(const Real& p) {
  using namespace core;
  const Real t = sqrt(-log_positive(min(p, Real(1.0) - p)));
  const Real near = t - Real(1.6);
  Real size =
      polynomial(near, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                 2.27238449892691845833e-2, 7.74545014278341407640e-4) /
      polynomial(near, 1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
                 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
                 5.47593808499534494600e-4, 1.05075007164441684324e-9);
  const auto in_far_tail = t > Real(5.0);  // p < e^-25
  if (any(in_far_tail)) {
    const Real far = t - Real(5.0);
    size = select(in_far_tail,
                  polynomial(far, 6.65790464350110377720e0, 5.46378491116411436990e0,
                             1.78482653991729133580e0, 2.96560571828504891230e-1,
                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7) /
                      polynomial(far, 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2, 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5, 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15),
                  size);
  }
  return select(p < Real(0.5), -size, size);
}

}  // namespace detail

/// Inverse of the standard normal distribution function.
///
/// p        cumulative probability  [1]  2^-53 <= p <= 1 - 2^-53
/// returns  z with P(Z <= z) = p    [1]  -8.21 … 8.21; exactly 0 at p = 1/2, odd about it
/// Error: below 1e-15 relative, centre and both tails, of the z of the given p (tested against
/// published values and 40-digit ones). Source: Wichura (1988), algorithm AS 241, PPND16.
template <class Real>
E2ROI_INLINE Real inverse_normal(const Real& p) {
  const Real centre = detail::centre_of(p);
  const auto in_tail = detail::centrality(p) < Real(0.0);
  if (!core::any(in_tail)) return centre;
  return core::select(in_tail, detail::tail_of(p), centre);
}

/// Replaces each of `count` probabilities by its inverse_normal(), with the same bits. A pack in
/// which any draw is in a tail costs both branches, and most packs are such; here the draws in
/// tails, three in twenty, are gathered into packs of their own.
template <class Real>
E2ROI_INLINE void inverse_normals(Real* values, int count) {
  constexpr int kWidth = core::RealTraits<Real>::kWidth;
  if constexpr (kWidth == 1) {
    for (int i = 0; i < count; ++i) values[i] = inverse_normal(values[i]);
  } else {
    constexpr int kAtOnce = 24;
    for (; count > 0; values += kAtOnce, count -= kAtOnce) {
      const int here = count < kAtOnce ? count : kAtOnce;
      double tail[(kAtOnce + 1) * kWidth];
      unsigned in_tail[kAtOnce];
      int found = 0;
      for (int i = 0; i < here; ++i) {
        const Real p = values[i];
        in_tail[i] = core::lanes_where(detail::centrality(p) < Real(0.0));
        found += core::store_lanes(in_tail[i], p, tail + found);
        values[i] = detail::centre_of(p);
      }
      core::store(tail + found, Real(0.01));  // fills the last pack
      for (int i = 0; i < found; i += kWidth)
        core::store(tail + i, detail::tail_of(core::load(tail + i)));
      const double* next = tail;
      for (int i = 0; i < here; ++i) next += core::load_lanes(in_tail[i], next, values[i]);
    }
  }
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::random
