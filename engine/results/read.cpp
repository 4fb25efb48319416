#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/results/file.hpp"
#include "engine/results/hdf5.hpp"
#include "engine/results/layout.hpp"
#include "engine/results/probe.hpp"
#include "engine/results/texts.hpp"
#include "engine/results/values.hpp"

namespace e2roi::results {
namespace {

namespace fs = std::filesystem;
using core::NamedArray;
using core::ResultSet;
using hdf5::Handle;

/// What analysis/summary.hpp computes the decision table from.
constexpr std::array<std::string_view, 6> kDecisionDraws = {
    "npv", "npv_horizon", "roi", "cancel_month", "customers", "net_promoters"};

core::FileError cannot_read(const fs::path& file, const std::string& reason) {
  return core::FileError("cannot read " + file.string() + ": " + reason);
}

bool is_wanted(Content content, const std::string& group, const std::string& name) {
  if (content == Content::kAll || content == Content::kUnchecked || content == Content::kLabels)
    return true;
  if (group == "draws" && content == Content::kDecision)
    return std::find(kDecisionDraws.begin(), kDecisionDraws.end(), name) != kDecisionDraws.end();
  return group != "draws" && group != "inputs" && group != "trajectories";
}

/// Opens `path` and tells apart the ways in which that can fail.
Handle open(const fs::path& path, std::uint64_t& size) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw cannot_read(path, "it is not a regular file");
  errno = 0;
  if (!std::ifstream(path, std::ios::binary)) throw cannot_read(path, std::strerror(errno));
  size = fs::file_size(path);
  const std::string name = path.string();
  if (H5Fis_hdf5(name.c_str()) <= 0)
    throw cannot_read(
        path, size == 0 ? "it is empty" : "it is not an HDF5 file, or its beginning is damaged");
  return hdf5::open_file(name);
}

/// Fills one result set from the root of one open file.
class Reader {
 public:
  Reader(const fs::path& path, Handle root, std::uint64_t size, Content content, bool is_probe)
      : path_(path), root_(std::move(root)), size_(size), content_(content), is_probe_(is_probe) {}

  Provenance provenance() {
    if (hdf5::has(root_, layout::kProvenance))
      read_provenance(hdf5::open_group(root_, layout::kProvenance));
    return std::exchange(results_.provenance, {});
  }

  ResultSet read() {
    results_.title = hdf5::read_attribute(root_, "title");
    read_coordinates();
    read_arrays(root_, "");
    for (const std::string& name : hdf5::names_in(root_)) {
      if (!hdf5::is_group(root_, name)) continue;
      const Handle group = hdf5::open_group(root_, name);
      if (name == layout::kProvenance)
        read_provenance(group);
      else
        read_arrays(group, name);
    }
    return std::move(results_);
  }

 private:
  std::vector<std::string> texts(const std::string& name) {
    if (!hdf5::has(root_, name)) return {};
    return read_texts(path_, hdf5::open_dataset(root_, name), size_);
  }
  std::vector<double> numbers(const std::string& name) {
    if (!hdf5::has(root_, name)) return {};
    return hdf5::read_values(hdf5::open_dataset(root_, name), size_);
  }

  static std::uint64_t extent_of(hid_t scale) {
    const std::vector<hsize_t> shape = hdf5::shape_of(scale);
    if (shape.size() != 1) throw hdf5::Failure("a scale does not have one axis", 0);
    return shape.front();
  }

  void read_coordinates() {
    results_.path_ids = texts("path");
    results_.path_names = texts(layout::kPathNames);
    results_.months = numbers("month");
    results_.quantiles = numbers("quantile");
    results_.rungs = texts("rung");
    results_.input_keys = texts("input");
    results_.unit_ids = texts("unit");
    if (hdf5::has(root_, "draw")) {
      const Handle draw = hdf5::open_dataset(root_, "draw");
      results_.first_draw = hdf5::read_first_number(draw);
      results_.draws = extent_of(draw);
    }
    if (hdf5::has(root_, "trajectories") && hdf5::has(root_, "trajectories/kept_draw")) {
      const Handle kept = hdf5::open_dataset(root_, "trajectories/kept_draw");
      results_.kept_trajectories = extent_of(kept);
    }
  }

  void read_arrays(hid_t group, const std::string& group_name) {
    for (const std::string& name : hdf5::names_in(group)) {
      if (hdf5::is_group(group, name) || name == layout::kPathNames) continue;
      const Handle variable = hdf5::open_dataset(group, name);
      const bool is_array = hdf5::checked(H5Aexists(variable, layout::kDimensions)) > 0;
      if (is_array && is_wanted(content_, group_name, name)) read_array(variable, group_name, name);
      if (!is_array) read_labels(variable, name);
    }
  }

  /// The labels of an axis that only an analysis has; each group has the same copy.
  void read_labels(hid_t scale, const std::string& name) {
    const std::string axis = layout::name_in_memory(name);
    const bool is_known =
        layout::texts_of(results_, axis) != nullptr ||
        std::find(layout::kAxes.begin(), layout::kAxes.end(), axis) != layout::kAxes.end();
    if (is_known || H5Tget_class(hdf5::type_of(scale)) != H5T_STRING) return;
    results_.labels.emplace_back(axis, read_texts(path_, scale, size_));
  }

  static std::vector<std::string> axes_of(hid_t variable) {
    std::istringstream words(hdf5::read_attribute(variable, layout::kDimensions));
    std::vector<std::string> axes;
    for (std::string word; words >> word;) axes.push_back(layout::name_in_memory(word));
    return axes;
  }

  void read_array(hid_t variable, const std::string& group, const std::string& name) {
    NamedArray array;
    array.group = group;
    array.name = name;
    array.long_name = hdf5::read_attribute(variable, "long_name");
    array.unit = hdf5::read_attribute(variable, "units");
    const std::vector<hsize_t> shape = hdf5::shape_of(variable);
    array.shape.assign(shape.begin(), shape.end());
    array.axes = axes_of(variable);
    if (array.axes.size() != shape.size())
      throw hdf5::Failure("the axes of " + group + "/" + name + " are not named one by one", 0);
    for (std::size_t i = 0; i < shape.size(); ++i)
      if (shape[i] != layout::extent_of(results_, group, array.axes[i]).value_or(shape[i]))
        throw hdf5::Failure("the extents of " + group + "/" + name + " differ from its axes", 0);
    array.can_be_undefined = hdf5::checked(H5Aexists(variable, "_FillValue")) > 0;
    if (content_ != Content::kLabels || (is_probe_ && !hdf5::is_plain(variable)))
      array.values = hdf5::read_values(variable, size_);
    results_.arrays.push_back(std::move(array));
  }

  void read_provenance(hid_t group) {
    for (const std::string& key : hdf5::names_in(group)) {
      const std::vector<std::string> value =
          read_texts(path_, hdf5::open_dataset(group, key), size_);
      if (value.size() != 1) throw hdf5::Failure("provenance/" + key + " is not one text", 0);
      results_.provenance.emplace_back(key, value.front());
    }
  }

  fs::path path_;
  Handle root_;
  std::uint64_t size_;
  Content content_;
  bool is_probe_;
  ResultSet results_;
};

/// HDF5 does not notice a changed value; the digest does.
void check_digest(const ResultSet& results, const fs::path& file) {
  for (const auto& [key, stated] : results.provenance) {
    if (key != "digest") continue;
    const std::string found = digest(results);
    if (found != stated)
      throw cannot_read(file, "it is damaged: its values have the digest " + found +
                                  ", it was written with " + stated);
  }
}

using IsWanted = std::function<bool(const Provenance&)>;

/// Reads without a digest's check; nothing where its provenance is not wanted. A probe also reads
/// the values of which more than their place in the file has to be understood.
std::optional<ResultSet> read_content(const fs::path& file, Content content, bool is_probe,
                                      const IsWanted& is_wanted = {}) {
  try {
    std::uint64_t size = 0;
    const Handle opened = open(file, size);
    const std::string format = hdf5::read_attribute(opened, "format");
    if (format.empty())
      throw cannot_read(file, "it is an HDF5 file, but not a result file of e2roi");
    if (format != layout::kFormat)
      throw cannot_read(file,
                        "it has the format " + format + ", this program reads " + layout::kFormat);
    Reader reader(file, hdf5::open_group(opened, "/"), size, content, is_probe);
    if (is_wanted && !is_wanted(reader.provenance())) return std::nullopt;
    return reader.read();
  } catch (const hdf5::Failure& failure) {
    throw cannot_read(file, std::string("it is damaged or truncated (") + failure.what() + ")");
  } catch (const std::bad_alloc&) {
    throw cannot_read(file, "its arrays do not fit into memory");
  } catch (const std::length_error&) {
    throw cannot_read(file, "its arrays do not fit into memory");
  }
}

/// All metadata and labels, read where a crash of the library does no harm, with bounded memory.
void probe_library(const fs::path& file) {
  constexpr std::uint64_t kBytes = std::uint64_t{256} << 20U, kSeconds = 10, kSlowest = 10'000'000;
  std::error_code error;
  const std::uint64_t size = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
  const Probe tried = probe([&file] { read_content(file, Content::kLabels, true); },
                            kBytes + 4 * size, kSeconds + size / kSlowest);
  if (!tried.has_ended)
    throw cannot_read(file, "it is damaged, in a way that the HDF5 library does not survive");
  if (tried.error) throw core::FileError(*tried.error);
}

}  // namespace

ResultSet read(const fs::path& file, Content content) {
  const hdf5::Quiet quiet;
  probe_library(file);
  ResultSet results = *read_content(file, content, false);
  if (content == Content::kAll) check_digest(results, file);
  return results;
}

std::optional<ResultSet> read_if(const fs::path& file,
                                 const std::function<bool(const Provenance&)>& is_wanted) {
  const hdf5::Quiet quiet;
  probe_library(file);
  std::optional<ResultSet> results = read_content(file, Content::kAll, false, is_wanted);
  if (results) check_digest(*results, file);
  return results;
}

}  // namespace e2roi::results
