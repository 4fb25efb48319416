#include "engine/analysis/ranked_cases.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace e2roi::analysis {

RankedCases::RankedCases(std::vector<CaseColumn> columns, std::vector<std::uint8_t> counts)
    : columns_(std::move(columns)), counts_(std::move(counts)), bins_(inputs() * draws()) {
  std::vector<double> rising(draws());
  for (std::size_t input = 0; input < inputs(); ++input) {
    const std::span<const double> values = columns_[input].values;
    std::copy(values.begin(), values.end(), rising.begin());
    std::sort(rising.begin(), rising.end());
    for (std::size_t draw = 0; draw < draws(); ++draw) {
      const auto below = std::lower_bound(rising.begin(), rising.end(), values[draw]);
      const auto rank = static_cast<std::size_t>(below - rising.begin());
      bins_[input * draws() + draw] = static_cast<std::uint8_t>(rank * kBins / draws());
    }
  }
}

double RankedCases::edge(std::size_t input, int bin) const {
  double below = -std::numeric_limits<double>::infinity();
  double above = std::numeric_limits<double>::infinity();
  const std::span<const double> values = columns_[input].values;
  const std::span<const std::uint8_t> bins_of = bins(input);
  for (std::size_t draw = 0; draw < draws(); ++draw) {
    if (bins_of[draw] < bin) below = std::max(below, values[draw]);
    if (bins_of[draw] >= bin) above = std::min(above, values[draw]);
  }
  return below + (above - below) / 2;
}

}  // namespace e2roi::analysis
