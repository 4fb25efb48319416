#include "engine/results/hdf5.hpp"

#include <cstdlib>

namespace e2roi::results::hdf5 {
namespace {

struct Complaint {
  std::string innermost;
  int error = 0;
};

/// The library writes the system's error number into its text and nowhere else.
int error_number_in(const std::string& description) {
  const std::string mark = "errno = ";
  const std::size_t at = description.find(mark);
  return at == std::string::npos ? 0 : std::atoi(description.c_str() + at + mark.size());
}

herr_t read_complaint(unsigned /*depth*/, const H5E_error2_t* entry, void* data) {
  Complaint& complaint = *static_cast<Complaint*>(data);
  const std::string description = entry->desc == nullptr ? "" : entry->desc;
  if (complaint.innermost.empty()) complaint.innermost = description;
  if (complaint.error == 0) complaint.error = error_number_in(description);
  return 0;
}

}  // namespace

void throw_failure() {
  Complaint complaint;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, read_complaint, &complaint);
  H5Eclear2(H5E_DEFAULT);
  throw Failure(complaint.innermost.empty() ? "unknown error" : complaint.innermost,
                complaint.error);
}

Handle property_list(hid_t kind) { return {H5Pcreate(kind), H5Pclose}; }

Handle open_group(hid_t parent, const std::string& name) {
  return {H5Gopen2(parent, name.c_str(), H5P_DEFAULT), H5Gclose};
}

Handle open_dataset(hid_t parent, const std::string& name) {
  return {H5Dopen2(parent, name.c_str(), H5P_DEFAULT), H5Dclose};
}

Handle dataspace_of(hid_t dataset) { return {H5Dget_space(dataset), H5Sclose}; }

Handle type_of(hid_t dataset) { return {H5Dget_type(dataset), H5Tclose}; }

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  checked(H5Tset_size(type, H5T_VARIABLE));
  checked(H5Tset_cset(type, H5T_CSET_UTF8));
  return type;
}

}  // namespace e2roi::results::hdf5
