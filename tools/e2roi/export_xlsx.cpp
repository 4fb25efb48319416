#include "tools/e2roi/export_xlsx.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/error.hpp"
#include "engine/core/number_text.hpp"
#include "engine/core/utf8.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/export_data.hpp"
#include "tools/e2roi/export_sheets.hpp"

namespace e2roi::program {
namespace {

/// 2000-01-01: a workbook states a time, and equal runs give equal bytes.
constexpr time_t kCreated = 946'684'800;

/// Text that XML can hold: valid UTF-8 without control characters but line feed and tab.
std::string clean(const std::string& text) {
  std::string cleaned;
  for (const char c : core::valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 || c == '\n' || c == '\t')
      cleaned += c;
    else
      cleaned += "\xEF\xBF\xBD";
  }
  return cleaned;
}

void set_properties(lxw_workbook* workbook, const core::ResultSet& results) {
  std::string title = clean(results.title);
  std::string maker = "e2roi " + provenance_of(results, "program_version");
  std::string comments = "digest " + provenance_of(results, "digest");
  for (std::string* text : {&title, &maker, &comments})  // what the library takes
    while (core::characters(*text) > 255) text->pop_back();
  title = core::valid_utf8(title);
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.author = maker.data();
  properties.comments = comments.data();
  properties.created = kCreated;
  workbook_set_properties(workbook, &properties);
}

void check_room(const core::ResultSet& results, std::uint64_t draws) {
  const std::size_t columns =
      std::max(outcome_columns(results, draws).size(), results.input_keys.size()) + 1;
  if (columns > kMostSheetColumns)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "export: the draws of " + grouped(results.path_ids.size()) + " paths take " +
                          grouped(columns) + " columns and a sheet of Excel has " +
                          grouped(kMostSheetColumns) + "; export them to a folder of CSV.");
  const std::uint64_t rows =
      std::uint64_t{fans_of(results).size()} * results.path_ids.size() * results.months.size();
  if (rows > kMostSheetDraws)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "export: the fans take " + grouped(rows) + " rows and a sheet of Excel has " +
                          grouped(kMostSheetDraws + 1) + "; export them to a folder of CSV.");
}

}  // namespace

Book::Book(lxw_workbook* workbook) : workbook_(workbook) {
  title_ = workbook_add_format(workbook);
  format_set_bold(title_);
  format_set_font_size(title_, 16);
  heading_ = workbook_add_format(workbook);
  format_set_bold(heading_);
  format_set_font_size(heading_, 12);
  header_ = workbook_add_format(workbook);
  format_set_bold(header_);
  format_set_text_wrap(header_);
  format_set_align(header_, LXW_ALIGN_VERTICAL_TOP);
  format_set_bg_color(header_, 0xEEEEEE);
  format_set_bottom(header_, LXW_BORDER_THIN);
  note_ = workbook_add_format(workbook);
  format_set_font_color(note_, 0x555555);
}

lxw_worksheet* Book::add_sheet(const char* name) { return workbook_add_worksheet(workbook_, name); }

lxw_format* Book::number(const std::string& format) {
  lxw_format*& known = numbers_[format];
  if (known == nullptr) {
    known = workbook_add_format(workbook_);
    format_set_num_format(known, format.c_str());
  }
  return known;
}

Cells& Cells::text(const std::string& text, lxw_format* format) {
  if (!text.empty() || format != nullptr)
    worksheet_write_string(sheet_, row_, column_, clean(text).c_str(), format);
  ++column_;
  return *this;
}

Cells& Cells::number(double value, lxw_format* format) {
  if (std::isfinite(value)) worksheet_write_number(sheet_, row_, column_, value, format);
  ++column_;
  return *this;
}

Cells& Cells::skip() {
  ++column_;
  return *this;
}

std::string with_unit(const std::string& name, const std::string& unit) {
  return name + " [" + unit + "]";
}

const char* number_format(const std::string& unit) {
  if (unit.starts_with("EUR") || unit.starts_with("customer")) return "#,##0";
  if (unit == "month") return "0";
  return unit == "hour" ? "0.00" : "0.0000";
}

std::uint32_t path_colour(std::size_t path) {
  constexpr std::array<std::uint32_t, 7> kColours = {0x555555, 0x0072B2, 0xC24A00, 0x007A5A,
                                                     0x8E3B8E, 0x7A5C00, 0x0B3C6F};
  return kColours[path == 0 ? 0 : 1 + (path - 1) % 6];  // never that of stay again
}

void write_workbook(const core::ResultSet& results, std::uint64_t draws,
                    const std::filesystem::path& file) {
  check_room(results, draws);
  draws = std::min(draws, kMostSheetDraws);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.use_zip64 = draws > 100'000 ? LXW_TRUE : LXW_FALSE;  // Excel takes it; some readers not
  lxw_workbook* workbook = workbook_new_opt(file.c_str(), &options);
  if (workbook == nullptr) throw core::FileError("cannot write " + file.string() + ".");
  set_properties(workbook, results);
  Book book(workbook);
  const bool has_fans = !fans_of(results).empty();
  // The order of the sheets is the order of their tabs.
  add_summary(book, book.add_sheet("Summary"), results, draws);
  if (has_fans) {
    add_fan_charts(book, book.add_sheet("Fans"), results);
    add_fan_data(book, book.add_sheet(kFanData), results);
  }
  add_draws(book, book.add_sheet("Draws"), results, draws);
  add_inputs(book, book.add_sheet("Inputs"), results);
  add_input_draws(book, book.add_sheet("Input draws"), results, draws);
  add_provenance(book, book.add_sheet("Provenance"), results);
  const lxw_error error = workbook_close(workbook);  // frees it, whatever comes of it
  if (error != LXW_NO_ERROR)
    throw core::FileError("cannot write " + file.string() + ": " + lxw_strerror(error));
}

}  // namespace e2roi::program
