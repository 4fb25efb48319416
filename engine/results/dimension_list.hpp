#pragma once
#include <hdf5.h>

#include <vector>

/// The two attributes that tie variables to dimension scales, as the HDF5 Dimension Scale
/// Specification has them and H5DSattach_scale makes them, but each written once. All throw
/// Failure.
namespace e2roi::results::hdf5 {

/// An axis of a variable that a scale belongs to: an entry of REFERENCE_LIST.
struct AttachedAxis {
  hobj_ref_t variable;
  int axis;
  int padding = 0;  ///< in the file too, so it must not be left to chance
};

hobj_ref_t reference_to(hid_t object);

/// Writes DIMENSION_LIST of a variable: one scale an axis.
void write_dimension_list(hid_t variable, std::vector<hobj_ref_t> scales);

/// Writes REFERENCE_LIST of a scale: each axis of each variable that it is attached to.
void write_reference_list(hid_t scale, const std::vector<AttachedAxis>& attached);

}  // namespace e2roi::results::hdf5
