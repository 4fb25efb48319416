#include "engine/results/variables.hpp"

#include <limits>

#include "engine/core/utf8.hpp"

namespace e2roi::results::hdf5 {
namespace {

constexpr unsigned kInOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

/// Without times two equal files differ in nothing; without creation order netCDF-C shows the
/// variables by alphabet and refuses to append.
Handle creation_list(hid_t kind) {
  Handle list = property_list(kind);
  checked(H5Pset_obj_track_times(list, false));
  checked(H5Pset_attr_creation_order(list, kInOrder));
  return list;
}

Handle fixed_text_type(std::size_t size) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  checked(H5Tset_size(type, size));
  checked(H5Tset_cset(type, H5T_CSET_UTF8));
  return type;
}

Handle space_of(const std::vector<hsize_t>& shape) {
  if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose};
}

Handle add_scalar_attribute(hid_t object, const char* name, hid_t type) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  return {H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose};
}

}  // namespace

Handle create_file(const std::string& path) {
  const Handle creation = creation_list(H5P_FILE_CREATE);
  checked(H5Pset_link_creation_order(creation, kInOrder));
  const Handle access = property_list(H5P_FILE_ACCESS);
  checked(H5Pset_file_locking(access, false, true));
  // From 1.8 on metadata carries checksums: a damaged file is told from a strange one.
  checked(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V110));
  checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
  return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose};
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle creation = creation_list(H5P_GROUP_CREATE);
  checked(H5Pset_link_creation_order(creation, kInOrder));
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose};
}

Handle create_variable(hid_t group, const std::string& name, hid_t type,
                       const std::vector<hsize_t>& shape, bool undefined) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Handle creation = creation_list(H5P_DATASET_CREATE);
  if (undefined) checked(H5Pset_fill_value(creation, H5T_NATIVE_DOUBLE, &nan));
  const Handle space = space_of(shape);
  Handle variable(H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, creation, H5P_DEFAULT),
                  H5Dclose);
  if (undefined)
    checked(H5Awrite(add_scalar_attribute(variable, "_FillValue", H5T_IEEE_F64LE),
                     H5T_NATIVE_DOUBLE, &nan));
  return variable;
}

void write_values(hid_t variable, hid_t type, const void* values) {
  checked(H5Dwrite(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values));
}

void write_texts(hid_t variable, const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  // The library clears its conversion buffer for every variable of texts: 1 MB if not told less.
  const Handle transfer = property_list(H5P_DATASET_XFER);
  checked(H5Pset_buffer(transfer, 4'096, nullptr, nullptr));
  checked(H5Dwrite(variable, text_type(), H5S_ALL, H5S_ALL, transfer, pointers.data()));
}

void add_attribute(hid_t object, const char* name, const std::string& text) {
  const std::string valid = core::valid_utf8(text);
  const Handle type = fixed_text_type(valid.size() + 1);
  checked(H5Awrite(add_scalar_attribute(object, name, type), type, valid.c_str()));
}

}  // namespace e2roi::results::hdf5
