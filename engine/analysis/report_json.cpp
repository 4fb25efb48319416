#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/core/json.hpp"

namespace e2roi::analysis {
namespace {

using core::json_number;
using core::json_string;

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + json_string(text);
  return "[" + list + "]";
}

std::string figure_json(const Estimate& estimate, const Column& column) {
  std::string text = "{\"value\": " + json_number(estimate.value);
  if (std::isfinite(estimate.standard_error))
    text += ", \"standard_error\": " + json_number(estimate.standard_error);
  if (estimate.has_interval())
    text += ", \"low\": " + json_number(estimate.low) + ", \"high\": " + json_number(estimate.high);
  return text + ", \"unit\": " + json_string(column.unit) + "}";
}

std::string line_json(const Table& table, const Line& line) {
  std::string text;
  for (std::size_t a = 0; a < table.axes.size(); ++a)
    text += (text.empty() ? "" : ", ") + json_string(table.axes[a]) + ": " +
            json_string(line.labels[a].id);
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    text += (text.empty() ? "" : ", ") + json_string(table.columns[c].name) + ": " +
            figure_json(line.figures[c], table.columns[c]);
  return "        {" + text + "}";
}

std::string table_json(const Table& table) {
  std::string rows;
  for (const Line& line : table.lines) rows += (rows.empty() ? "" : ",\n") + line_json(table, line);
  return "    {\n      \"name\": " + json_string(table.name) +
         ",\n      \"title\": " + json_string(table.title) +
         ",\n      \"axes\": " + list_of(table.axes) + ",\n      \"rows\": [\n" + rows +
         "\n      ]\n    }";
}

}  // namespace

std::string report_json(const Report& report) {
  std::string tables;
  for (const Table& table : report.tables)
    if (table.where != Where::kTerminal)
      tables += (tables.empty() ? "" : ",\n") + table_json(table);
  return "{\n  \"format\": " + json_string("e2roi-" + report.kind + "-1") +
         ",\n  \"title\": " + json_string(report.title) +
         ",\n  \"sentences\": " + list_of(report.sentences) +
         ",\n  \"notes\": " + list_of(report.notes) + ",\n  \"tables\": [\n" + tables +
         "\n  ]\n}\n";
}

}  // namespace e2roi::analysis
