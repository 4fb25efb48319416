#pragma once
#include <xlsxwriter.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"

/// The sheets of an exported workbook. Cells are written row by row, from left to right.
namespace e2roi::program {

/// A workbook being written, and its formats.
class Book {
 public:
  explicit Book(lxw_workbook* workbook);

  lxw_workbook* workbook() const { return workbook_; }
  lxw_worksheet* add_sheet(const char* name);

  lxw_format* title() const { return title_; }
  lxw_format* heading() const { return heading_; }  ///< bold
  lxw_format* header() const { return header_; }    ///< of a table: bold, wrapped, a line below
  lxw_format* note() const { return note_; }        ///< small and grey

  /// Numbers in that format of Excel's: "#,##0".
  lxw_format* number(const std::string& format);

 private:
  lxw_workbook* workbook_;
  lxw_format *title_, *heading_, *header_, *note_;
  std::map<std::string, lxw_format*> numbers_;
};

/// The next row of a sheet, cell by cell.
class Cells {
 public:
  Cells(lxw_worksheet* sheet, lxw_row_t row) : sheet_(sheet), row_(row) {}
  Cells& text(const std::string& text, lxw_format* format = nullptr);
  Cells& number(double value, lxw_format* format = nullptr);  ///< an empty cell where undefined
  Cells& skip();

 private:
  lxw_worksheet* sheet_;
  lxw_row_t row_;
  lxw_col_t column_ = 0;
};

/// A column's heading: the name, a space and the unit in brackets.
std::string with_unit(const std::string& name, const std::string& unit);

/// Excel's number format for values of a unit: whole EUR, decimals of shares.
const char* number_format(const std::string& unit);

/// Constant colour of a path, 0xRRGGBB: can be told apart with the usual colour blindness.
std::uint32_t path_colour(std::size_t path);

void add_summary(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
                 std::uint64_t draws);
void add_fan_data(Book& book, lxw_worksheet* sheet, const core::ResultSet& results);
void add_fan_charts(Book& book, lxw_worksheet* sheet, const core::ResultSet& results);
void add_draws(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
               std::uint64_t draws);
void add_inputs(Book& book, lxw_worksheet* sheet, const core::ResultSet& results);
void add_input_draws(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
                     std::uint64_t draws);
void add_provenance(Book& book, lxw_worksheet* sheet, const core::ResultSet& results);

/// Name of the sheet with the fans' figures, to which the charts refer.
inline constexpr const char* kFanData = "Fan data";

}  // namespace e2roi::program
