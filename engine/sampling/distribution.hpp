#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The distributions an uncertain input can have: each is its quantile function, so that one
/// uniform number makes one value.  formats.md section 1, model.md section 12.
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
  double median, sigma;
};  ///< sigma = sd of the logarithm
struct Beta {
  double a, b;
};  ///< on [0, 1]
struct Discrete {
  std::vector<std::pair<double, double>> points;
};  ///< value, probability
/// Metalog with three terms from P10/P50/P90 (Keelin 2016, symmetric-percentile triplet);
/// `positive`: of the logarithm, so bounded below by 0.
struct Metalog {
  double p10, p50, p90;
  bool positive;
};

/// A distribution with checked arguments. Cheap to copy unless discrete.
class Distribution {
 public:
  using Shape =
      std::variant<Fixed, Uniform, Triangular, Pert, Normal, Lognormal, Beta, Discrete, Metalog>;

  // Each maker throws core::DistributionError with a full sentence and the offending numbers.
  static Distribution fixed(double value);
  static Distribution uniform(double low, double high);  // low < high
  static Distribution triangular(double low, double mode,
                                 double high);  // low < high, low <= mode <= high
  static Distribution triangular_p10_p90(double p10, double likely,
                                         double p90);  // solves for the true ends
  static Distribution pert(double low, double mode, double high);
  static Distribution normal(double mean, double sd);            // sd > 0
  static Distribution lognormal_p90(double median, double p90);  // 0 < median < p90
  static Distribution beta(double a, double b);                  // a, b > 0
  static Distribution discrete(
      std::vector<std::pair<double, double>> points);     // p >= 0, sum 1 within 1e-9
  static Distribution interval(double low, double high);  // 90 %: lognormal if low > 0, else normal
  static Distribution p10_p50_p90(double p10, double p50, double p90);  // metalog

  const Shape& shape() const { return shape_; }
  bool is_fixed() const { return std::holds_alternative<Fixed>(shape_); }

  /// Value at cumulative probability u, 0 < u < 1. Uses only core/ maths (equal bits on every
  /// x86-64 level) except for pert and beta (Boost.Math).
  double quantile(double u) const;
  double mean() const;
  /// The same distribution of x * factor (unit conversion), factor > 0.
  Distribution scaled(double factor) const;
  /// The canonical spelling that a scenario accepts, e.g. "triangular(2, 3, 5)".
  std::string text() const;

 private:
  explicit Distribution(Shape shape) : shape_(std::move(shape)) {}
  Shape shape_;
};

}  // namespace e2roi::sampling
