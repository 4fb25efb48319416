#include <doctest/doctest.h>

#include <vector>

#include "engine/sampling/distribution.hpp"

namespace e2roi::sampling {

TEST_CASE("a column of quantiles has the bits of the quantiles one by one") {
  std::vector<double> u;
  for (int i = 0; i < 1003; ++i) u.push_back((i + 0.5) / 1003);
  u.push_back(0x1p-53);
  u.push_back(1 - 0x1p-53);
  const Distribution families[] = {
      Distribution::fixed(3),
      Distribution::uniform(2, 5),
      Distribution::triangular(2, 3, 5),
      Distribution::pert(2, 3, 5),
      Distribution::normal(3, 1),
      Distribution::lognormal_p90(12, 24),
      Distribution::beta(2, 60),
      Distribution::discrete({{1, 0.2}, {2, 0.8}}),
      Distribution::p10_p50_p90(2, 6, 15),
      Distribution::p10_p50_p90(-2, 1, 5),
  };
  for (const Distribution& family : families) {
    std::vector<double> column(u.size());
    family.quantiles(u, column);
    for (std::size_t i = 0; i < u.size(); ++i)
      CHECK_MESSAGE(column[i] == family.quantile(u[i]), family.text() << " at " << u[i]);
  }
}

}  // namespace e2roi::sampling
