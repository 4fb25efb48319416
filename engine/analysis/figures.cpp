#include "engine/analysis/figures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

constexpr const char* kNothing = "–";
constexpr int kMostDecimals = 6;
constexpr double kNoError = std::numeric_limits<double>::quiet_NaN();

double size_of(const Estimate& estimate) { return std::abs(estimate.value); }
double error_of(const Estimate& estimate) {
  return std::isfinite(estimate.standard_error) ? estimate.standard_error
                                                : (estimate.high - estimate.low) / 4;
}

double largest(const std::vector<Estimate>& figures, double (*part)(const Estimate&)) {
  double most = 0;
  for (const Estimate& each : figures)
    if (std::isfinite(part(each))) most = std::max(most, part(each));
  return most;
}

struct Step {
  double scale;
  const char* prefix;
};

/// The largest step that the largest figure, or its error, reaches.
Step step_for(const std::vector<Estimate>& figures, const std::vector<Step>& falling) {
  const double most = std::max(largest(figures, size_of), largest(figures, error_of));
  for (const Step& step : falling)
    if (most >= step.scale) return step;
  return {1, ""};
}

}  // namespace

int decimals_for(const std::vector<Estimate>& figures, double scale) {
  const double error = largest(figures, error_of) / scale;
  if (!(error > 0)) return 1;
  return static_cast<int>(std::clamp(std::ceil(-std::log10(error)), 0.0, 3.0));
}

Style money_style(const std::vector<Estimate>& figures) {
  const Step step = step_for(figures, {{1e9, "bn "}, {1e6, "M "}, {1e3, "k "}});
  return {step.scale, decimals_for(figures, step.scale), std::string(step.prefix) + "EUR"};
}

Style count_style(const std::vector<Estimate>& figures) {
  const Step step = step_for(figures, {{1e6, "M"}, {1e4, "k"}});
  return {step.scale, decimals_for(figures, step.scale), step.prefix};
}

Style percent_style(const std::vector<Estimate>& figures) {
  return {0.01, decimals_for(figures, 0.01), "%"};
}

Style number_style(const std::vector<Estimate>& figures) {
  const bool has_error = largest(figures, error_of) > 0;
  return {1, has_error ? decimals_for(figures, 1) : -1, ""};
}

std::string figure(double value, const Style& style) {
  if (!std::isfinite(value)) return kNothing;
  if (style.decimals < 0) return core::rounded_text(value / style.scale + 0.0, 3);
  std::array<char, 400> digits{};  // 1e308 has 309
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value / style.scale,
                                 std::chars_format::fixed, style.decimals)
                       .ptr;
  const std::string text(digits.data(), end);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

Style with_error_shown(const Estimate& estimate, Style style) {
  const double error = error_of(estimate) / style.scale;
  if (style.is_fixed || style.decimals < 0 || !(error > 0)) return style;
  const auto shows = [error](int decimals) { return error * std::pow(10, decimals) >= 0.5; };
  int decimals = style.decimals;
  while (decimals < kMostDecimals && !shows(decimals)) ++decimals;
  if (shows(decimals)) style.decimals = decimals;
  return style;
}

std::string figure_with_error(const Estimate& estimate, const Style& given) {
  const Style style = with_error_shown(estimate, given);
  std::string text = figure(estimate.value, style);
  if (text == kNothing || !std::isfinite(estimate.standard_error)) return text;
  return text + " ± " + figure(estimate.standard_error, style);
}

std::string figure_with_interval(const Estimate& estimate, const Style& given) {
  if (!std::isfinite(estimate.value) || !estimate.has_interval())
    return figure_with_error(estimate, given);
  const Style style =
      with_error_shown({estimate.value, kNoError, estimate.low, estimate.high}, given);
  return figure(estimate.value, style) + " (" + figure(estimate.low, style) + " to " +
         figure(estimate.high, style) + ")";
}

std::string percent_with_error(const Estimate& estimate, const Style& given) {
  const Style style = with_error_shown(estimate, given);
  std::string text = figure(estimate.value, style);
  if (text == kNothing) return text;
  if (!std::isfinite(estimate.standard_error)) return text + " %";
  return text + " % ± " + figure(estimate.standard_error, style);
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t from_end = 3; from_end < text.size(); from_end += 4)
    text.insert(text.size() - from_end, ",");
  return text;
}

}  // namespace e2roi::analysis
