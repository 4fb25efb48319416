#pragma once
#include <hdf5.h>

#include <string>
#include <vector>

#include "engine/results/hdf5.hpp"

/// The attributes that make variables dimension scales and tie others to them, as the HDF5
/// Dimension Scale Specification has them and H5DSset_scale and H5DSattach_scale make them, but
/// each written once. All throw Failure.
namespace e2roi::results::hdf5 {

/// An axis of a variable that a scale belongs to: an entry of REFERENCE_LIST.
struct AttachedAxis {
  hobj_ref_t variable;
  int axis;
  int padding = 0;  ///< in the file too, so it must not be left to chance
};

hobj_ref_t reference_to(hid_t object);

/// Writes CLASS and NAME of a scale.
void make_scale(hid_t variable, const std::string& name);

/// The type of an entry of DIMENSION_LIST: an axis may have several scales, so each has a list.
Handle scale_list_type();

/// Writes DIMENSION_LIST of a variable, of that type: one scale an axis.
void write_dimension_list(hid_t variable, hid_t scale_list, std::vector<hobj_ref_t> scales);

/// Writes REFERENCE_LIST of a scale: each axis of each variable that it is attached to.
void write_reference_list(hid_t scale, const std::vector<AttachedAxis>& attached);

}  // namespace e2roi::results::hdf5
