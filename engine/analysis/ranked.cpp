#include "engine/analysis/ranked.hpp"

#include <algorithm>

namespace e2roi::analysis {
namespace {

struct Place {
  double value;
  std::uint32_t draw;
};

/// Draws 0 … n-1 in rising order of their values.
std::vector<Place> sorted(std::span<const double> values) {
  std::vector<Place> places(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    places[i] = {values[i], static_cast<std::uint32_t>(i)};
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.value < b.value || (a.value == b.value && a.draw < b.draw);
  });
  return places;
}

}  // namespace

Ranked::Ranked(std::span<const double> values)
    : values_(values),
      rising_(values.size()),
      order_(values.size()),
      steps_(values.size()),
      tails_() {
  const std::vector<Place> places = sorted(values);
  const std::size_t n = values.size();
  // Moving the bar up from one value to the next by d adds d to the shortfall of all values below:
  // sums of positive terms only, so nothing cancels.
  double sum = 0, shortfall = 0, square = 0;
  std::size_t step = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double value = places[i].value;
    const auto below = static_cast<double>(i);
    const double d = i == 0 ? 0 : value - places[i - 1].value;
    square += 2 * d * shortfall + below * d * d;
    shortfall += below * d;
    sum += value;
    rising_[i] = value;
    order_[i] = places[i].draw;
    // Level (step + 1) % has the first ceil(n·level) draws.
    steps_[places[i].draw] = static_cast<std::uint8_t>(step);
    while (step < kLevels && i + 1 == (n * (step + 1) + kLevels - 1) / kLevels) {
      const double share = static_cast<double>(n) * level_of(step);
      const double surplus = static_cast<double>(i + 1) - share;
      tails_[step] = {value, (sum - surplus * value) / share, shortfall, square};
      ++step;
    }
  }
}

}  // namespace e2roi::analysis
