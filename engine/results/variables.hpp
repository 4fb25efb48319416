#pragma once
#include <hdf5.h>

#include <string>
#include <vector>

#include "engine/results/hdf5.hpp"

/// Making groups, variables and attributes in the one form that HDF5, netCDF-4, h5py, xarray and R
/// all read, and that gives equal bytes for equal content: no object times, creation order kept,
/// little-endian types of fixed size, contiguous, no filters.
namespace e2roi::results::hdf5 {

/// Makes a file over what is at `path`. Locks are left to PartFile.
Handle create_file(const std::string& path);

Handle create_group(hid_t parent, const std::string& name);

/// Makes a variable of that shape; an empty shape is a scalar. `undefined` gives it NaN as the fill
/// value, as property of HDF5 and as attribute _FillValue.
Handle create_variable(hid_t group, const std::string& name, hid_t type,
                       const std::vector<hsize_t>& shape, bool undefined = false);

/// Writes all of a numeric variable from memory of that type; nothing is copied if it is the same
/// type.
void write_values(hid_t variable, hid_t type, const void* values);

/// Writes all of a variable of text_type(). Texts must not hold NUL.
void write_texts(hid_t variable, const std::vector<std::string>& texts);

/// Adds a text attribute (fixed length, UTF-8); invalid UTF-8 is replaced.
void add_attribute(hid_t object, const char* name, const std::string& text);

}  // namespace e2roi::results::hdf5
