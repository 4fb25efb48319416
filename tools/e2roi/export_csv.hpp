#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tools/e2roi/export_data.hpp"

/// A result set as tidy CSV (RFC 4180: fields in quotes where they need it, lines end in CR LF).
/// Numbers are the shortest that read back as the same double, an undefined one is an empty field.
/// A text that a spreadsheet would take for a formula (it begins with = + - @, tab or CR) has an
/// apostrophe before it. EXPORT.md has every column.
namespace e2roi::program {

enum class CsvTable { kOutcomes, kSeries, kDraws, kInputs, kColumns };

struct CsvTableName {
  const char* name;
  CsvTable table;
};

/// All tables in the order in which they are written; columns, which explains the others, last.
std::span<const CsvTableName> csv_tables();

/// Whether the result set has anything for that table: fans for series, draws for draws and inputs.
bool has_table(const core::ResultSet& results, CsvTable table);

/// Writes one table. `draws`: how many draws of those there are, from the first.
void write_csv(const core::ResultSet& results, CsvTable table, std::uint64_t draws,
               const TextSink& sink);

/// One text as a field.
std::string csv_field(std::string_view text);

}  // namespace e2roi::program
