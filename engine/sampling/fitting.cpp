#include "engine/sampling/fitting.hpp"

#include <cmath>
#include <limits>

#include "engine/core/real.hpp"

namespace e2roi::sampling {

// With the mode at the share s of the triangle's width: mode - p10 = width (s - sqrt(0.1 s)) and
// p90 - mode = width (t - sqrt(0.1 t)), t = 1 - s. Both are >= 0 for s in [0.1, 0.9], and their
// ratio rises with s, so that bisection finds the one share that has the given ratio.
TriangleEnds triangle_ends(double p10, double likely, double p90) {
  const auto inside = [](double share) { return share - core::sqrt(0.1 * share); };
  const double left = likely - p10, right = p90 - likely;
  double below = 0.1, above = 0.9;
  for (;;) {
    const double share = below + (above - below) / 2;
    if (share <= below || share >= above) break;
    const bool too_far_left = inside(share) * right < inside(1 - share) * left;
    (too_far_left ? below : above) = share;
  }
  const double share = left == 0 ? 0.1 : (right == 0 ? 0.9 : above);
  const double width = (left + right) / (inside(share) + inside(1 - share));
  return {likely - width * share, likely + width * (1 - share)};
}

MetalogTerms metalog_terms(double p10, double p50, double p90) {
  constexpr double kLogit90 = 2.1972245773362196;  // ln 9
  return {p50, (p90 - p10) / (2 * kLogit90), (p10 + p90 - 2 * p50) / (0.8 * kLogit90)};
}

// With s = logit u and s = sinh t the integrand falls faster than any exponential on both sides:
// the trapezoidal rule on t then converges to all digits (Takahasi and Mori 1974).
double exp_metalog_mean(const MetalogTerms& terms) {
  const auto [a1, a2, a3] = terms;
  if (a2 + a3 / 2 >= 1) return std::numeric_limits<double>::infinity();
  constexpr int kSteps = 1024;
  constexpr double kEnd = 16, kStep = kEnd / kSteps;
  double sum = 0;
  for (int i = -kSteps; i <= kSteps; ++i) {
    const double t = i * kStep;
    const double grown = core::exp(t), shrunk = core::exp(-t);
    const double s = (grown - shrunk) / 2;
    const double tail = core::exp(-std::abs(s));  // u or 1 - u is tail / (1 + tail)
    const double off_middle = std::copysign(0.5 * (1 - tail) / (1 + tail), s);
    const double log_value = (a2 + a3 * off_middle) * s - std::abs(s);
    sum += core::exp(log_value) / ((1 + tail) * (1 + tail)) * (grown + shrunk) / 2;
  }
  return core::exp(a1) * sum * kStep;
}

}  // namespace e2roi::sampling
