#include "engine/analysis/sight.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using e2roi::analysis::share_seen;

TEST_CASE("sight: in one half-life half of what is unseen comes to sight, mean over draws") {
  // By hand: 1 − 0.8/2 = 0.6 and 1 − 0.4/4 = 0.9.
  const std::vector<double> visible = {0.2, 0.6}, half_life = {12, 6};
  CHECK(share_seen(visible, half_life, 12) == doctest::Approx((0.6 + 0.9) / 2));
}

TEST_CASE("sight: without measuring leaders see what is visible at once, in the end all of it") {
  const std::vector<double> visible = {0.1, 0.9, 0.5}, half_life = {1, 24, 600};
  CHECK(share_seen(visible, half_life, 0) == doctest::Approx(0.5));
  CHECK(share_seen(visible, half_life, 1e6) == doctest::Approx(1));
  CHECK(std::isnan(share_seen({}, {}, 12)));
}
