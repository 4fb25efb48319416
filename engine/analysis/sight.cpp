#include "engine/analysis/sight.hpp"

#include <cmath>
#include <cstddef>

namespace e2roi::analysis {

double share_seen(std::span<const double> visible, std::span<const double> half_life,
                  double months) {
  double sum = 0;
  for (std::size_t draw = 0; draw < visible.size(); ++draw)
    sum += 1 - (1 - visible[draw]) * std::exp2(-months / half_life[draw]);
  return sum / static_cast<double>(visible.size());
}

}  // namespace e2roi::analysis
