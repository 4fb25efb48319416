#pragma once
#include <string>
#include <vector>

#include "engine/analysis/estimate.hpp"
#include "engine/core/result_set.hpp"

/// What every analysis answers with: sentences first, then tables of figures. One form for a
/// terminal, for JSON and for result files.
namespace e2roi::analysis {

/// How the figures of a column are written.
/// kVerdict: 1 "yes", 0 "open", -1 "no".
enum class Show { kMoney, kPercent, kCount, kNumber, kWhole, kVerdict };

struct Column {
  std::string name;     ///< snake_case, in JSON and result files
  std::string heading;  ///< a word or two, for people
  std::string unit;     ///< of the figures: "EUR", "1", "month" …
  std::string meaning;  ///< one phrase: long_name in result files
  Show show = Show::kNumber;
  int decimals = -1;  ///< shown on a terminal; -1: as many as the figures' errors allow
};

/// What a row is about on one axis.
struct Label {
  std::string id;    ///< in JSON and result files
  std::string name;  ///< for people; empty: the id
};

struct Line {
  std::vector<Label> labels;      ///< one an axis
  std::vector<Estimate> figures;  ///< one a column
};

/// Where a table appears: a table that people cannot read has a smaller sister for terminals.
enum class Where { kEverywhere, kTerminal, kFiles };

struct Table {
  std::string name;               ///< snake_case: its arrays are called NAME_COLUMN
  std::string title;              ///< one line, says what ± or the interval is where it is not one
                                  ///< standard error or 95 %
  std::vector<std::string> axes;  ///< dimensions in files: "path", "input", "other_path" …
  std::vector<std::string> heads;  ///< the axes' headings, for people
  std::vector<Column> columns;
  std::vector<Line> lines;           ///< in the order in which they are shown
  std::size_t most_shown = 0;        ///< lines shown on a terminal; 0: all. JSON and files have all
  Where where = Where::kEverywhere;  ///< kTerminal: text only; kFiles: JSON and result files only
  std::size_t label_width = 32;      ///< characters of a label shown on a terminal, at most
};

struct Report {
  std::string kind;   ///< "comparison": group in result files, and JSON format e2roi-KIND-1
  std::string title;  ///< the scenario's name
  std::vector<std::string> sentences;  ///< the answer, the most important one first
  std::vector<Table> tables;
  std::vector<std::string> notes;  ///< method, assumptions, when not to believe it
};

/// For a terminal: sentences, tables, notes; at most 100 columns where the figures allow it. Ends
/// with a newline.
std::string report_text(const Report& report);

/// A JSON object: format, title, sentences, notes, and tables, each with name, title, axes and
/// rows; a row has its labels under the names of the axes and its figures under those of the
/// columns, each with value, standard_error, low, high (those that there are) and unit. Within a
/// format keys may be added, never taken away or changed. Ends with a newline.
std::string report_json(const Report& report);

/// Adds the tables to the group KIND of a result set: for each column an array TABLE_COLUMN over
/// the table's axes, and TABLE_COLUMN_standard_error, _low and _high where there are such. An axis
/// that the result set has labels for (path, input, rung) keeps them all, NaN where the table says
/// nothing; other axes get the labels of the lines, in their order, joined over all tables.
void add_report(core::ResultSet& results, const Report& report);

}  // namespace e2roi::analysis
