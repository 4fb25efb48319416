#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/report.hpp"
#include "engine/analysis/text_table.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kTextWidth = 100;

std::size_t shown(const Table& table) {
  return table.most_shown == 0 ? table.lines.size()
                               : std::min(table.most_shown, table.lines.size());
}

std::vector<Estimate> figures_of(const Table& table, std::size_t column) {
  std::vector<Estimate> figures;
  for (std::size_t i = 0; i < shown(table); ++i) figures.push_back(table.lines[i].figures[column]);
  return figures;
}

/// All columns of money share one scale, so that they can be compared.
Style money_style_of(const Table& table) {
  std::vector<Estimate> all;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].show == Show::kMoney)
      for (const Estimate& each : figures_of(table, c)) all.push_back(each);
  return money_style(all);
}

Style style_of(const Table& table, std::size_t column, const Style& money) {
  switch (table.columns[column].show) {
    case Show::kMoney:
      return money;
    case Show::kPercent:
      return percent_style(figures_of(table, column));
    case Show::kCount:
      return count_style(figures_of(table, column));
    case Show::kWhole:
      return {1, 0, "", true};
    case Show::kNumber:
    case Show::kVerdict:
      break;
  }
  return number_style(figures_of(table, column));
}

std::string heading_of(const Column& column, const Style& style) {
  return column.heading + (style.unit.empty() ? "" : " (" + style.unit + ")");
}

std::string cell(const Column& column, const Estimate& estimate, const Style& style) {
  if (column.show != Show::kVerdict || std::isnan(estimate.value))
    return figure_with_interval(estimate, style);
  return estimate.value > 0 ? "yes" : estimate.value < 0 ? "no" : "open";
}

std::string table_of(const Table& table) {
  const Style money = money_style_of(table);
  std::vector<Row> rows(1 + shown(table));
  rows.front() = table.heads;
  for (std::size_t i = 0; i < shown(table); ++i)
    for (const Label& label : table.lines[i].labels)
      rows[i + 1].push_back(
          shortened(plain(label.name.empty() ? label.id : label.name), table.label_width));
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    Style style = style_of(table, c, money);
    if (const int decimals = table.columns[c].decimals; decimals >= 0) {
      style.decimals = decimals;
      style.is_fixed = true;
    }
    rows.front().push_back(heading_of(table.columns[c], style));
    for (std::size_t i = 0; i < shown(table); ++i)
      rows[i + 1].push_back(cell(table.columns[c], table.lines[i].figures[c], style));
  }
  std::string text = wrapped(table.title, kTextWidth) + table_text(rows, table.axes.size());
  if (shown(table) < table.lines.size())
    text += "… and " + grouped(table.lines.size() - shown(table)) +
            " more, in --json and in the result file\n";
  return text;
}

}  // namespace

std::string report_text(const Report& report) {
  std::string text;
  for (const std::string& sentence : report.sentences) text += wrapped(sentence, kTextWidth);
  for (const Table& table : report.tables)
    if (table.where != Where::kFiles) text += "\n" + table_of(table);
  if (!report.notes.empty()) text += "\n";
  for (const std::string& note : report.notes) text += wrapped(note, kTextWidth);
  return text;
}

}  // namespace e2roi::analysis
