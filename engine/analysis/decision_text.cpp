#include <cmath>
#include <string>
#include <vector>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/analysis/text_table.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kWidth = 100, kNameWidth = 24;

/// One figure of every path; not of `stay` where it would be worth against itself.
std::vector<Estimate> column(const Summary& summary, Estimate PathSummary::*figure,
                             bool against_stay) {
  std::vector<Estimate> figures;
  for (const PathSummary& path : summary.paths)
    figures.push_back(against_stay && path.is_reference ? Estimate() : path.*figure);
  return figures;
}

Row names(const Summary& summary) {
  Row cells;
  for (const PathSummary& path : summary.paths) {
    const std::string mark = path.is_reference ? " (reference)" : "";
    cells.push_back(shortened(plain(path.name), kNameWidth - mark.size()) + mark);
  }
  return cells;
}

Row percents(const std::vector<Estimate>& figures) {
  const Style style = percent_style(figures);
  Row texts;
  for (const Estimate& each : figures) texts.push_back(percent_with_error(each, style));
  return texts;
}

Row styled(const std::vector<Estimate>& figures, const Style& style) {
  Row texts;
  for (const Estimate& each : figures) texts.push_back(figure_with_error(each, style));
  return texts;
}

Row joined(Row first, const std::string& between, const Row& second) {
  for (std::size_t i = 0; i < first.size(); ++i)
    first[i] = second[i] == "–" ? second[i] : first[i] + between + second[i];
  return first;
}

/// Columns side by side, a line a path under a heading.
std::string table(const Row& heading, const std::vector<Row>& columns) {
  std::vector<Row> rows = {heading};
  for (std::size_t path = 0; path < columns.front().size(); ++path) {
    Row row;
    for (const Row& cells_of_column : columns) row.push_back(cells_of_column[path]);
    rows.push_back(row);
  }
  return table_text(rows);
}

std::string worth(const Summary& summary) {
  const auto of = [&summary](Estimate PathSummary::*figure) {
    return column(summary, figure, true);
  };
  std::vector<Estimate> all;
  for (const auto figure : {&PathSummary::npv_median, &PathSummary::npv_horizon_median,
                            &PathSummary::npv_low, &PathSummary::npv_high})
    for (const Estimate& each : of(figure)) all.push_back(each);
  const Style money = money_style(all);
  return "Worth against staying put: net present value (NPV) in " + money.unit + "\n" +
         table({"path", "P(NPV > 0)", "median NPV",
                "in " + std::to_string(summary.months) + " months", "90 % of draws"},
               {names(summary), percents(of(&PathSummary::npv_positive)),
                styled(of(&PathSummary::npv_median), money),
                styled(of(&PathSummary::npv_horizon_median), money),
                joined(styled(of(&PathSummary::npv_low), money), " to ",
                       styled(of(&PathSummary::npv_high), money))});
}

std::string customers_and_risk(const Summary& summary) {
  const auto of = [&summary](Estimate PathSummary::*figure) {
    return column(summary, figure, false);
  };
  const auto customers = of(&PathSummary::customers);
  const Style count = count_style(customers);
  std::vector<Estimate> points = of(&PathSummary::net_promoters);
  const Style in_points = percent_style(points);
  return "Return, risk, and customers after " + std::to_string(summary.months) +
         " months: medians, net promoters in points\n" +
         table(
             {"path", "ROI", "P(cancelled)", "net promoters",
              "customers" + (count.unit.empty() ? "" : " (" + count.unit + ")"), "hours to answer"},
             {names(summary), percents(column(summary, &PathSummary::roi_median, true)),
              percents(column(summary, &PathSummary::cancelled, true)), styled(points, in_points),
              styled(customers, count), styled(of(&PathSummary::response_hours), Style())});
}

}  // namespace

std::string decision_text(const Summary& summary) {
  std::string text = wrapped(headline(summary), kWidth) + "\n" + worth(summary) + "\n" +
                     customers_and_risk(summary) + "\n" +
                     wrapped("± is one standard error of " + grouped(summary.draws) +
                                 (summary.draws == 1 ? " draw" : " draws") +
                                 ": more draws make it smaller, not the spread of the "
                                 "futures themselves.",
                             kWidth);
  for (const std::string& limit : limits(summary)) text += wrapped(limit, kWidth);
  return text;
}

}  // namespace e2roi::analysis
