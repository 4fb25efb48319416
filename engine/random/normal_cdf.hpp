#pragma once
#include "engine/core/real.hpp"
#include "engine/random/inverse_normal.hpp"

/// From a standard normal number to a uniform one: the inverse of inverse_normal.
namespace e2roi::random {
inline namespace E2ROI_LEVEL {

namespace detail {

/// P(Z <= -size) over exp(-size^2 / 2), by rational functions of Cody's.
template <class Real>
E2ROI_INLINE Real lower_tail_by_density(const Real& size) {  // 0.66 <= size <= 5.66
  return polynomial(size, 9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326,
                    2494.5375852903726711, 597.27027639480026226, 93.506656132177855979,
                    8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8) /
         polynomial(size, 19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                    18615.571640885098091, 6485.558298266760755, 1519.377599407554805,
                    235.38790178262499861, 22.266688044328115691, 1.0);
}

template <class Real>
E2ROI_INLINE Real far_tail_by_density(const Real& size) {  // size > 5.66
  constexpr double kInverseRootOfTwoPi = 0.39894228040143267794;
  const Real square = Real(1.0) / (size * size);
  const Real fraction =
      square *
      polynomial(square, 2.9112874951168792e-5, 1.421619193227893466e-3, 2.2235277870649807e-2,
                 1.274011611602473639e-1, 2.1589853405795699e-1, 2.307344176494017303e-2) /
      polynomial(square, 7.29751555083966205e-5, 3.78239633202758244e-3, 6.59881378689285515e-2,
                 4.68238212480865118e-1, 1.28426009614491121, 1.0);
  return (Real(kInverseRootOfTwoPi) - fraction) / size;
}

}  // namespace detail

/// Standard normal distribution function.
///
/// z        [1]  any finite
/// returns  P(Z <= z) [1], in [0, 1]; 1/2 at 0
/// Relative error below 1.5e-15 for z > -8.5 (tested against Boost.Math's erfc in long double);
/// 0 below -37.7. Equal bits on every x86-64 level. Source: Cody (1969), as in algorithm 715,
/// ANORM (1993); exp(-z^2/2) by parts, the square of z rounded to sixteenths being exact.
template <class Real>
E2ROI_INLINE Real normal_cdf(const Real& z) {
  using namespace core;
  const Real size = max(z, -z);
  const Real square = z * z;
  const Real centre =
      Real(0.5) + z *
                      detail::polynomial(square, 18154.981253343561249, 1067.6894854603709582,
                                         161.02823106855587881, 2.2352520354606839287,
                                         0.065682337918207449113) /
                      detail::polynomial(square, 45507.789335026729956, 10260.932208618978205,
                                         976.09855173777669322, 47.20258190468824187, 1.0);
  const Real held = min(size, Real(40.0));
  const Real rounded = ((held * Real(16.0) + Real(0x1.8p52)) - Real(0x1.8p52)) * Real(0.0625);
  const Real rest = (held - rounded) * (held + rounded);
  const Real density = exp(Real(-0.5) * (rounded * rounded)) * exp(Real(-0.5) * rest);
  const Real by_density =
      select(held > Real(5.656854249492380195), detail::far_tail_by_density(max(held, Real(5.0))),
             detail::lower_tail_by_density(held));
  const Real lower = density * by_density;
  const Real tail = select(z > Real(0.0), Real(1.0) - lower, lower);
  return select(size <= Real(0.67448975), centre, tail);
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::random
