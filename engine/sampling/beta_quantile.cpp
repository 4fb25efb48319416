#include "engine/sampling/beta_quantile.hpp"

#include <boost/math/special_functions/beta.hpp>

namespace e2roi::sampling {

double beta_quantile_by_bisection(double u, double a, double b) {
  double below = 0, above = 1;
  for (;;) {
    const double middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    const double reached = boost::math::ibeta(a, b, middle);
    if (reached == u) return middle;
    (reached < u ? below : above) = middle;
  }
}

double beta_quantile(double u, double a, double b) {
  try {
    return boost::math::ibeta_inv(a, b, u);
  } catch (const boost::math::evaluation_error&) {
    return beta_quantile_by_bisection(u, a, b);
  }
}

}  // namespace e2roi::sampling
