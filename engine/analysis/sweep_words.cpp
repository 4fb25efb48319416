#include "engine/analysis/sweep_words.hpp"

#include <algorithm>
#include <cmath>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/intervals.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

/// "openness 1 and empowerment 0.9"; of a list "sample 7 (openness 1 and …)".
std::string place_text(const Sweep& sweep, std::size_t cell) {
  std::vector<std::string> parts;
  const std::vector<std::size_t> places = sweep.places(cell);
  for (std::size_t a = 0; a < places.size(); ++a)
    parts.push_back(sweep.axes[a].name + " " + core::number_text(sweep.axes[a].values[places[a]]));
  if (!sweep.is_list) return joined(parts);
  if (parts.size() > 4) return "sample " + std::to_string(cell + 1);
  return "sample " + std::to_string(cell + 1) + " (" + joined(parts) + ")";
}

std::string best_sentence(const Sweep& sweep, const BestCell& best) {
  const CellFigures& figures = sweep.cells[best.cell][best.path];
  const Style money = money_style({figures.npv_median});
  const std::string name = name_of(sweep.paths[best.path]),
                    cells = grouped(sweep.cells.size()) + (sweep.is_list ? " samples" : " cells");
  const std::string place =
      place_text(sweep, best.cell) + ": median NPV " +
      figure_with_error(figures.npv_median, money) + " " + money.unit + ", chance of a loss " +
      percent_with_error(figures.loss, percent_style({figures.loss})) + ", net promoters " +
      figure_with_error(figures.net_promoters, number_style({figures.net_promoters}));
  if (!(figures.npv_median.value > 0)) {
    const bool is_alone = sweep.paths.size() == 1;
    return "In none of " + cells + " is " + (is_alone ? name : "a path") +
           " worth more than staying put; " + (is_alone ? "it" : name) + " comes closest at " +
           place + ".";
  }
  const auto positive = static_cast<std::size_t>(
      std::count_if(sweep.cells.begin(), sweep.cells.end(),
                    [&best](const auto& cell) { return cell[best.path].npv_median.value > 0; }));
  return name + " is worth most at " + place + "; its median NPV is above 0 in " +
         (positive == sweep.cells.size() ? "every one" : grouped(positive)) + " of " + cells + ".";
}

/// "openness below 0.42 (0.40 to 0.44)", for each way out of the best cell on which NPV turns
/// negative.
std::string crossing_sentence(const Sweep& sweep, const BestCell& best) {
  if (sweep.is_list || !(sweep.cells[best.cell][best.path].npv_median.value > 0)) return "";
  std::vector<std::string> ways;
  for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
    const Crossing crossing = crossing_from(sweep, best, a);
    for (const auto& [where, value] :
         {std::pair{" below ", crossing.below}, std::pair{" above ", crossing.above}})
      if (!std::isnan(value.value))
        ways.push_back(sweep.axes[a].name + where +
                       figure_with_interval(value, number_style({value})));
  }
  if (ways.empty()) {
    std::vector<std::string> names;
    for (const SweepAxis& axis : sweep.axes) names.push_back(axis.name);
    return "From there a change of " + joined(names) + (names.size() > 1 ? ", each alone," : "") +
           " never turns it negative within the grid.";
  }
  return "From there it turns negative with " + joined(ways) +
         (ways.size() > 1 ? ", each alone." : ".");
}

/// "rises from 0.31 ± 0.01 to 0.52 ± 0.01"
std::string change_text(const Estimate& from, const Estimate& to, const Style& style) {
  const double error = std::hypot(from.standard_error, to.standard_error);
  const double change = to.value - from.value;
  const std::string verb = std::abs(change) <= 2 * error ? "hardly moves,"
                           : change > 0                  ? "rises"
                                                         : "falls";
  const std::string unit = style.unit.empty() ? "" : " " + style.unit;
  return verb + " from " + figure_with_error(from, style) + " to " + figure_with_error(to, style) +
         unit;
}

/// How hard the path is to predict at the low and the high end of the grid.
std::string spread_sentence(const Sweep& sweep, const BestCell& best) {
  if (sweep.is_list || sweep.cells.size() < 2) return "";
  const CellFigures& low = sweep.cells.front()[best.path];
  const CellFigures& high = sweep.cells.back()[best.path];
  std::string text = "From " + place_text(sweep, 0) + " to " +
                     place_text(sweep, sweep.cells.size() - 1) + " the standard deviation of NPV " +
                     change_text(low.npv_sd, high.npv_sd, money_style({low.npv_sd, high.npv_sd}));
  const bool has_roi = std::isfinite(low.roi_sd.value) && std::isfinite(high.roi_sd.value);
  if (has_roi)
    text += ", that of ROI " +
            change_text(low.roi_sd, high.roi_sd, number_style({low.roi_sd, high.roi_sd}));
  else
    text += " (that of ROI is undefined where nothing is spent)";
  const bool is_social = std::all_of(sweep.axes.begin(), sweep.axes.end(), [](const auto& axis) {
    return axis.scales_the_plan && axis.values.front() < axis.values.back();
  });
  const auto surely_more = [](const Estimate& a, const Estimate& b) {
    return b.value - a.value > 2 * std::hypot(a.standard_error, b.standard_error);
  };
  if (!is_social) return text + ".";
  const bool more_npv = surely_more(low.npv_sd, high.npv_sd);
  const bool more_roi = has_roi && surely_more(low.roi_sd, high.roi_sd);
  const bool less_roi = has_roi && surely_more(high.roi_sd, low.roi_sd);
  if (more_npv && more_roi) return text + ": the more social, the harder to predict.";
  if (more_npv && less_roi)
    return text +
           ": the more social, the more money is uncertain, and the surer is what each euro "
           "brings.";
  if (more_npv) return text + ": the more social, the more money is uncertain.";
  return text + ".";
}

}  // namespace

Crossing crossing_from(const Sweep& sweep, const BestCell& from, std::size_t axis) {
  const std::vector<double>& values = sweep.axes[axis].values;
  std::vector<std::size_t> places = sweep.places(from.cell);
  const auto start = static_cast<std::ptrdiff_t>(places[axis]);
  const auto last = static_cast<std::ptrdiff_t>(values.size()) - 1;
  const auto median_at = [&](std::ptrdiff_t place, double errors) {
    places[axis] = static_cast<std::size_t>(place);
    const Estimate& median = sweep.cells[sweep.cell_at(places)][from.path].npv_median;
    return median.value + errors * median.standard_error;
  };
  /// With medians that many standard errors higher; NaN if they stay above 0.
  const auto crossing = [&](std::ptrdiff_t step, double errors) {
    for (std::ptrdiff_t next = start + step; next >= 0 && next <= last; next += step) {
      const double before = median_at(next - step, errors), after = median_at(next, errors);
      if (!(after < 0)) continue;
      const double inside = values[static_cast<std::size_t>(next - step)];
      const double outside = values[static_cast<std::size_t>(next)];
      return inside + (outside - inside) * std::max(before, 0.0) / (std::max(before, 0.0) - after);
    }
    return std::nan("");
  };
  Crossing found;
  for (const std::ptrdiff_t step : {std::ptrdiff_t{-1}, std::ptrdiff_t{1}}) {
    const double value = crossing(step, 0);
    if (std::isnan(value)) continue;
    const double near = crossing(step, -kTwoSided95);
    double far = crossing(step, kTwoSided95);
    if (std::isnan(far)) far = step < 0 ? values.front() : values.back();
    Estimate& end = (value < values[static_cast<std::size_t>(start)]) ? found.below : found.above;
    end = Estimate::with_interval(value, std::min(near, far), std::max(near, far));
  }
  return found;
}

std::vector<std::string> sweep_sentences(const Sweep& sweep, const BestCell& best) {
  std::vector<std::string> sentences;
  for (const std::string& sentence :
       {best_sentence(sweep, best), crossing_sentence(sweep, best), spread_sentence(sweep, best)})
    if (!sentence.empty()) sentences.push_back(sentence);
  return sentences;
}

std::vector<std::string> sweep_notes(const Sweep& sweep) {
  std::vector<std::string> notes;
  notes.push_back(
      "Every cell has the same " + grouped(sweep.draws) +
      " draws and the same monthly noise, so cells differ by their assumptions and hardly by "
      "chance; ± is one standard error of a cell by itself. The highest of many cells is a little "
      "flattered by chance.");
  if (std::any_of(sweep.axes.begin(), sweep.axes.end(),
                  [](const auto& axis) { return axis.scales_the_plan; }))
    notes.push_back(
        "A lever's name scales its whole schedule: intensity times the factor, kept within 0 and "
        "1. staffing scales what is above (or below) 1; response scales staffing and tooling "
        "together; commitment scales commitment. 0 = nothing of it, 1 = as planned. One-offs are "
        "spent in every cell.");
  notes.push_back(
      "ROI is a ratio to what is spent: where little is spent its standard deviation is large "
      "whatever is at stake, and where nothing is spent it is undefined; then read the "
      "interquartile range and the standard deviation of NPV.");
  return notes;
}

}  // namespace e2roi::analysis
