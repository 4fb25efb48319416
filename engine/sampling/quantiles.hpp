#pragma once
#include "engine/core/real.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/sampling/curve.hpp"

/// Quantile functions over `Real`: from cumulative probability u to a value. Branch-free, with
/// core/ maths only, so that a pack of draws gives the bits of the draws one by one on every
/// x86-64 level. Everywhere 2^-53 <= u <= 1 - 2^-53; the arguments of a distribution have been
/// checked when it was made (distribution.hpp).
namespace e2roi::sampling {
inline namespace E2ROI_LEVEL {

/// low < high; both ends excluded, but for rounding.
template <class Real>
E2ROI_INLINE Real uniform_quantile(const Real& u, double low, double high) {
  return Real(low) + u * Real(high - low);
}

/// Inverse of the triangle's distribution function, true ends; low <= mode <= high, low < high.
template <class Real>
E2ROI_INLINE Real triangular_quantile(const Real& u, double low, double mode, double high) {
  using core::select;
  using core::sqrt;
  const double width = high - low;
  const auto rises = u < Real((mode - low) / width);
  // The square root is what takes long: one for both sides.
  const Real root = sqrt(select(rises, Real(u * Real(width) * Real(mode - low)),
                                Real((Real(1.0) - u) * Real(width) * Real(high - mode))));
  return select(rises, Real(low) + root, Real(high) - root);
}

/// sd > 0
template <class Real>
E2ROI_INLINE Real normal_quantile(const Real& u, double mean, double sd) {
  return Real(mean) + Real(sd) * random::inverse_normal(u);
}

/// median > 0; sigma > 0 is the standard deviation of the logarithm. 0 and infinity only where
/// they are the nearest double.
template <class Real>
E2ROI_INLINE Real lognormal_quantile(const Real& u, double median, double sigma) {
  using core::exp;
  return Real(median) * exp(Real(Real(sigma) * random::inverse_normal(u)));
}

/// Metalog with three terms: a1 + a2 logit u + a3 (u - 1/2) logit u. Source: Keelin (2016).
template <class Real>
E2ROI_INLINE Real metalog_quantile(const Real& u, double a1, double a2, double a3) {
  using core::log;
  const Real logit = log(Real(u / (Real(1.0) - u)));
  return Real(a1) + (Real(a2) + Real(a3) * (u - Real(0.5))) * logit;
}

/// A column of values of one of them: values[i] is that of u[i], kept within the bounds.
///
/// u, values  [count], may be the same
void curve_values(const Curve& curve, const Bounds& bounds, const double* u, double* values,
                  std::size_t count);

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::sampling
