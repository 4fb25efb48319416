#pragma once
#include <cstdint>
#include <filesystem>

#include "engine/core/result_set.hpp"

namespace e2roi::results {

/// Throws core::FileError if the result set cannot be told by a result file: an array whose values
/// do not fill its shape, whose extents differ from its axes, whose name is taken twice or is that
/// of an axis; two provenance entries of one key.
void check(const core::ResultSet& results, const std::filesystem::path& file);

/// An upper bound of the size of its file [byte].
std::uint64_t file_size_bound(const core::ResultSet& results);

}  // namespace e2roi::results
