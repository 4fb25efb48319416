#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/sampling/curve.hpp"

/// The distributions an uncertain input can have: each is its quantile function, so that one
/// uniform number makes one value.  scenarios/REFERENCE.md, MODEL.md, noise.
namespace e2roi::sampling {

struct Fixed {
  double value;
};
struct Uniform {
  double low, high;
};
struct Triangular {
  double low, mode, high;
};  ///< true ends
struct Pert {
  double low, mode, high;
};  ///< beta on [low, high], mean (low+4 mode+high)/6
struct Normal {
  double mean, sd;
};
struct Lognormal {
  double median, sigma;  ///< sigma = sd of the logarithm = ln(p90/median)/1.2815515655446004
  double p90;            ///< as given: so that text() makes the same sigma again
};
struct Beta {
  double a, b, high;
};  ///< on [0, high]; high = 1 unless a unit scaled it
struct Discrete {
  std::vector<std::pair<double, double>> points;  ///< value (rising), probability
};
/// Metalog with three terms from P10/P50/P90 (Keelin 2016, symmetric-percentile triplet);
/// `positive`: of the logarithm, so bounded below by 0.
struct Metalog {
  double p10, p50, p90;
  bool positive;
  double a1, a2, a3;  ///< coefficients of 1, logit u and (u - 1/2) logit u
};

/// Arguments no distribution of that family can have. `argument()` counts from 0 in the order of
/// the maker (for discrete: value, probability, value, …), so that a reader can point at it.
class ArgumentError : public core::DistributionError {
 public:
  ArgumentError(std::size_t argument, const std::string& message)
      : core::DistributionError(message), argument_(argument) {}
  std::size_t argument() const { return argument_; }

 private:
  std::size_t argument_;
};

/// A distribution with checked arguments. Cheap to copy unless discrete.
class Distribution {
 public:
  using Shape =
      std::variant<Fixed, Uniform, Triangular, Pert, Normal, Lognormal, Beta, Discrete, Metalog>;

  // Each maker throws ArgumentError with a full sentence and the offending numbers. Arguments are
  // in the unit of the input; all must be finite.

  static Distribution fixed(double value);
  /// low < high
  static Distribution uniform(double low, double high);
  /// True ends: low < high, low <= mode <= high.
  static Distribution triangular(double low, double mode, double high);
  /// The triangle whose 10 % and 90 % quantiles and mode these are, p10 <= likely <= p90,
  /// p10 < p90; solved for its true ends, which shape() and text() show.
  static Distribution triangular_p10_p90(double p10, double likely, double p90);
  /// Beta on [low, high] with mean (low + 4 mode + high)/6; low < high, low <= mode <= high.
  static Distribution pert(double low, double mode, double high);
  /// sd > 0
  static Distribution normal(double mean, double sd);
  /// 0 < median < p90
  static Distribution lognormal_p90(double median, double p90);
  /// Beta on [0, high]: a, b > 0, high > 0.
  static Distribution beta(double a, double b, double high = 1);
  /// Values all different, probabilities >= 0 with sum 1 within 1e-9 (then divided by their sum).
  static Distribution discrete(std::vector<std::pair<double, double>> points);
  /// 90 % interval, from the 5 % to the 95 % quantile: lognormal if low > 0, else normal.
  static Distribution interval(double low, double high);
  /// Metalog through three quantiles; of the logarithm where all three are positive. Refused
  /// where p50 lies so near p10 or p90 that no metalog with three terms exists.
  static Distribution p10_p50_p90(double p10, double p50, double p90);

  const Shape& shape() const { return shape_; }
  bool is_fixed() const { return std::holds_alternative<Fixed>(shape_); }

  /// Value at cumulative probability u, 2^-53 <= u <= 1 - 2^-53; rises with u. Uses only core/
  /// maths (equal bits on every x86-64 level) except for pert and beta: those go through
  /// Boost.Math, whose last bits may differ between C libraries and types of CPU.
  double quantile(double u) const;
  /// The same of a whole column: values[i] = quantile(u[i]) within the bounds, faster than one by
  /// one.
  ///
  /// u, values     as long as each other, may be the same
  /// curve_values  that of this machine's level; the other form takes what every machine runs
  void quantiles(std::span<const double> u, std::span<double> values, const Bounds& bounds,
                 CurveValues curve_values) const;
  void quantiles(std::span<const double> u, std::span<double> values,
                 const Bounds& bounds = {}) const;
  /// Infinite for a metalog of the logarithm whose upper tail is too heavy to have one.
  double mean() const;
  /// The same distribution of x * factor (unit conversion), factor > 0.
  Distribution scaled(double factor) const;
  /// The canonical spelling that a scenario accepts, e.g. "triangular(2, 3, 5)". Reading it gives
  /// the same distribution, bit for bit: numbers have all the digits they need.
  std::string text() const;

 private:
  explicit Distribution(Shape shape) : shape_(std::move(shape)) {}
  Shape shape_;
};

}  // namespace e2roi::sampling
