#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"

/// Figures as people read them: in a unit that fits, with no more digits than their error allows.
namespace e2roi::analysis {

/// How the figures of one column are written.
struct Style {
  double scale = 1;       ///< one unit of what is shown, in units of the figure
  int decimals = 1;       ///< below 0: three significant digits of each figure
  std::string unit;       ///< as shown, e.g. "M EUR" or "%"; may be empty
  bool is_fixed = false;  ///< these decimals, whatever a figure's error
};

/// A style for figures of such a size: EUR, k EUR, M EUR or bn EUR by the largest of them.
Style money_style(const std::vector<Estimate>& figures);

/// Plain numbers, k or M.
Style count_style(const std::vector<Estimate>& figures);

/// Shares and ratios in per cent.
Style percent_style(const std::vector<Estimate>& figures);

/// Numbers as they are; where no error says how many decimals, three significant digits of each.
Style number_style(const std::vector<Estimate>& figures);

/// The largest standard error (of an interval: a quarter of its width) shows one digit, as long as
/// that takes at most three decimals; one decimal where no figure has an error above 0.
int decimals_for(const std::vector<Estimate>& figures, double scale);

/// "13.8", "–" where there is nothing to show. Never "-0.0".
std::string figure(double value, const Style& style);

/// `style` with as many decimals, at most six, as it takes for the figure's own error to show a
/// digit: beside others with larger errors it must not read "± 0.0". An error of exactly 0 changes
/// nothing.
Style with_error_shown(const Estimate& estimate, Style style);

/// "13.8 ± 0.2"; without "± …" where the standard error is unknown. Decimals as with_error_shown.
std::string figure_with_error(const Estimate& estimate, const Style& style);

/// "13.8 (12.9 to 14.6)"; as figure_with_error where there is no interval. Decimals as
/// with_error_shown.
std::string figure_with_interval(const Estimate& estimate, const Style& style);

/// "77.1 % ± 0.3"
std::string percent_with_error(const Estimate& estimate, const Style& style);

/// "20,000"
std::string grouped(std::uint64_t number);

}  // namespace e2roi::analysis
