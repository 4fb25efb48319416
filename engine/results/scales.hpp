#pragma once
#include <hdf5.h>

#include <map>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/results/dimension_list.hpp"
#include "engine/results/hdf5.hpp"
#include "engine/results/variables.hpp"

/// The dimensions of one group: a scale an axis (H5DS), which is what makes an HDF5 file a netCDF-4
/// file. Each group has its own, so that a group opened alone knows its labels.
namespace e2roi::results {

class Scales {
 public:
  /// The scales live in `group` of `file`, which the result set calls `group_name`.
  Scales(const hdf5::NewFile& file, hid_t group, std::string group_name,
         const core::ResultSet& results)
      : file_(file), group_(group), group_name_(std::move(group_name)), results_(results) {}

  /// Makes the scale of one axis of the result set, once; without labels, as netCDF does it, where
  /// the result set has none. An axis of no extent gets no scale.
  void make(const std::string& axis, std::size_t extent);

  /// Ties each axis of a variable to its scale, and names them in the attribute `dimensions`. The
  /// scales know of it when list_variables() has been called.
  void attach(hid_t variable, const std::vector<std::string>& axes);

  /// Writes into each scale which variables were attached to it: the other half of the tie. To be
  /// called once, after the last attach(). (H5DSattach_scale rewrites the whole list at every call,
  /// which took a quarter of the time of a small file.)
  void list_variables() const;

 private:
  struct Scale {
    hdf5::Handle variable;
    hobj_ref_t reference;
    std::vector<hdf5::AttachedAxis> attached;
  };

  hdf5::Handle make_variable(const std::string& axis, hsize_t extent) const;

  const hdf5::NewFile& file_;
  hid_t group_;
  std::string group_name_;
  const core::ResultSet& results_;
  hdf5::Handle list_type_ = hdf5::scale_list_type();
  std::map<std::string, Scale> made_;
};

}  // namespace e2roi::results
