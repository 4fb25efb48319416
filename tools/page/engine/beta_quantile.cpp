// In place of engine/sampling/beta_quantile.cpp: Boost.Math brings streams and long doubles in
// software along, 270 kB, more than the whole engine. Outcomes agree with the program's within 1e-9
// (tests/page/engine_test.mjs): the one place where a page's draws have other last bits.
#include "engine/sampling/beta_quantile.hpp"

#include <cmath>

#include "engine/core/real.hpp"

namespace e2roi::sampling {
namespace {

/// Continued fraction of the incomplete beta function, for x < (a + 1)/(a + b + 2). Source: NIST
/// Digital Library of Mathematical Functions 8.17.22, by the method of Lentz (1976) as modified by
/// Thompson and Barnett (1986).
double fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto off_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double d = 1 / off_zero(1 - (a + b) * x / (a + 1)), c = 1, result = d;
  for (double m = 1; m < 20'000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / off_zero(1 + even * d);
    c = off_zero(1 + even / c);
    result *= d * c;
    d = 1 / off_zero(1 + odd * d);
    c = off_zero(1 + odd / c);
    result *= d * c;
    if (std::abs(d * c - 1) < 2e-16) break;
  }
  return result;
}

/// A beta distribution on [0, 1].
class Beta {
 public:
  Beta(double a, double b)
      : a_(a), b_(b), log_beta_(std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b)) {}

  /// x^a (1 - x)^b / B(a, b)
  double weight(double x) const {
    return core::exp(a_ * core::log(x) + b_ * std::log1p(-x) - log_beta_);
  }
  double reached(double x) const {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x < (a_ + 1) / (a_ + b_ + 2)) return weight(x) * fraction(a_, b_, x) / a_;
    return 1 - weight(x) * fraction(b_, a_, 1 - x) / b_;
  }
  double density(double x) const { return weight(x) / (x * (1 - x)); }

 private:
  double a_, b_, log_beta_;
};

}  // namespace

double beta_quantile_by_bisection(double u, double a, double b) {
  const Beta beta(a, b);
  double below = 0, above = 1;
  for (;;) {
    const double middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    const double reached = beta.reached(middle);
    if (reached == u) return middle;
    (reached < u ? below : above) = middle;
  }
}

/// Newton's method inside the bracket that bisection keeps.
double beta_quantile(double u, double a, double b) {
  const Beta beta(a, b);
  double below = 0, above = 1, x = a / (a + b);
  for (int step = 0; step < 200; ++step) {
    const double reached = beta.reached(x);
    if (reached == u) return x;
    (reached < u ? below : above) = x;
    double next = x - (reached - u) / beta.density(x);
    if (!(next > below && next < above)) next = below + (above - below) / 2;
    if (std::abs(next - x) <= 2e-16 * x || next <= below || next >= above) return next;
    x = next;
  }
  return x;
}

}  // namespace e2roi::sampling
