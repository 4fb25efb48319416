#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/result_set.hpp"

/// Result files: one HDF5 file that is also netCDF-4 (README.md here).
namespace e2roi::results {

/// SHA-256, 64 lower-case hex digits, over the float64 values (little-endian) of the arrays of the
/// group "draws", then of "inputs", each in the order in which they stand in the result set. Every
/// NaN counts as 0x7ff8000000000000; 0 and -0 differ.
std::string digest(const core::ResultSet& results);

/// Writes `results` as `file`: FILE.0.part in the same folder, flushed and synced, then renamed.
/// Equal result sets give equal bytes. Throws core::FileError; then FILE is what it was before, and
/// nothing stays beside it. Values are written from where they are: no second copy in memory.
///
/// Of `results.provenance` every key becomes a text of /provenance. Keys with a meaning here:
/// program_version and model_version (named in the attribute `source`), and digest (checked by
/// read). Text that is not UTF-8 is written with U+FFFD in place of each wrong byte.
void write(const core::ResultSet& results, const std::filesystem::path& file);

/// The same for the last who needs `results`: each array is emptied, and its memory given back, as
/// soon as it is in the file, whose pages take its place (engine/README.md, Memory).
void write(core::ResultSet&& results, const std::filesystem::path& file);

/// Throws the core::FileError that write() would throw for `file`, as far as it can be known
/// beforehand: a missing or read-only folder, a name that is taken by something else than a file,
/// less than `bytes` free. To be called before a long run.
void check_writable(const std::filesystem::path& file, std::uint64_t bytes = 0);

/// How much of a file to read.
enum class Content {
  kAll,
  kUnchecked,  ///< kAll whose values need not have the digest that /provenance states
  kDecision,   ///< of the draws only what the decision table needs; no inputs, no trajectories
  kSummary,    ///< no draws, no inputs, no trajectories
  kLabels,     ///< every array, but none of its values: what the file holds
};

/// Reads a result file. Throws core::FileError if it is missing, truncated, damaged or not ours;
/// with Content::kAll also if the values do not have the digest that /provenance states.
/// Arrays come back group by group, in the order in which the groups were first seen by write().
core::ResultSet read(const std::filesystem::path& file, Content content = Content::kAll);

/// The texts of /provenance, by key.
using Provenance = std::vector<std::pair<std::string, std::string>>;

/// read() with Content::kAll, of a file whose provenance is wanted; nothing of another, of which no
/// value is read then. Throws core::FileError as read().
std::optional<core::ResultSet> read_if(const std::filesystem::path& file,
                                       const std::function<bool(const Provenance&)>& is_wanted);

}  // namespace e2roi::results
