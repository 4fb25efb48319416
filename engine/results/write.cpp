#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "engine/core/utf8.hpp"
#include "engine/results/check.hpp"
#include "engine/results/file.hpp"
#include "engine/results/hdf5.hpp"
#include "engine/results/layout.hpp"
#include "engine/results/part_file.hpp"
#include "engine/results/scales.hpp"
#include "engine/results/variables.hpp"

namespace e2roi::results {
namespace {

using core::NamedArray;
using core::ResultSet;
using hdf5::Handle;
using hdf5::NewFile;

constexpr const char* kComment =
    "Simulated, not observed. The priors of the inputs are wide and many are a modeller's "
    "judgement; "
    "the evidence behind them is mostly correlational and some of it comes from vendors. Benefits "
    "beyond the last month are an assumption: read npv_horizon, which leaves them out, next to "
    "npv. "
    "The return on a path that costs little is a ratio to a small number: lead with net present "
    "value and medians.";

constexpr const char* kReferences =
    "Equations, their sources and where they break: engine/model/MODEL.md of the program. "
    "Inputs with priors and sources: scenarios/REFERENCE.md.";

std::string provenance_of(const ResultSet& results, const std::string& key) {
  for (const auto& [name, value] : results.provenance)
    if (name == key) return value;
  return "of unknown version";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void write_root_attributes(const NewFile& file, const ResultSet& results) {
  file.add_attribute(file.root(), "Conventions", "CF-1.10");
  file.add_attribute(file.root(), "title", results.title);
  file.add_attribute(file.root(), "source",
                     "e2roi " + provenance_of(results, "program_version") + ", model " +
                         provenance_of(results, "model_version"));
  file.add_attribute(file.root(), "references", kReferences);
  file.add_attribute(file.root(), "comment", kComment);
  file.add_attribute(file.root(), "path_ids", joined(results.path_ids));
  file.add_attribute(file.root(), "format", layout::kFormat);
}

void write_array(const NewFile& file, hid_t group, Scales& scales, const NamedArray& array) {
  const std::vector<hsize_t> shape(array.shape.begin(), array.shape.end());
  const Handle variable =
      file.create_variable(group, array.name, H5T_IEEE_F64LE, shape, array.can_be_undefined);
  file.add_attribute(variable, "long_name", array.long_name);
  if (!array.unit.empty()) file.add_attribute(variable, "units", array.unit);
  scales.attach(variable, array.axes);
  hdf5::write_values(variable, H5T_NATIVE_DOUBLE, array.values.data());
}

/// Told of each array whose values are in the file.
using Written = std::function<void(const NamedArray&)>;

/// The arrays of one group with the scales they need. An array without values is left out: a
/// dimension of no length means something else in netCDF.
void write_arrays(const NewFile& file, hid_t group, Scales& scales, const ResultSet& results,
                  const std::string& name, const Written& written) {
  std::vector<const NamedArray*> arrays;
  for (const NamedArray& array : results.arrays)
    if (array.group == name && !array.values.empty()) arrays.push_back(&array);
  const auto make_used = [&](const auto& wanted) {
    for (const NamedArray* array : arrays)
      for (std::size_t i = 0; i < array->axes.size(); ++i)
        if (wanted(array->axes[i])) scales.make(array->axes[i], array->shape[i]);
  };
  for (const std::string known : layout::kAxes)
    make_used([&known](const std::string& axis) { return axis == known; });
  make_used([](const std::string&) { return true; });
  for (const NamedArray* array : arrays) {
    write_array(file, group, scales, *array);
    written(*array);
  }
}

void write_root(const NewFile& file, const ResultSet& results, const Written& written) {
  Scales scales(file, file.root(), "", results);
  const bool has_units =
      std::any_of(results.arrays.begin(), results.arrays.end(), [](const NamedArray& array) {
        return std::find(array.axes.begin(), array.axes.end(), "unit") != array.axes.end();
      });
  for (const std::string axis : layout::kAxes)
    if (axis != "unit" || has_units)
      scales.make(axis, layout::extent_of(results, "", axis).value_or(0));
  if (!results.path_names.empty()) {
    std::vector<std::string> valid;
    for (const std::string& name : results.path_names) valid.push_back(core::valid_utf8(name));
    const Handle names = file.create_texts(file.root(), layout::kPathNames, {valid.size()}, valid);
    file.add_attribute(names, "long_name", "name of the transformation path");
    scales.attach(names, {"path"});
  }
  write_arrays(file, file.root(), scales, results, "", written);
  scales.list_variables();
}

void write_groups(const NewFile& file, const ResultSet& results, const Written& written) {
  std::vector<std::string> done = {""};
  for (const NamedArray& array : results.arrays) {
    if (std::find(done.begin(), done.end(), array.group) != done.end()) continue;
    done.push_back(array.group);
    const auto members =
        std::count_if(results.arrays.begin(), results.arrays.end(),
                      [&array](const NamedArray& other) { return other.group == array.group; });
    const Handle group = file.create_group(
        file.root(), array.group, static_cast<std::size_t>(members) + layout::kAxes.size());
    Scales scales(file, group, array.group, results);
    write_arrays(file, group, scales, results, array.group, written);
    scales.list_variables();
  }
}

void write_provenance(const NewFile& file, const ResultSet& results) {
  const Handle group =
      file.create_group(file.root(), layout::kProvenance, results.provenance.size());
  for (const auto& [key, value] : results.provenance)
    file.create_texts(group, key, {}, {core::valid_utf8(value)});
}

/// Where the disk runs full HDF5 1.10 closes the file but keeps its identifier: a small leak in a
/// program that is about to end, and no obstacle to writing again.
///
/// needs  disk space to set aside: after the library made the file, since that empties it, and what
///        was set aside for an empty file is given back
void write_file(const ResultSet& results, PartFile& part, std::uint64_t needs,
                const Written& written) {
  NewFile file(part.path().string());
  part.reserve(needs);
  write_root_attributes(file, results);
  write_root(file, results, written);
  write_groups(file, results, written);
  write_provenance(file, results);
  file.finish();
}

void write(const ResultSet& results, const std::filesystem::path& file, const Written& written) {
  check(results, file);
  PartFile part(file);
  const std::uint64_t needs = file_size_bound(results);
  try {
    const hdf5::Quiet quiet;  // not while the disk syncs: others wait for it
    write_file(results, part, needs, written);
  } catch (const hdf5::Failure& failure) {
    if (failure.error() != 0) throw cannot_write(file, failure.error(), needs);
    throw core::FileError("cannot write " + file.string() + ": HDF5 says: " + failure.what());
  }
  part.commit();
}

}  // namespace

void write(const ResultSet& results, const std::filesystem::path& file) {
  write(results, file, [](const NamedArray& /*array*/) {});
}

void write(ResultSet&& results, const std::filesystem::path& file) {
  write(results, file, [&arrays = results.arrays](const NamedArray& array) {
    arrays[static_cast<std::size_t>(&array - arrays.data())].values = std::vector<double>();
  });
}

void check_writable(const std::filesystem::path& file, std::uint64_t bytes) {
  PartFile part(file);
  if (bytes > 0) part.reserve(bytes);
}

}  // namespace e2roi::results
