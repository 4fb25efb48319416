#include "engine/analysis/terminal_table.hpp"

namespace e2roi::analysis {

Table terminal_table(Table table, const Style& style) {
  table.where = Where::kTerminal;
  bool has_money = false;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].show != Show::kMoney) continue;
    has_money = true;
    table.columns[c].show = Show::kNumber;
    for (Line& line : table.lines)
      for (double Estimate::*part :
           {&Estimate::value, &Estimate::standard_error, &Estimate::low, &Estimate::high})
        line.figures[c].*part /= style.scale;
  }
  if (has_money) table.title += " (" + style.unit + ")";
  return table;
}

}  // namespace e2roi::analysis
