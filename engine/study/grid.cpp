#include <charconv>
#include <cmath>
#include <cstdint>

#include "engine/core/error.hpp"
#include "engine/study/cells.hpp"

namespace e2roi::study {
namespace {

[[noreturn]] void refuse_grid(const std::string& text, const std::string& why) {
  throw core::UsageError("--grid " + text + ": " + why);
}

double number_in(const std::string& text, const std::string& part, const char* what) {
  double number = 0;
  const char* end = part.data() + part.size();
  const auto [stop, error] = std::from_chars(part.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number))
    refuse_grid(text, std::string(what) + " '" + part + "' is not a number.");
  return number;
}

Axis axis_of(const std::string& text) {
  const auto equals = text.find('=');
  const auto first = text.find(':', equals == std::string::npos ? 0 : equals);
  const auto second = first == std::string::npos ? first : text.find(':', first + 1);
  if (equals == std::string::npos || equals == 0 || second == std::string::npos)
    refuse_grid(text, "a grid is KEY=FROM:TO:COUNT, such as openness=0:1:11.");
  const double from = number_in(text, text.substr(equals + 1, first - equals - 1), "FROM");
  const double to = number_in(text, text.substr(first + 1, second - first - 1), "TO");
  const double count = number_in(text, text.substr(second + 1), "COUNT");
  if (count != std::floor(count) || count < 1 || count > 1000)
    refuse_grid(text, "COUNT must be a whole number from 1 to 1000.");
  if (count == 1 && from != to)
    refuse_grid(text, "a COUNT of 1 leaves no room for both FROM and TO; take at least 2.");
  if (count > 1 && from == to) refuse_grid(text, "FROM and TO are the same; take a COUNT of 1.");
  Axis axis{text.substr(0, equals), {}};
  for (double i = 0; i < count; ++i) {
    // 0:1:11 shall give 0.3 and not 0.30000000000000004.
    const double value = i + 1 == count ? to : (from * (count - 1 - i) + to * i) / (count - 1);
    axis.values.push_back(count == 1 ? from : value);
  }
  return axis;
}

}  // namespace

std::size_t Cells::size() const {
  if (is_list) return axes.empty() ? 0 : axes.front().values.size();
  std::size_t size = 1;
  for (const Axis& axis : axes) size *= axis.values.size();
  return size;
}

std::vector<double> Cells::values(std::size_t cell) const {
  std::vector<double> values(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    values[a] = axes[a].values[is_list ? cell : cell % axes[a].values.size()];
    if (!is_list) cell /= axes[a].values.size();
  }
  return values;
}

Cells grid_of(const std::vector<std::string>& texts) {
  constexpr std::size_t kMostAxes = 3;
  if (texts.size() > kMostAxes)
    throw core::UsageError("there are " + std::to_string(texts.size()) +
                           " --grid, and at most 3 are allowed; --from takes any number of keys.");
  Cells cells;
  for (const std::string& text : texts) cells.axes.push_back(axis_of(text));
  if (cells.size() > kMostCells)
    throw core::UsageError("the grid has " + std::to_string(cells.size()) + " cells, and at most " +
                           std::to_string(kMostCells) + " are allowed.");
  return cells;
}

}  // namespace e2roi::study
