// Compiled once for every machine, and in the kernels once per x86-64 level: no std:: containers
// here.
#include "engine/sampling/quantiles.hpp"

#include <type_traits>

namespace e2roi::sampling {
inline namespace E2ROI_LEVEL {
namespace {

/// A pack at a time, the rest one by one.
template <class Quantile>
E2ROI_INLINE void each(const Quantile& quantile, const Bounds& bounds, const double* u,
                       double* values, std::size_t count) {
  using core::max;
  using core::min;
  // The bits of std::clamp: a zero keeps its sign at a bound of zero.
  const auto bounded = [&](const auto& p) {
    using Real = std::decay_t<decltype(p)>;
    return min(Real(bounds.hi), max(Real(bounds.lo), Real(quantile(p))));
  };
  std::size_t i = 0;
  for (; i + core::kPackLanes <= count; i += core::kPackLanes)
    core::store(values + i, bounded(core::load(u + i)));
  for (; i < count; ++i) values[i] = bounded(u[i]);
}

}  // namespace

void curve_values(const Curve& curve, const Bounds& bounds, const double* u, double* values,
                  std::size_t count) {
  const double a = curve.a, b = curve.b, c = curve.c;
  const auto along = [&](const auto& quantile) { each(quantile, bounds, u, values, count); };
  switch (curve.family) {
    case Curve::kUniform:
      return along([&](const auto& p) { return uniform_quantile(p, a, b); });
    case Curve::kTriangular:
      return along([&](const auto& p) { return triangular_quantile(p, a, b, c); });
    case Curve::kNormal:
      return along([&](const auto& p) { return normal_quantile(p, a, b); });
    case Curve::kLognormal:
      return along([&](const auto& p) { return lognormal_quantile(p, a, b); });
    case Curve::kMetalog:
      return along([&](const auto& p) { return metalog_quantile(p, a, b, c); });
    case Curve::kExpMetalog:
      return along([&](const auto& p) { return core::exp(metalog_quantile(p, a, b, c)); });
  }
}

}  // namespace E2ROI_LEVEL
}  // namespace e2roi::sampling
