#pragma once
#include <filesystem>
#include <string>

#include "engine/core/result_set.hpp"

/// Result files: one HDF5 file that is also netCDF-4 (formats.md section 2).
namespace e2roi::results {

/// SHA-256, 64 lower-case hex digits, over the float64 values (little-endian) of the arrays of the
/// groups "draws" and "inputs", in the order they stand in the result set.
std::string digest(const core::ResultSet& results);

/// Writes `results` as `file`: FILE.part in the same folder, flushed and synced, then renamed.
/// Equal result sets give equal bytes. Throws core::FileError; then FILE is what it was before.
void write(const core::ResultSet& results, const std::filesystem::path& file);

/// Reads all of a result file. Throws core::FileError if it is missing, damaged or not ours.
core::ResultSet read(const std::filesystem::path& file);

}  // namespace e2roi::results
