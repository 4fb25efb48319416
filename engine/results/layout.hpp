#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"

/// Names and order of what is in a result file, shared by writing and reading it. README.md of this
/// folder is the description for users.
namespace e2roi::results::layout {

/// Root attribute `format`: tells our files from others, and this layout from later ones.
inline constexpr const char* kFormat = "e2roi-result-1";

/// Attribute of every variable that is neither a scale nor a label: its dimensions, by name. What
/// H5DS attaches says the same, but is kept in a heap that HDF5 1.10 reads without any check.
inline constexpr const char* kDimensions = "dimensions";

inline constexpr const char* kProvenance = "provenance";
inline constexpr const char* kPathNames = "path_name";

/// The axes every reader knows, in the order in which their scales are made.
inline constexpr std::array<const char*, 7> kAxes = {"path",  "month", "quantile", "rung",
                                                     "input", "unit",  "draw"};

/// What an axis of the result set is called in the file. Trajectories are kept of the first draws
/// only, and a dimension has one length in a file and all its groups (as xarray's trees demand).
inline std::string name_in_file(const std::string& group, const std::string& axis) {
  return group == "trajectories" && axis == "draw" ? "kept_draw" : axis;
}

inline std::string name_in_memory(const std::string& axis) {
  return axis == "kept_draw" ? "draw" : axis;
}

/// The labels of an axis as text; nullptr where it has none.
inline const std::vector<std::string>* texts_of(const core::ResultSet& results,
                                                const std::string& axis) {
  if (axis == "path") return &results.path_ids;
  if (axis == "rung") return &results.rungs;
  if (axis == "input") return &results.input_keys;
  if (axis == "unit") return &results.unit_ids;
  for (const auto& [name, texts] : results.labels)
    if (name == axis) return &texts;
  return nullptr;
}

/// The labels of an axis as numbers; nullptr where it has none.
inline const std::vector<double>* numbers_of(const core::ResultSet& results,
                                             const std::string& axis) {
  if (axis == "month") return &results.months;
  if (axis == "quantile") return &results.quantiles;
  return nullptr;
}

/// Extent of an axis of the result set; nothing where the result set does not know it.
inline std::optional<std::size_t> extent_of(const core::ResultSet& results,
                                            const std::string& group, const std::string& axis) {
  if (const auto* texts = texts_of(results, axis)) return texts->size();
  if (const auto* numbers = numbers_of(results, axis)) return numbers->size();
  if (axis == "draw") return group == "trajectories" ? results.kept_trajectories : results.draws;
  return std::nullopt;
}

}  // namespace e2roi::results::layout
