#include "engine/results/dimension_list.hpp"

#include "engine/results/variables.hpp"

namespace e2roi::results::hdf5 {
namespace {

void write_list(hid_t object, const char* name, hid_t type, hsize_t count, const void* elements) {
  const Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose);
  write_attribute(object, name, type, space, elements);
}

/// In ASCII, as the specification has its texts.
void write_text(hid_t object, const char* name, const std::string& text) {
  const Handle type(H5Tcopy(H5T_C_S1), H5Tclose), space(H5Screate(H5S_SCALAR), H5Sclose);
  checked(H5Tset_size(type, text.size() + 1));
  write_attribute(object, name, type, space, text.c_str());
}

}  // namespace

hobj_ref_t reference_to(hid_t object) {
  hobj_ref_t reference{};
  checked(H5Rcreate(&reference, object, ".", H5R_OBJECT, H5I_INVALID_HID));
  return reference;
}

void make_scale(hid_t variable, const std::string& name) {
  write_text(variable, "CLASS", "DIMENSION_SCALE");
  write_text(variable, "NAME", name);
}

Handle scale_list_type() { return {H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose}; }

void write_dimension_list(hid_t variable, hid_t scale_list, std::vector<hobj_ref_t> scales) {
  std::vector<hvl_t> axes;
  for (hobj_ref_t& scale : scales) axes.push_back({1, &scale});
  write_list(variable, "DIMENSION_LIST", scale_list, axes.size(), axes.data());
}

void write_reference_list(hid_t scale, const std::vector<AttachedAxis>& attached) {
  const Handle type(H5Tcreate(H5T_COMPOUND, sizeof(AttachedAxis)), H5Tclose);
  checked(H5Tinsert(type, "dataset", HOFFSET(AttachedAxis, variable), H5T_STD_REF_OBJ));
  checked(H5Tinsert(type, "dimension", HOFFSET(AttachedAxis, axis), H5T_NATIVE_INT));
  write_list(scale, "REFERENCE_LIST", type, attached.size(), attached.data());
}

}  // namespace e2roi::results::hdf5
