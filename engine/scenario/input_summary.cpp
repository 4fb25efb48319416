#include <algorithm>
#include <vector>

#include "engine/scenario/describe.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/input_text.hpp"

namespace e2roi::scenario {
namespace {

/// Mean of the values clipped to [lo, hi]. Where the bounds cut something off there is no formula
/// for it: the midpoint rule over the quantiles, good to far more digits than anybody is shown.
double clipped_mean(const sampling::Distribution& distribution, double lo, double hi) {
  if (distribution.quantile(0x1p-53) >= lo && distribution.quantile(1 - 0x1p-53) <= hi)
    return distribution.mean();
  constexpr std::size_t kPoints = 65'536;
  std::vector<double> u(kPoints), values(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i) u[i] = (static_cast<double>(i) + 0.5) / kPoints;
  distribution.quantiles(u, values, {lo, hi});
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / kPoints;
}

}  // namespace

std::vector<Input> model_inputs() {
  std::vector<Input> inputs;
  for (const InputRecord& record : input_records())
    inputs.push_back({&record, parse_input(record.prior, record), false, "", ""});
  return inputs;
}

InputSummary summary_of(const Input& input) {
  const double lo = input.record->lo, hi = input.record->hi;
  const auto at = [&](double u) { return std::clamp(input.prior.quantile(u), lo, hi); };
  return {clipped_mean(input.prior, lo, hi), at(0.1), at(0.5), at(0.9)};
}

}  // namespace e2roi::scenario
