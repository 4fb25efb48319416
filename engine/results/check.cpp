#include "engine/results/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/results/layout.hpp"

namespace e2roi::results {
namespace {

using core::NamedArray;
using core::ResultSet;

/// One word of a path inside the file: not empty, no slash, not one of HDF5's dots.
bool is_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string("/\0", 2)) == std::string::npos;
}

std::string label(const NamedArray& array) {
  return "array " + (array.group.empty() ? "" : array.group + "/") + array.name;
}

/// What is wrong with an array, or an empty text. `extents` collects the extents of the axes that
/// the result set does not know, by group.
std::string mistake(const ResultSet& results, const NamedArray& array,
                    std::map<std::pair<std::string, std::string>, std::size_t>& extents) {
  if (array.axes.size() != array.shape.size())
    return "has " + std::to_string(array.axes.size()) + " axes and " +
           std::to_string(array.shape.size()) + " extents";
  std::size_t size = 1;
  for (std::size_t i = 0; i < array.axes.size(); ++i) {
    const std::string& axis = array.axes[i];
    if (!is_name(axis)) return "has an axis called '" + axis + "'";
    const auto known = layout::extent_of(results, array.group, axis);
    const std::size_t extent =
        known.value_or(extents.emplace(std::pair(array.group, axis), array.shape[i]).first->second);
    if (array.shape[i] != extent)
      return "has extent " + std::to_string(array.shape[i]) + " along " + axis + ", which has " +
             std::to_string(extent);
    size *= extent;
  }
  if (array.values.size() != size)
    return "has " + std::to_string(array.values.size()) + " values, its shape holds " +
           std::to_string(size);
  return {};
}

}  // namespace

void check(const ResultSet& results, const std::filesystem::path& file) {
  const auto fail = [&file](const std::string& text) {
    throw core::FileError("cannot write " + file.string() + ": " + text);
  };
  std::map<std::pair<std::string, std::string>, std::size_t> extents;
  std::set<std::pair<std::string, std::string>> names;
  if (!results.path_names.empty() && results.path_names.size() != results.path_ids.size())
    fail("there are " + std::to_string(results.path_ids.size()) + " paths and " +
         std::to_string(results.path_names.size()) + " names of paths");
  for (const char* axis : layout::kAxes) names.emplace("", axis);
  names.emplace("", layout::kPathNames);
  names.emplace("", layout::kProvenance);
  for (const NamedArray& array : results.arrays) {
    const std::string wrong = mistake(results, array, extents);
    if (!wrong.empty()) fail(label(array) + " " + wrong);
    if (!is_name(array.name) || (!array.group.empty() && !is_name(array.group)) ||
        array.group == layout::kProvenance)
      fail(label(array) + " has a name that a file cannot hold");
    if (names.emplace("", array.group).second)
      for (const char* axis : layout::kAxes) names.emplace(array.group, axis);
    if (!names.emplace(array.group, array.name).second)
      fail(label(array) + " has a name that is already taken");
  }
  std::set<std::string> keys;
  for (const auto& [key, value] : results.provenance)
    if (!is_name(key) || !keys.insert(key).second)
      fail("provenance has a key '" + key + "' that is taken or that a file cannot hold");
}

std::uint64_t file_size_bound(const ResultSet& results) {
  // Measured: an object's header, attributes, links and ties to its scales take about 700 bytes.
  constexpr std::uint64_t kObject = 1'500, kFile = 65'536, kNumber = sizeof(double);
  std::uint64_t texts = results.title.size(), objects = 100;
  const auto count = [&texts](const std::vector<std::string>& more) {
    for (const std::string& text : more) texts += 2 * text.size() + 64;
  };
  for (const char* axis : layout::kAxes)
    if (const auto* labels = layout::texts_of(results, axis)) count(*labels);
  count(results.path_names);
  for (const auto& [key, value] : results.provenance) {
    texts += key.size() + value.size();
    ++objects;
  }
  std::uint64_t numbers = 4 * (results.draws + results.kept_trajectories + results.months.size());
  for (const NamedArray& array : results.arrays) {
    numbers += array.values.size();
    texts += array.name.size() + array.long_name.size();
    ++objects;
  }
  return kFile + kObject * objects + kNumber * numbers + 2 * texts;
}

}  // namespace e2roi::results
