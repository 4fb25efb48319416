#include <algorithm>

#include "engine/core/real.hpp"
#include "engine/sampling/beta_quantile.hpp"
#include "engine/sampling/distribution.hpp"
#include "engine/sampling/fitting.hpp"
#include "engine/sampling/quantiles.hpp"

namespace e2roi::sampling {
namespace {

double pert_shape(double part, double width) { return 1 + 4 * part / width; }

/// Visitor from a shape to its values at a column of u.
struct QuantilesAt {
  std::span<const double> u;
  std::span<double> values;
  const Bounds& bounds;
  CurveValues curve_values;

  void along(const Curve& curve) const {
    curve_values(curve, bounds, u.data(), values.data(), u.size());
  }
  template <class Quantile>
  void one_by_one(const Quantile& quantile) const {
    for (std::size_t i = 0; i < u.size(); ++i)
      values[i] = std::clamp(quantile(u[i]), bounds.lo, bounds.hi);
  }

  void operator()(const Fixed& d) const {
    one_by_one([&](double) { return d.value; });
  }
  void operator()(const Uniform& d) const { along({Curve::kUniform, d.low, d.high}); }
  void operator()(const Triangular& d) const { along({Curve::kTriangular, d.low, d.mode, d.high}); }
  void operator()(const Pert& d) const {
    const double width = d.high - d.low;
    const double a = pert_shape(d.mode - d.low, width), b = pert_shape(d.high - d.mode, width);
    one_by_one([&](double p) { return d.low + width * beta_quantile(p, a, b); });
  }
  void operator()(const Normal& d) const { along({Curve::kNormal, d.mean, d.sd}); }
  void operator()(const Lognormal& d) const { along({Curve::kLognormal, d.median, d.sigma}); }
  void operator()(const Beta& d) const {
    one_by_one([&](double p) { return d.high * beta_quantile(p, d.a, d.b); });
  }
  void operator()(const Discrete& d) const {
    double sum = 0;
    for (const auto& point : d.points) sum += point.second;
    one_by_one([&](double p) {
      double reached = 0;
      for (const auto& [value, probability] : d.points) {
        reached += probability;
        if (p * sum <= reached) return value;
      }
      return d.points.back().first;
    });
  }
  void operator()(const Metalog& d) const {
    along({d.positive ? Curve::kExpMetalog : Curve::kMetalog, d.a1, d.a2, d.a3});
  }
};

struct Mean {
  double operator()(const Fixed& d) const { return d.value; }
  double operator()(const Uniform& d) const { return d.low / 2 + d.high / 2; }
  double operator()(const Triangular& d) const { return (d.low + d.mode + d.high) / 3; }
  double operator()(const Pert& d) const { return (d.low + 4 * d.mode + d.high) / 6; }
  double operator()(const Normal& d) const { return d.mean; }
  double operator()(const Lognormal& d) const {
    return d.median * core::exp(d.sigma * d.sigma / 2);
  }
  double operator()(const Beta& d) const { return d.high * d.a / (d.a + d.b); }
  double operator()(const Discrete& d) const {
    double weighted = 0, sum = 0;
    for (const auto& [value, probability] : d.points) {
      weighted += value * probability;
      sum += probability;
    }
    return weighted / sum;
  }
  double operator()(const Metalog& d) const {
    return d.positive ? exp_metalog_mean({d.a1, d.a2, d.a3}) : d.a1 + d.a3 / 2;
  }
};

}  // namespace

void Distribution::quantiles(std::span<const double> u, std::span<double> values,
                             const Bounds& bounds, CurveValues curve_values) const {
  std::visit(QuantilesAt{u, values, bounds, curve_values}, shape_);
}

void Distribution::quantiles(std::span<const double> u, std::span<double> values,
                             const Bounds& bounds) const {
  quantiles(u, values, bounds, curve_values);
}

double Distribution::quantile(double u) const {
  double value = 0;
  quantiles({&u, 1}, {&value, 1});
  return value;
}

double Distribution::mean() const { return std::visit(Mean{}, shape_); }

}  // namespace e2roi::sampling
