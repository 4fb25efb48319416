#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/analysis/figures.hpp"
#include "tools/e2roi/export_data.hpp"
#include "tools/e2roi/export_sheets.hpp"

/// Fans over the months: the figures, and a native chart a path and main quantity. A fan is an area
/// chart of bands stacked upon the lowest quantile, which has no fill; the median is a band of no
/// height, of which only the border shows.
namespace e2roi::program {
namespace {

using analysis::Estimate;

/// Columns of the sheet with the figures before those of the quantiles.
constexpr std::size_t kBefore = 7;
constexpr lxw_row_t kChartRows = 15;
constexpr int kChartWidth = 416, kChartHeight = 280;  // [pixel]

/// What is charted, of a result's many series.
constexpr std::array<const char*, 7> kCharted = {"cumulative",     "customers", "net_promoters",
                                                 "response_hours", "openness",  "empowerment",
                                                 "support"};

bool is_median(double probability) { return std::abs(probability - 0.5) < 1e-9; }

/// The rows of a fan and path in the sheet with the figures.
struct Rows {
  lxw_row_t first, last;
};
Rows rows_of(const core::ResultSet& results, std::size_t fan, std::size_t path) {
  const std::size_t months = results.months.size();
  const std::size_t first = 1 + (fan * results.path_ids.size() + path) * months;
  return {static_cast<lxw_row_t>(first), static_cast<lxw_row_t>(first + months - 1)};
}

/// A colour between `colour` (0) and white (1).
std::uint32_t tint(std::uint32_t colour, double white) {
  std::uint32_t mixed = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double part = (colour >> shift) & 0xFFU;
    mixed |= static_cast<std::uint32_t>(std::lround(part + (255 - part) * white)) << shift;
  }
  return mixed;
}

/// An axis whose ends and steps are round.
struct Axis {
  double low = 0, high = 1, step = 0.2;
};
Axis axis_for(const core::NamedArray& quantiles) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  double low = kInfinity, high = -kInfinity;
  for (const double value : quantiles.values)
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  if (!(high > low)) return std::isfinite(low) ? Axis{low - 1, low + 1, 1} : Axis{};
  const double rough = (high - low) / 5, power = std::pow(10.0, std::floor(std::log10(rough)));
  const double digit = rough / power;
  const double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

/// Excel's format for the numbers of an axis.
std::string axis_format(const std::string& unit, const Axis& axis) {
  const double most = std::max(std::abs(axis.low), std::abs(axis.high));
  if (unit == "1") return axis.step < 0.01 ? "0.0%" : "0%";
  if (most >= 1e6)
    return axis.step < 1e5 ? "0.00,,\" M\"" : axis.step < 1e6 ? "0.0,,\" M\"" : "0,,\" M\"";
  if (most >= 1e4) return "0,\" k\"";
  return axis.step < 0.1 ? "0.00" : axis.step < 1 ? "0.0" : "0";
}

/// How figures of the fan's last month are written in titles.
analysis::Style style_of(const core::NamedArray& quantiles) {
  std::vector<Estimate> figures;
  for (const double value : quantiles.values) {
    Estimate estimate;
    estimate.value = value;
    figures.push_back(estimate);
  }
  if (quantiles.unit.starts_with("EUR")) {
    analysis::Style style = analysis::money_style(figures);
    style.unit += quantiles.unit.substr(3);
    return style;
  }
  if (quantiles.unit == "1") return analysis::percent_style(figures);
  if (!quantiles.unit.starts_with("customer")) {
    analysis::Style style = analysis::number_style(figures);
    style.unit = quantiles.unit;
    return style;
  }
  analysis::Style style = analysis::count_style(figures);
  style.decimals = style.scale > 1 ? 2 : 0;
  style.unit = style.unit.empty() ? "customers" : style.unit + " customers";
  return style;
}

/// "Social business: 13.8 M EUR (2.0 to 30.1)": median, lowest and highest quantile, last month.
std::string title_of(const core::ResultSet& results, const Fan& fan, std::size_t path) {
  const core::NamedArray& all = *fan.quantiles;
  const std::size_t quantiles = results.quantiles.size();
  const double* last = all.values.data() + ((path + 1) * results.months.size() - 1) * quantiles;
  const analysis::Style style = style_of(all);
  const auto median = std::find_if(results.quantiles.begin(), results.quantiles.end(), is_median);
  std::string title = results.path_names[path] + ": ";
  if (median != results.quantiles.end())
    title += analysis::figure(last[median - results.quantiles.begin()], style) + " ";
  return title + style.unit + " (" + analysis::figure(last[0], style) + " to " +
         analysis::figure(last[quantiles - 1], style) + ")";
}

bool is_nothing(const core::ResultSet& results, const Fan& fan, std::size_t path) {
  const std::size_t size = results.months.size() * results.quantiles.size();
  const auto begin = fan.quantiles->values.begin() + static_cast<std::ptrdiff_t>(path * size);
  return std::all_of(begin, begin + static_cast<std::ptrdiff_t>(size),
                     [](double value) { return value == 0 || !std::isfinite(value); });
}

/// The bands of one path, from below; `rows` are its figures.
void add_bands(lxw_chart* chart, const core::ResultSet& results, Rows rows, std::uint32_t colour) {
  const std::size_t quantiles = results.quantiles.size();
  const auto add = [&](std::size_t column, const std::string& name) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    const auto place = static_cast<lxw_col_t>(column);
    chart_series_set_categories(series, kFanData, rows.first, 3, rows.last, 3);
    chart_series_set_values(series, kFanData, rows.first, place, rows.last, place);
    chart_series_set_name(series, name.c_str());
    return series;
  };
  lxw_chart_fill fill{};
  lxw_chart_line line{};
  line.none = LXW_TRUE;
  for (std::size_t i = 0; i < quantiles; ++i) {
    const std::size_t column = i == 0 ? kBefore : kBefore + quantiles + i - 1;
    lxw_chart_series* band = add(column, i == 0 ? std::string("below")
                                                : quantile_name(results.quantiles[i - 1]) + " to " +
                                                      quantile_name(results.quantiles[i]));
    const double middle =
        i == 0 ? 0 : std::abs(results.quantiles[i] + results.quantiles[i - 1] - 1);
    fill.none = i == 0 ? LXW_TRUE : LXW_FALSE;
    fill.color = tint(colour, 0.45 + 0.45 * middle);
    chart_series_set_fill(band, &fill);
    chart_series_set_line(band, &line);
    if (!is_median(results.quantiles[i])) continue;
    lxw_chart_series* median = add(kBefore + 2 * quantiles - 1, "median");
    lxw_chart_line border{};
    border.color = colour;
    border.width = 2.25F;
    fill.none = LXW_FALSE;
    fill.color = colour;
    chart_series_set_fill(median, &fill);
    chart_series_set_line(median, &border);
  }
}

void set_axes(lxw_chart* chart, const core::ResultSet& results, const Fan& fan, const Axis& axis) {
  const auto months =
      static_cast<std::uint16_t>(std::max<std::size_t>(1, results.months.size() / 5));
  chart_axis_set_name(chart->x_axis, "month");
  chart_axis_set_position(chart->x_axis, LXW_CHART_AXIS_POSITION_ON_TICK);
  chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  chart_axis_set_interval_unit(chart->x_axis, months);
  chart_axis_set_interval_tick(chart->x_axis, months);
  const std::string& unit = fan.quantiles->unit;
  chart_axis_set_name(chart->y_axis, unit == "1" ? "share" : unit.c_str());
  chart->y_axis->is_value =
      LXW_TRUE;  // which libxlsxwriter 1.1.4 forgets, and ignores what follows
  chart_axis_set_min(chart->y_axis, axis.low);
  chart_axis_set_max(chart->y_axis, axis.high);
  chart_axis_set_major_unit(chart->y_axis, axis.step);
  chart_axis_set_num_format(chart->y_axis, axis_format(unit, axis).c_str());
  lxw_chart_line grid{};
  grid.color = 0xDDDDDD;
  grid.width = 0.5F;
  chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
  lxw_chart_font plain{};
  plain.size = 10;
  for (lxw_chart_axis* each : {chart->x_axis, chart->y_axis}) {
    chart_axis_set_num_font(each, &plain);
    chart_axis_set_name_font(each, &plain);
  }
}

void add_chart(Book& book, lxw_worksheet* sheet, const core::ResultSet& results, const Fan& fan,
               std::size_t fan_place, std::size_t path, const Axis& axis, lxw_row_t row) {
  lxw_chart* chart = workbook_add_chart(book.workbook(), LXW_CHART_AREA_STACKED);
  add_bands(chart, results, rows_of(results, fan_place, path), path_colour(path));
  set_axes(chart, results, fan, axis);
  std::string title = title_of(results, fan, path);
  lxw_chart_font font{};
  font.size = 11;
  font.color = path_colour(path);
  chart_title_set_name(chart, title.c_str());
  chart_title_set_name_font(chart, &font);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  lxw_chart_options options{};
  options.x_scale = kChartWidth / 480.0;
  options.y_scale = kChartHeight / 288.0;
  options.x_offset = static_cast<std::int32_t>(path) * (kChartWidth + 8);
  options.description = title.data();
  worksheet_insert_chart_opt(sheet, row, 0, chart, &options);
}

}  // namespace

void add_fan_charts(Book& book, lxw_worksheet* sheet, const core::ResultSet& results) {
  const std::vector<Fan> fans = fans_of(results);
  worksheet_set_zoom(sheet, 80);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  worksheet_freeze_panes(sheet, 2, 0);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  Cells(sheet, 0).text("Fans over the months, one panel a path on a shared axis", book.title());
  const std::string ends =
      quantile_name(results.quantiles.front()) + " to " + quantile_name(results.quantiles.back());
  Cells(sheet, 1).text("The line is the median, the bands go from " + ends +
                           " of the draws; titles: the last month's median, and " + ends +
                           ". The figures stand in the sheet Fan data.",
                       book.note());
  lxw_row_t row = 3;
  for (const char* name : kCharted)
    for (std::size_t place = 0; place < fans.size(); ++place) {
      const Fan& fan = fans[place];
      if (fan.quantiles->name != name) continue;
      Cells(sheet, row)
          .text(with_unit(fan.quantiles->name + ": " + fan.meaning, fan.quantiles->unit),
                book.heading());
      const Axis axis = axis_for(*fan.quantiles);
      for (std::size_t path = 0; path < results.path_ids.size(); ++path)
        if (!is_nothing(results, fan, path))
          add_chart(book, sheet, results, fan, place, path, axis, row + 1);
      row += kChartRows + 1;
    }
}

void add_fan_data(Book& book, lxw_worksheet* sheet, const core::ResultSet& results) {
  const std::size_t quantiles = results.quantiles.size(), months = results.months.size();
  worksheet_set_column(sheet, 0, 2, 22, nullptr);
  worksheet_set_column(sheet, 3, static_cast<lxw_col_t>(kBefore + 2 * quantiles), 13, nullptr);
  worksheet_set_row(sheet, 0, 48, nullptr);
  worksheet_freeze_panes(sheet, 1, 4);
  Cells header(sheet, 0);
  for (const char* name : {"series", "path", "path name", "month", "unit", "mean", "sd"})
    header.text(name, book.header());
  for (const double probability : results.quantiles)
    header.text(quantile_name(probability), book.header());
  for (std::size_t i = 1; i < quantiles; ++i)
    header.text("for the charts: " + quantile_name(results.quantiles[i]) + " − " +
                    quantile_name(results.quantiles[i - 1]),
                book.header());
  header.text("for the charts: line of the median", book.header());
  lxw_row_t row = 1;
  for (const Fan& fan : fans_of(results)) {
    lxw_format* const format = book.number(number_format(fan.quantiles->unit));
    for (std::size_t place = 0; place < results.path_ids.size() * months; ++place) {
      const std::size_t path = place / months;
      const double* values = fan.quantiles->values.data() + place * quantiles;
      Cells cells(sheet, row++);
      cells.text(fan.quantiles->name)
          .text(results.path_ids[path])
          .text(results.path_names[path])
          .number(results.months[place % months])
          .text(fan.quantiles->unit)
          .number(fan.mean != nullptr ? fan.mean->values[place] : NAN, format)
          .number(fan.sd != nullptr ? fan.sd->values[place] : NAN, format);
      for (std::size_t i = 0; i < quantiles; ++i) cells.number(values[i], format);
      for (std::size_t i = 1; i < quantiles; ++i) cells.number(values[i] - values[i - 1], format);
      cells.number(0, format);
    }
  }
  worksheet_autofilter(sheet, 0, 0, row - 1, static_cast<lxw_col_t>(kBefore + quantiles - 1));
}

}  // namespace e2roi::program
