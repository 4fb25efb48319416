#include "engine/results/variables.hpp"

#include <algorithm>
#include <limits>

#include "engine/core/utf8.hpp"

namespace e2roi::results::hdf5 {
namespace {

constexpr unsigned kInOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
constexpr unsigned kMostInHeader = 1'000, kTypicalName = 24;  ///< members of a group; bytes
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Without times two equal files differ in nothing; without creation order netCDF-C shows the
/// variables by alphabet and refuses to append.
Handle creation_list(hid_t kind) {
  Handle list = property_list(kind);
  checked(H5Pset_obj_track_times(list, false));
  checked(H5Pset_attr_creation_order(list, kInOrder));
  return list;
}

Handle undefined_variable_list() {
  Handle list = creation_list(H5P_DATASET_CREATE);
  checked(H5Pset_fill_value(list, H5T_NATIVE_DOUBLE, &kNan));
  return list;
}

/// Of groups, and of the file for its root.
Handle group_list(hid_t kind) {
  Handle list = creation_list(kind);
  checked(H5Pset_link_creation_order(list, kInOrder));
  checked(H5Pset_link_phase_change(list, kMostInHeader, 0));
  return list;
}

/// The library clears its conversion buffer for every variable of texts: 1 MB if not told less.
Handle text_transfer_list() {
  Handle list = property_list(H5P_DATASET_XFER);
  checked(H5Pset_buffer(list, 4'096, nullptr, nullptr));
  return list;
}

Handle fixed_text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  checked(H5Tset_cset(type, H5T_CSET_UTF8));
  return type;
}

Handle space_of(const std::vector<hsize_t>& shape) {
  if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose};
}

Handle create_file(const std::string& path) {
  const Handle creation = group_list(H5P_FILE_CREATE), access = property_list(H5P_FILE_ACCESS);
  checked(H5Pset_file_locking(access, false, true));
  // From 1.8 on metadata carries checksums: a damaged file is told from a strange one.
  checked(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V110));
  checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose};
}

}  // namespace

NewFile::NewFile(const std::string& path)
    : variable_(creation_list(H5P_DATASET_CREATE)),
      undefined_variable_(undefined_variable_list()),
      group_(group_list(H5P_GROUP_CREATE)),
      text_transfer_(text_transfer_list()),
      text_(text_type()),
      fixed_text_(fixed_text_type()),
      scalar_(space_of({})),
      file_(create_file(path)) {}

Handle NewFile::create_group(hid_t parent, const std::string& name, std::size_t members) const {
  checked(H5Pset_est_link_info(
      group_, static_cast<unsigned>(std::min<std::size_t>(members, kMostInHeader)), kTypicalName));
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, group_, H5P_DEFAULT), H5Gclose};
}

Handle NewFile::create_variable(hid_t group, const std::string& name, hid_t type,
                                const std::vector<hsize_t>& shape, bool undefined) const {
  const hid_t creation = undefined ? undefined_variable_ : variable_;
  Handle variable(
      H5Dcreate2(group, name.c_str(), type, space_of(shape), H5P_DEFAULT, creation, H5P_DEFAULT),
      H5Dclose);
  if (undefined) write_attribute(variable, "_FillValue", H5T_IEEE_F64LE, scalar_, &kNan);
  return variable;
}

Handle NewFile::create_texts(hid_t group, const std::string& name,
                             const std::vector<hsize_t>& shape,
                             const std::vector<std::string>& texts) const {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  Handle variable = create_variable(group, name, text_, shape);
  checked(H5Dwrite(variable, text_, H5S_ALL, H5S_ALL, text_transfer_, pointers.data()));
  return variable;
}

void NewFile::add_attribute(hid_t object, const char* name, const std::string& text) const {
  const std::string valid = core::valid_utf8(text);
  checked(H5Tset_size(fixed_text_, valid.size() + 1));
  write_attribute(object, name, fixed_text_, scalar_, valid.c_str());
}

void NewFile::finish() {
  checked(H5Fflush(file_, H5F_SCOPE_GLOBAL));
  file_.close();
}

void write_attribute(hid_t object, const char* name, hid_t type, hid_t space, const void* value) {
  const Handle attribute(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  checked(H5Awrite(attribute, type, value));
}

void write_values(hid_t variable, hid_t type, const void* values) {
  checked(H5Dwrite(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
}

}  // namespace e2roi::results::hdf5
