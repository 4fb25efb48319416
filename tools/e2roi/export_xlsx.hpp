#pragma once
#include <cstdint>
#include <filesystem>

#include "engine/core/result_set.hpp"

/// A result set as an Excel workbook: sheets Summary, Fans (native charts), Fan data, Draws,
/// Inputs, Input draws, Provenance. EXPORT.md describes each.
namespace e2roi::program {

/// Most draws that a sheet has room for, below its header.
inline constexpr std::uint64_t kMostSheetDraws = 1'048'575;

/// Most columns of a sheet.
inline constexpr std::size_t kMostSheetColumns = 16'384;

/// Writes the workbook as `file`, which it replaces. Equal result sets give equal bytes. Cells are
/// written as they come and are not kept in memory. Texts are never taken for formulas. Throws
/// core::FileError; core::Error (exit code 2) where a sheet has no room for the columns.
///
/// draws  how many to write from the first; at most kMostSheetDraws of them are
void write_workbook(const core::ResultSet& results, std::uint64_t draws,
                    const std::filesystem::path& file);

}  // namespace e2roi::program
