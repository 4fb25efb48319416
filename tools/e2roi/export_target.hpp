#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/results/part_file.hpp"
#include "tools/e2roi/export_csv.hpp"
#include "tools/e2roi/verb.hpp"

/// Where `e2roi export` writes to, and in which format.
namespace e2roi::program {

enum class ExportFormat { kXlsx, kCsv, kSipmath };

/// One place: a file, a folder of CSV files, or standard output.
struct ExportTarget {
  std::string name;  ///< as typed; "-" for standard output
  ExportFormat format = ExportFormat::kXlsx;
  bool is_folder = false;
  CsvTable table = CsvTable::kDraws;        ///< of a single CSV file
  std::unique_ptr<results::PartFile> part;  ///< of a file: held from the start
};

/// The targets of a command line, with files set aside beside those to be replaced. The format is
/// that of the name: .xlsx, .csv, .json or .SIPmath, a folder for CSV; of standard output that of
/// --format. Without --out it is the operand's name with the format's ending. Throws
/// core::UsageError, core::FileError.
std::vector<ExportTarget> export_targets(const Arguments& arguments);

/// Writes the result set to one target, all of it or nothing (a folder: each file). Throws
/// core::FileError; core::Error (exit code 2) for a table that the result set does not have.
void write_export(const core::ResultSet& results, std::uint64_t draws, ExportTarget& target);

}  // namespace e2roi::program
