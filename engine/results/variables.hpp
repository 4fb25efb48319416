#pragma once
#include <hdf5.h>

#include <cstddef>
#include <string>
#include <vector>

#include "engine/results/hdf5.hpp"

/// Making groups, variables and attributes in the one form that HDF5, netCDF-4, h5py, xarray and R
/// all read, and that gives equal bytes for equal content: no object times, creation order kept,
/// little-endian types of fixed size, contiguous, no filters.
namespace e2roi::results::hdf5 {

/// A file being made. The property lists and types that its objects share are made once, for that
/// takes the library longer than most of what they are needed for.
class NewFile {
 public:
  /// Makes a file over what is at `path`. Locks are left to PartFile.
  explicit NewFile(const std::string& path);

  hid_t root() const { return file_; }

  /// Makes a group that will hold about `members`: room for their names, so that they stand in the
  /// group's header: in an index beside it those of a result would take a millisecond more.
  Handle create_group(hid_t parent, const std::string& name, std::size_t members) const;

  /// Makes a variable of that shape; an empty shape is a scalar. `undefined` gives it NaN as the
  /// fill value, as property of HDF5 and as attribute _FillValue.
  Handle create_variable(hid_t group, const std::string& name, hid_t type,
                         const std::vector<hsize_t>& shape, bool undefined = false) const;

  /// A variable of strings of any length, with those in it; they must not hold NUL.
  Handle create_texts(hid_t group, const std::string& name, const std::vector<hsize_t>& shape,
                      const std::vector<std::string>& texts) const;

  /// Adds a text attribute (fixed length, UTF-8); invalid UTF-8 is replaced.
  void add_attribute(hid_t object, const char* name, const std::string& text) const;

  /// Writes what is not written yet, and closes.
  void finish();

 private:
  Handle variable_, undefined_variable_, group_;  ///< how each is created
  Handle text_transfer_, text_, fixed_text_, scalar_;
  Handle file_;
};

/// Makes an attribute of that type, which is that of the value in memory too.
void write_attribute(hid_t object, const char* name, hid_t type, hid_t space, const void* value);

/// Writes all of a numeric variable from memory of that type; nothing is copied if it is the same
/// type.
void write_values(hid_t variable, hid_t type, const void* values);

}  // namespace e2roi::results::hdf5
