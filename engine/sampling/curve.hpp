#pragma once
#include <cstddef>
#include <limits>

/// Quantile functions as plain numbers: what a file that is compiled once per x86-64 level can be
/// asked for. distribution.hpp has the distributions that users know.
namespace e2roi::sampling {

/// A quantile function of quantiles.hpp with its arguments, in their order there.
struct Curve {
  enum Family { kUniform, kTriangular, kNormal, kLognormal, kMetalog, kExpMetalog };
  Family family;
  double a, b, c = 0;  ///< c: of those that have three; in the unit of the input
};

/// Values beyond lo become lo, values beyond hi become hi; in the unit of the input.
struct Bounds {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
};

/// A curve_values (quantiles.hpp) of some x86-64 level; same bits from each.
using CurveValues = void (*)(const Curve& curve, const Bounds& bounds, const double* u,
                             double* values, std::size_t count);

}  // namespace e2roi::sampling
