#include <cmath>

#include "engine/core/statistics.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/export_data.hpp"
#include "tools/e2roi/export_sheets.hpp"

/// The sheets that are tables: draws, inputs, provenance.
namespace e2roi::program {
namespace {

constexpr double kNarrow = 9, kUsual = 15, kWide = 34;  // widths [characters]

/// The longest text of a cell [character]; longer ones go on in the next row.
constexpr std::size_t kMostCharacters = 30'000;

void set_header(lxw_worksheet* sheet, double height, lxw_col_t frozen_columns) {
  worksheet_set_row(sheet, 0, height, nullptr);
  worksheet_freeze_panes(sheet, 1, frozen_columns);
}

/// The end of the piece of `text` that begins at `begin`: a line, or as much of it as a cell holds.
std::size_t piece_end(const std::string& text, std::size_t begin) {
  std::size_t end = std::min(text.find('\n', begin), text.size());
  if (end - begin <= kMostCharacters) return end;
  end = begin + kMostCharacters;  // not inside a character of UTF-8
  while (end > begin + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end;
}

}  // namespace

void add_draws(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
               std::uint64_t draws) {
  const std::vector<OutcomeColumn> columns = outcome_columns(results, draws);
  worksheet_set_column(sheet, 0, 0, kNarrow, nullptr);
  worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(columns.size()), kUsual, nullptr);
  set_header(sheet, 62, 1);
  std::vector<lxw_format*> formats;
  Cells names(sheet, 0);
  names.text("draw", book.header());
  for (const OutcomeColumn& column : columns) {
    names.text(results.path_names[column.path] + ": " + with_unit(column.name, column.array->unit),
               book.header());
    formats.push_back(book.number(number_format(column.array->unit)));
  }
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    Cells row(sheet, static_cast<lxw_row_t>(draw + 1));
    row.number(static_cast<double>(results.first_draw + draw));
    for (std::size_t i = 0; i < columns.size(); ++i)
      row.number(columns[i].values[draw], formats[i]);
  }
  worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(draws),
                       static_cast<lxw_col_t>(columns.size()));
}

void add_inputs(Book& book, lxw_worksheet* sheet, const core::ResultSet& results) {
  const core::NamedArray* values = results.find("inputs", "value");
  worksheet_set_column(sheet, 0, 0, kWide, nullptr);
  worksheet_set_column(sheet, 1, 6, kUsual, nullptr);
  worksheet_set_column(sheet, 7, 7, 100, nullptr);
  set_header(sheet, 32, 1);
  Cells names(sheet, 0);
  const std::string of_drawn = " of what was drawn";
  for (const std::string& name :
       {std::string("input"), std::string("unit"), "mean" + of_drawn, "sd" + of_drawn,
        "p5" + of_drawn, "median" + of_drawn, "p95" + of_drawn, std::string("meaning")})
    names.text(name, book.header());
  if (values == nullptr) return;
  const std::vector<double> probabilities = {0.05, 0.5, 0.95};
  lxw_format* const format = book.number("0.00000");
  for (std::size_t input = 0; input < results.input_keys.size(); ++input) {
    const core::Statistics drawn = core::statistics(
        std::span(values->values).subspan(input * results.draws, results.draws), probabilities);
    const InputFacts facts = input_facts(results.input_keys[input]);
    Cells(sheet, static_cast<lxw_row_t>(input + 1))
        .text(results.input_keys[input])
        .text(facts.unit)
        .number(drawn.mean, format)
        .number(drawn.sd, format)
        .number(drawn.quantiles[0], format)
        .number(drawn.quantiles[1], format)
        .number(drawn.quantiles[2], format)
        .text(facts.meaning);
  }
}

void add_input_draws(Book& book, lxw_worksheet* sheet, const core::ResultSet& results,
                     std::uint64_t draws) {
  const core::NamedArray* values = results.find("inputs", "value");
  const std::size_t inputs = values == nullptr ? 0 : results.input_keys.size();
  worksheet_set_column(sheet, 0, 0, kNarrow, nullptr);
  worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(inputs + 1), kUsual, nullptr);
  set_header(sheet, 62, 1);
  Cells names(sheet, 0);
  names.text("draw", book.header());
  for (std::size_t input = 0; input < inputs; ++input)
    names.text(with_unit(results.input_keys[input], input_facts(results.input_keys[input]).unit),
               book.header());
  lxw_format* const format = book.number("0.00000");
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    Cells row(sheet, static_cast<lxw_row_t>(draw + 1));
    row.number(static_cast<double>(results.first_draw + draw));
    for (std::size_t input = 0; input < inputs; ++input)
      row.number(values->values[input * results.draws + draw], format);
  }
}

void add_provenance(Book& book, lxw_worksheet* sheet, const core::ResultSet& results) {
  worksheet_set_column(sheet, 0, 0, 20, nullptr);
  worksheet_set_column(sheet, 1, 1, 120, nullptr);
  set_header(sheet, 16, 0);
  Cells(sheet, 0).text("what", book.header()).text("how this result was made", book.header());
  lxw_row_t row = 1;
  for (const auto& [key, value] : results.provenance) {
    std::string name = key;
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = piece_end(value, begin);
      Cells(sheet, row++).text(name).text(value.substr(begin, end - begin));
      name.clear();
      begin = end + (end < value.size() && value[end] == '\n' ? 1 : 0);
      if (end == value.size()) break;
    }
  }
}

}  // namespace e2roi::program
