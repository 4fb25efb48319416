#include <algorithm>
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

void write_root_attributes(hid_t file, const ResultSet& results) {
  hdf5::add_attribute(file, "Conventions", "CF-1.10");
  hdf5::add_attribute(file, "title", results.title);
  hdf5::add_attribute(file, "source",
                      "e2roi " + provenance_of(results, "program_version") + ", model " +
                          provenance_of(results, "model_version"));
  hdf5::add_attribute(file, "references", kReferences);
  hdf5::add_attribute(file, "comment", kComment);
  hdf5::add_attribute(file, "path_ids", joined(results.path_ids));
  hdf5::add_attribute(file, "format", layout::kFormat);
}

void write_array(hid_t group, Scales& scales, const NamedArray& array) {
  const std::vector<hsize_t> shape(array.shape.begin(), array.shape.end());
  const Handle variable =
      hdf5::create_variable(group, array.name, H5T_IEEE_F64LE, shape, array.can_be_undefined);
  hdf5::add_attribute(variable, "long_name", array.long_name);
  if (!array.unit.empty()) hdf5::add_attribute(variable, "units", array.unit);
  scales.attach(variable, array.axes);
  hdf5::write_values(variable, H5T_NATIVE_DOUBLE, array.values.data());
}

/// The arrays of one group with the scales they need. An array without values is left out: a
/// dimension of no length means something else in netCDF.
void write_arrays(hid_t group, Scales& scales, const ResultSet& results, const std::string& name) {
  std::vector<const NamedArray*> arrays;
  for (const NamedArray& array : results.arrays)
    if (array.group == name && !array.values.empty()) arrays.push_back(&array);
  const auto make_if_used = [&](const std::string& axis) {
    for (const NamedArray* array : arrays)
      for (std::size_t i = 0; i < array->axes.size(); ++i)
        if (array->axes[i] == axis) scales.make(axis, array->shape[i]);
  };
  for (const char* axis : layout::kAxes) make_if_used(axis);
  for (const NamedArray* array : arrays)
    for (const std::string& axis : array->axes) make_if_used(axis);
  for (const NamedArray* array : arrays) write_array(group, scales, *array);
}

void write_root(hid_t file, const ResultSet& results) {
  Scales scales(file, "", results);
  const bool has_units =
      std::any_of(results.arrays.begin(), results.arrays.end(), [](const NamedArray& array) {
        return std::find(array.axes.begin(), array.axes.end(), "unit") != array.axes.end();
      });
  for (const std::string axis : layout::kAxes)
    if (axis != "unit" || has_units)
      scales.make(axis, layout::extent_of(results, "", axis).value_or(0));
  if (!results.path_names.empty()) {
    const Handle names = hdf5::create_variable(file, layout::kPathNames, hdf5::text_type(),
                                               {results.path_names.size()});
    hdf5::add_attribute(names, "long_name", "name of the transformation path");
    scales.attach(names, {"path"});
    std::vector<std::string> valid;
    for (const std::string& name : results.path_names) valid.push_back(core::valid_utf8(name));
    hdf5::write_texts(names, valid);
  }
  write_arrays(file, scales, results, "");
  scales.list_variables();
}

void write_groups(hid_t file, const ResultSet& results) {
  std::vector<std::string> done = {""};
  for (const NamedArray& array : results.arrays) {
    if (std::find(done.begin(), done.end(), array.group) != done.end()) continue;
    done.push_back(array.group);
    const Handle group = hdf5::create_group(file, array.group);
    Scales scales(group, array.group, results);
    write_arrays(group, scales, results, array.group);
    scales.list_variables();
  }
}

void write_provenance(hid_t file, const ResultSet& results) {
  const Handle group = hdf5::create_group(file, layout::kProvenance);
  for (const auto& [key, value] : results.provenance)
    hdf5::write_texts(hdf5::create_variable(group, key, hdf5::text_type(), {}),
                      {core::valid_utf8(value)});
}

/// Where the disk runs full HDF5 1.10 closes the file but keeps its identifier: a small leak in a
/// program that is about to end, and no obstacle to writing again.
void write_file(const ResultSet& results, const std::string& path) {
  Handle file = hdf5::create_file(path);
  write_root_attributes(file, results);
  write_root(file, results);
  write_groups(file, results);
  write_provenance(file, results);
  hdf5::checked(H5Fflush(file, H5F_SCOPE_GLOBAL));
  file.close();
}

}  // namespace

void write(const ResultSet& results, const std::filesystem::path& file) {
  check(results, file);
  const hdf5::Quiet quiet;
  PartFile part(file);
  const std::uint64_t needs = file_size_bound(results);
  part.reserve(needs);
  try {
    write_file(results, part.path().string());
  } catch (const hdf5::Failure& failure) {
    if (failure.error() != 0) throw cannot_write(file, failure.error(), needs);
    throw core::FileError("cannot write " + file.string() + ": HDF5 says: " + failure.what());
  }
  part.commit();
}

void check_writable(const std::filesystem::path& file, std::uint64_t bytes) {
  PartFile part(file);
  if (bytes > 0) part.reserve(bytes);
}

}  // namespace e2roi::results
