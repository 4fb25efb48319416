#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// What a run leaves behind, in memory: labelled axes, named arrays, provenance. `run/` makes it,
/// `results/` writes and reads it as one HDF5 file, `analysis/` computes tables from it.
namespace e2roi::core {

/// A dense array of numbers with named axes, in C order (the last axis varies fastest).
struct NamedArray {
  std::string group;      ///< "" for the root, else "series", "outcome", "draws", "inputs"…
  std::string name;       ///< name inside the group, snake_case
  std::string long_name;  ///< one phrase for people
  std::string unit;       ///< singular: "month", "hour", "1", "EUR"…
  std::vector<std::string> axes;   ///< of ResultSet's dimensions: path, month, quantile, rung, …
  std::vector<std::size_t> shape;  ///< one extent an axis
  std::vector<double> values;      ///< product of the extents; NaN = undefined
  bool can_be_undefined = false;   ///< NaN occurs by design (gets _FillValue)
};

/// Everything one run of one scenario found out.
struct ResultSet {
  std::string title;                    ///< the scenario's name
  std::vector<std::string> path_ids;    ///< axis `path`; element 0 is "stay"
  std::vector<std::string> path_names;  ///< the same for people
  std::vector<double> months;           ///< axis `month`: 0 … T-1
  std::vector<double> quantiles;        ///< axis `quantile`: probabilities, rising
  std::vector<std::string> rungs;       ///< axis `rung`: savings, revenue, loyalty, people, …
  std::vector<std::string> input_keys;  ///< axis `input`: in order of their ids
  std::vector<std::string> unit_ids;    ///< axis `unit`: business units (trajectories only)
  /// Labels of any other axis, by its name: an analysis brings axes of its own.
  std::vector<std::pair<std::string, std::vector<std::string>>> labels;
  std::uint64_t first_draw = 0;         ///< number of the first draw of axis `draw`
  std::uint64_t draws = 0;              ///< extent of axis `draw`
  std::uint64_t kept_trajectories = 0;  ///< extent of axis `draw` in group "trajectories"
  std::vector<NamedArray> arrays;       ///< everything else
  /// Key and value, in the order they are to be shown: scenario text, seed, versions, digest…
  std::vector<std::pair<std::string, std::string>> provenance;

  /// The array of that group and name, or nullptr.
  const NamedArray* find(const std::string& group, const std::string& name) const {
    for (const NamedArray& array : arrays)
      if (array.group == group && array.name == name) return &array;
    return nullptr;
  }
};

}  // namespace e2roi::core
