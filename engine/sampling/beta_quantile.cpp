#include "engine/sampling/beta_quantile.hpp"

#include <boost/math/special_functions/beta.hpp>

namespace e2roi::sampling {
namespace {

/// The same by halving [0, 1] until it is two neighbours, for where ibeta_inv gives up.
double by_bisection(double u, double a, double b) {
  double below = 0, above = 1;
  for (;;) {
    const double middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    const double reached = boost::math::ibeta(a, b, middle);
    if (reached == u) return middle;
    (reached < u ? below : above) = middle;
  }
}

}  // namespace

double beta_quantile(double u, double a, double b) {
  try {
    return boost::math::ibeta_inv(a, b, u);
  } catch (const boost::math::evaluation_error&) {
    return by_bisection(u, a, b);  // e.g. a = b = 5, u = 1/2 in Boost 1.74
  }
}

}  // namespace e2roi::sampling
