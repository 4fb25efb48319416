#include <sstream>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/analysis/text_table.hpp"
#include "engine/analysis/words.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/export_data.hpp"
#include "tools/e2roi/export_sheets.hpp"

/// The sheet that a board reads.
namespace e2roi::program {
namespace {

using analysis::Estimate;
using analysis::PathSummary;

constexpr std::size_t kTextWidth = 150;  // of the sheet's sentences [character]

/// A figure of the table: of every path, with its standard error in the next column.
struct Figure {
  std::string name;
  const char* unit;
  const char* format;
  Estimate PathSummary::*estimate;
};

std::vector<Figure> figures(const analysis::Summary& summary) {
  return {{"P(NPV > 0)", "1", "0.0%", &PathSummary::npv_positive},
          {"median NPV", "EUR", "#,##0", &PathSummary::npv_median},
          {"NPV, 5 % quantile", "EUR", "#,##0", &PathSummary::npv_low},
          {"NPV, 95 % quantile", "EUR", "#,##0", &PathSummary::npv_high},
          {"median NPV in " + std::to_string(summary.months) + " months", "EUR", "#,##0",
           &PathSummary::npv_horizon_median},
          {"median ROI", "1", "0.0%", &PathSummary::roi_median},
          {"P(cancelled)", "1", "0.0%", &PathSummary::cancelled},
          {"median net promoters", "1", "0.0%", &PathSummary::net_promoters},
          {"median customers", "customer", "#,##0", &PathSummary::customers},
          {"median time to answer", "hour", "0.00", &PathSummary::response_hours}};
}

/// Sentences below each other, from `row` on; returns the next free row.
lxw_row_t add_text(lxw_worksheet* sheet, lxw_row_t row, const std::string& text,
                   lxw_format* format) {
  std::istringstream lines(analysis::wrapped(text, kTextWidth));
  for (std::string line; std::getline(lines, line);) Cells(sheet, row++).text(line, format);
  return row;
}

lxw_row_t add_table(Book& book, lxw_worksheet* sheet, lxw_row_t row,
                    const analysis::Summary& summary) {
  const std::vector<Figure> shown = figures(summary);
  worksheet_set_row(sheet, row, 48, nullptr);
  Cells names(sheet, row++);
  names.text("path", book.header()).text("id", book.header());
  for (const Figure& figure : shown)
    names.text(with_unit(figure.name, figure.unit), book.header())
        .text(with_unit("± standard error", figure.unit), book.header());
  for (const PathSummary& path : summary.paths) {
    Cells cells(sheet, row++);
    cells.text(path.name + (path.is_reference ? " (reference)" : "")).text(path.id);
    for (const Figure& figure : shown) {
      const Estimate& estimate = path.*figure.estimate;
      lxw_format* const format = book.number(figure.format);
      cells.number(estimate.value, format).number(estimate.standard_error, format);
    }
  }
  return row;
}

/// Bars of P(NPV > 0), a colour a path. The table's first path stands at `row`.
void add_chart(Book& book, lxw_worksheet* sheet, lxw_row_t row, lxw_row_t place,
               const analysis::Summary& summary) {
  if (summary.paths.size() < 2) return;
  lxw_chart* chart = workbook_add_chart(book.workbook(), LXW_CHART_BAR);
  lxw_chart_series* bars = chart_add_series(chart, nullptr, nullptr);
  const auto last = static_cast<lxw_row_t>(row + summary.paths.size() - 1);
  chart_series_set_categories(bars, "Summary", row + 1, 0, last, 0);
  chart_series_set_values(bars, "Summary", row + 1, 2, last, 2);
  std::vector<lxw_chart_fill> fills(summary.paths.size());
  std::vector<lxw_chart_point> points(summary.paths.size());
  std::vector<lxw_chart_point*> pointers;
  for (std::size_t path = 1; path < summary.paths.size(); ++path) {
    fills[path].color = path_colour(path);
    points[path].fill = &fills[path];
    pointers.push_back(&points[path]);
  }
  pointers.push_back(nullptr);
  chart_series_set_points(bars, pointers.data());
  chart_series_set_labels(bars);
  chart_series_set_labels_num_format(bars, "0%");
  lxw_chart_font font{};
  font.size = 12;
  chart_title_set_name(chart, "Share of futures in which the path beats staying put");
  chart_title_set_name_font(chart, &font);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  chart_axis_set_min(chart->x_axis, 0);
  chart_axis_set_max(chart->x_axis, 1);
  chart_axis_set_num_format(chart->x_axis, "0%");
  chart_axis_set_reverse(chart->y_axis);
  lxw_chart_line grid{};
  grid.color = 0xDDDDDD;
  chart_axis_major_gridlines_set_line(chart->x_axis, &grid);
  std::string words = "Bars: P(NPV > 0) of each path; the figures stand in the table above.";
  lxw_chart_options options{};
  options.x_scale = 1.5;
  options.description = words.data();
  worksheet_insert_chart_opt(sheet, place, 0, chart, &options);
}

}  // namespace

void add_summary(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
                 std::uint64_t draws) {
  constexpr lxw_row_t kSummaryRows = 16;
  const analysis::Summary summary = analysis::summarise(results);
  worksheet_set_column(sheet, 0, 0, 30, nullptr);
  worksheet_set_column(sheet, 1, 21, 15, nullptr);
  worksheet_freeze_panes(sheet, 0, 1);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  Cells(sheet, 0).text(summary.title, book.title());
  lxw_row_t row = add_text(sheet, 1, analysis::headline(summary), book.heading()) + 1;
  const lxw_row_t first_path = row + 1;
  row = add_table(book, sheet, row, summary) + 1;
  add_chart(book, sheet, first_path, row, summary);
  row += kSummaryRows;
  const auto comparison = analysis::comparison_of(results);
  if (comparison)
    for (const std::string& sentence : analysis::main_sentences(*comparison))
      row = add_text(sheet, row, sentence, nullptr);
  ++row;
  row = add_text(sheet, row,
                 "± is one standard error of " + grouped(summary.draws) +
                     " draws: more draws make it smaller, not the spread of the futures "
                     "themselves.",
                 book.note());
  for (const std::string& limit : analysis::limits(summary))
    row = add_text(sheet, row, limit, book.note());
  if (draws < results.draws)
    row = add_text(sheet, row,
                   "The sheets Draws and Input draws hold the first " + grouped(draws) + " of " +
                       grouped(results.draws) + " draws; all figures here are of all draws.",
                   book.note());
  if (fans_of(results).empty())
    add_text(sheet, row, "The run was made without fans, so there is no sheet of them.",
             book.note());
}

}  // namespace e2roi::program
