#pragma once
#include <hdf5.h>

#include <map>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/results/hdf5.hpp"

/// The dimensions of one group: a scale an axis (H5DS), which is what makes an HDF5 file a netCDF-4
/// file. Each group has its own, so that a group opened alone knows its labels.
namespace e2roi::results {

class Scales {
 public:
  /// The scales live in `group`, which the result set calls `group_name`.
  Scales(hid_t group, std::string group_name, const core::ResultSet& results)
      : group_(group), group_name_(std::move(group_name)), results_(results) {}

  /// Makes the scale of one axis of the result set, once; without labels, as netCDF does it, where
  /// the result set has none. An axis of no extent gets no scale.
  void make(const std::string& axis, std::size_t extent);

  /// Ties each axis of a variable to its scale, and names them in the attribute `dimensions`.
  void attach(hid_t variable, const std::vector<std::string>& axes) const;

 private:
  hdf5::Handle make_variable(const std::string& axis, hsize_t extent) const;

  hid_t group_;
  std::string group_name_;
  const core::ResultSet& results_;
  std::map<std::string, hdf5::Handle> made_;
};

}  // namespace e2roi::results
