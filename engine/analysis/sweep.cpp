#include "engine/analysis/sweep.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/analysis/sweep_words.hpp"
#include "engine/analysis/terminal_table.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kMostColumns = 11, kMostSamples = 20;

std::vector<Column> figure_columns() {
  return {
      {"npv_mean", "mean NPV", "EUR", "mean net present value", Show::kMoney},
      {"npv_median", "median NPV", "EUR", "median net present value", Show::kMoney},
      {"npv_sd", "sd NPV", "EUR", "standard deviation of net present value", Show::kMoney},
      {"loss", "P(loss)", "1", "chance of a loss: share of draws with NPV < 0", Show::kPercent},
      {"net_promoters", "promoters", "1", "median net promoters at the horizon", Show::kNumber},
      {"roi_sd", "sd ROI", "1", "standard deviation of the return on investment", Show::kNumber},
      {"roi_iqr", "IQR ROI", "1", "interquartile range of the return on investment",
       Show::kNumber}};
}

std::vector<Estimate> figures_of(const CellFigures& cell) {
  return {cell.npv_mean,      cell.npv_median, cell.npv_sd, cell.loss,
          cell.net_promoters, cell.roi_sd,     cell.roi_iqr};
}

std::vector<Label> labels_of(const Sweep& sweep, std::size_t cell) {
  if (sweep.is_list) return {{std::to_string(cell + 1), ""}};
  std::vector<Label> labels;
  const std::vector<std::size_t> places = sweep.places(cell);
  for (std::size_t a = 0; a < places.size(); ++a)
    labels.push_back({core::number_text(sweep.axes[a].values[places[a]]), ""});
  return labels;
}

std::vector<std::string> axis_names(const Sweep& sweep) {
  if (sweep.is_list) return {"sample"};
  std::vector<std::string> names;
  for (const SweepAxis& axis : sweep.axes) names.push_back(axis.name);
  return names;
}

/// Every path in every cell.
Table cells_table(const Sweep& sweep) {
  Table table{"cells", "Every path in every cell", axis_names(sweep), {}, figure_columns(), {}};
  table.axes.insert(table.axes.begin(), "path");
  table.heads = table.axes;
  table.where = Where::kFiles;
  for (std::size_t path = 0; path < sweep.paths.size(); ++path)
    for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell) {
      Line line{labels_of(sweep, cell), figures_of(sweep.cells[cell][path])};
      line.labels.insert(line.labels.begin(), sweep.paths[path]);
      table.lines.push_back(line);
    }
  return table;
}

/// The values that each sample of a list has.
Table samples_table(const Sweep& sweep) {
  Table table{"samples", "What the samples are", {"sample"}, {"sample"}, {}, {}};
  table.where = Where::kFiles;
  for (const SweepAxis& axis : sweep.axes)
    table.columns.push_back({axis.name, axis.name, "1", "value of " + axis.name, Show::kNumber});
  for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell) {
    Line line{labels_of(sweep, cell), {}};
    for (const SweepAxis& axis : sweep.axes) line.figures.push_back({axis.values[cell]});
    table.lines.push_back(line);
  }
  return table;
}

/// One path in all cells of a list or of a grid of one axis.
Table line_table(const Sweep& sweep, std::size_t path) {
  Table table{"path",
              name_of(sweep.paths[path]) + " in every cell",
              axis_names(sweep),
              axis_names(sweep),
              figure_columns(),
              {}};
  if (sweep.is_list) table.most_shown = kMostSamples;
  std::vector<Estimate> money;
  for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell) {
    const CellFigures& figures = sweep.cells[cell][path];
    table.lines.push_back({labels_of(sweep, cell), figures_of(figures)});
    money.insert(money.end(), {figures.npv_mean, figures.npv_median, figures.npv_sd});
  }
  return terminal_table(table, money_style(money));
}

/// What a matrix shows.
struct Shown {
  const char* title;
  Estimate CellFigures::*figure;
  Style (*style)(const std::vector<Estimate>&);
};

/// One figure of a path over the first two axes; the third where the best cell has it.
Table matrix(const Sweep& sweep, const BestCell& best, const Shown& shown) {
  const SweepAxis& rows = sweep.axes[0];
  const SweepAxis& columns = sweep.axes[1];
  Table table{"matrix", "", {"row"}, {rows.name + " \\ " + columns.name}, {}, {}};
  const std::size_t step = (columns.values.size() + kMostColumns - 1) / kMostColumns;
  std::vector<std::size_t> places = sweep.places(best.cell);
  std::vector<Estimate> all;
  double error = 0;
  for (std::size_t r = 0; r < rows.values.size(); ++r) {
    Line line{{{core::number_text(rows.values[r]), ""}}, {}};
    for (std::size_t c = 0; c < columns.values.size(); c += step) {
      places[0] = r;
      places[1] = c;
      const Estimate estimate = sweep.cells[sweep.cell_at(places)][best.path].*shown.figure;
      all.push_back(estimate);
      if (std::isfinite(estimate.standard_error)) error = std::max(error, estimate.standard_error);
      line.figures.push_back({estimate.value});
    }
    table.lines.push_back(line);
  }
  const Style style = shown.style(all);
  for (std::size_t c = 0; c < columns.values.size(); c += step)
    table.columns.push_back(
        {"at", core::number_text(columns.values[c]), "1", "", Show::kNumber, style.decimals});
  for (Line& line : table.lines)
    for (Estimate& figure : line.figures) figure.value /= style.scale;
  table.title = std::string(shown.title) + " of " + name_of(sweep.paths[best.path]) +
                (style.unit.empty() ? "" : " (" + style.unit + ")") +
                (error > 0 ? ", standard errors up to " + figure(error, style) : "") + ": " +
                rows.name + " downwards, " + columns.name + " to the right";
  if (step > 1) table.title += ", " + std::to_string(step) + " values apart";
  if (sweep.axes.size() > 2)
    table.title += ", at " + sweep.axes[2].name + " " +
                   core::number_text(sweep.axes[2].values[sweep.places(best.cell)[2]]);
  table.where = Where::kTerminal;
  return table;
}

}  // namespace

std::vector<std::size_t> Sweep::places(std::size_t cell) const {
  if (is_list) return std::vector<std::size_t>(axes.size(), cell);
  std::vector<std::size_t> places(axes.size());
  for (std::size_t a = axes.size(); a-- > 0;) {
    places[a] = cell % axes[a].values.size();
    cell /= axes[a].values.size();
  }
  return places;
}

std::size_t Sweep::cell_at(const std::vector<std::size_t>& places) const {
  std::size_t cell = 0;
  for (std::size_t a = 0; a < axes.size(); ++a) cell = cell * axes[a].values.size() + places[a];
  return cell;
}

BestCell best_cell(const Sweep& sweep) {
  std::optional<BestCell> best;
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell)
    for (std::size_t path = 0; path < sweep.paths.size(); ++path) {
      const CellFigures& figures = sweep.cells[cell][path];
      if (figures.npv_sd.value == 0 || !(figures.npv_median.value > most)) continue;
      most = figures.npv_median.value;
      best = {cell, path};
    }
  return best.value_or(BestCell{});
}

Report sweep_report(const Sweep& sweep) {
  const BestCell best = best_cell(sweep);
  Report report{"sweep", sweep.title, sweep_sentences(sweep, best), {}, sweep_notes(sweep)};
  if (sweep.is_list || sweep.axes.size() == 1) {
    report.tables.push_back(line_table(sweep, best.path));
  } else {
    for (const Shown& shown : {Shown{"Median NPV", &CellFigures::npv_median, money_style},
                               {"Chance of a loss", &CellFigures::loss, percent_style},
                               {"Median net promoters", &CellFigures::net_promoters, number_style},
                               {"Standard deviation of ROI", &CellFigures::roi_sd, number_style}})
      report.tables.push_back(matrix(sweep, best, shown));
  }
  report.tables.push_back(cells_table(sweep));
  if (sweep.is_list) report.tables.push_back(samples_table(sweep));
  return report;
}

}  // namespace e2roi::analysis
