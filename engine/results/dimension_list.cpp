#include "engine/results/dimension_list.hpp"

#include "engine/results/hdf5.hpp"

namespace e2roi::results::hdf5 {
namespace {

/// Makes a list of `count` elements of that type, the same in memory and in the file.
void write_list(hid_t object, const char* name, hid_t type, hsize_t count, const void* elements) {
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  const Handle list(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  checked(H5Awrite(list, type, elements));
}

}  // namespace

hobj_ref_t reference_to(hid_t object) {
  hobj_ref_t reference{};
  checked(H5Rcreate(&reference, object, ".", H5R_OBJECT, H5I_INVALID_HID));
  return reference;
}

void write_dimension_list(hid_t variable, std::vector<hobj_ref_t> scales) {
  // An axis may have several scales, so each axis has a list; ours are of one.
  const Handle type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose);
  std::vector<hvl_t> axes;
  for (hobj_ref_t& scale : scales) axes.push_back({1, &scale});
  write_list(variable, "DIMENSION_LIST", type, axes.size(), axes.data());
}

void write_reference_list(hid_t scale, const std::vector<AttachedAxis>& attached) {
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(AttachedAxis)), H5Tclose);
  checked(H5Tinsert(type, "dataset", HOFFSET(AttachedAxis, variable), H5T_STD_REF_OBJ));
  checked(H5Tinsert(type, "dimension", HOFFSET(AttachedAxis, axis), H5T_NATIVE_INT));
  write_list(scale, "REFERENCE_LIST", type, attached.size(), attached.data());
}

}  // namespace e2roi::results::hdf5
