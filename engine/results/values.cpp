#include "engine/results/values.hpp"

#include <limits>
#include <memory>

namespace e2roi::results::hdf5 {
namespace {

constexpr std::size_t kLongestName = 1'024;

[[noreturn]] void refuse(const std::string& message) { throw Failure(message, 0); }

/// Called by the library for each link of a group: no exception may pass.
herr_t take_name(hid_t /*group*/, const char* name, const H5L_info_t* link, void* names) noexcept {
  try {
    if (link->type == H5L_TYPE_HARD) static_cast<std::vector<std::string>*>(names)->push_back(name);
    return 0;
  } catch (...) {
    return -1;
  }
}

}  // namespace

Handle open_file(const std::string& path) {
  const Handle access = property_list(H5P_FILE_ACCESS);
  checked(H5Pset_file_locking(access, false, true));
  checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG));
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose};
}

std::vector<std::string> names_in(hid_t group) {
  const Handle creation(H5Gget_create_plist(group), H5Pclose);
  unsigned order = 0;
  checked(H5Pget_link_creation_order(creation, &order));
  const H5_index_t index =
      (order & H5P_CRT_ORDER_INDEXED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
  // Asked for one by one, the library would sort all names anew for each.
  std::vector<std::string> names;
  checked(H5Literate(group, index, H5_ITER_INC, nullptr, take_name, &names));
  for (const std::string& name : names)
    if (name.size() >= kLongestName) refuse("a name is too long");
  return names;
}

bool has(hid_t group, const std::string& name) {
  if (checked(H5Lexists(group, name.c_str(), H5P_DEFAULT)) == 0) return false;
  H5L_info_t link{};
  checked(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT));
  return link.type == H5L_TYPE_HARD;
}

bool is_group(hid_t parent, const std::string& name) {
  H5O_info_t about{};
  checked(H5Oget_info_by_name2(parent, name.c_str(), &about, H5O_INFO_BASIC, H5P_DEFAULT));
  return about.type == H5O_TYPE_GROUP;
}

std::vector<hsize_t> shape_of(hid_t variable) {
  const Handle space = dataspace_of(variable);
  const int rank = checked(H5Sget_simple_extent_ndims(space));
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space, shape.data(), nullptr));
  return shape;
}

std::size_t believable_count(hid_t variable, std::uint64_t bytes, std::uint64_t file_size) {
  // Whoever repacks a file may compress it, and deflate makes at best 1 byte of 1032.
  const Handle creation(H5Dget_create_plist(variable), H5Pclose);
  const std::uint64_t limit =
      checked(H5Pget_nfilters(creation)) > 0 ? 1'032 * file_size : file_size;
  std::uint64_t count = 1;
  for (const hsize_t extent : shape_of(variable)) {
    if (extent != 0 && count > limit / extent)
      count = limit + 1;
    else
      count *= extent;
    if (count > limit / bytes)
      refuse("a variable claims more values than a file of " + std::to_string(file_size) +
             " bytes can hold");
  }
  return count;
}

bool is_plain(hid_t variable) {
  const Handle creation(H5Dget_create_plist(variable), H5Pclose);
  return H5Pget_layout(creation) == H5D_CONTIGUOUS;
}

std::vector<double> read_values(hid_t variable, std::uint64_t file_size) {
  const Handle creation(H5Dget_create_plist(variable), H5Pclose);
  if (checked(H5Pget_external_count(creation)) > 0 || H5Pget_layout(creation) == H5D_VIRTUAL)
    refuse("a variable has its values in another file");
  const Handle type = type_of(variable);
  if (H5Tget_class(type) != H5T_FLOAT || H5Tget_size(type) != sizeof(double))
    refuse("a variable is not of type float64");
  std::vector<double> values(believable_count(variable, sizeof(double), file_size));
  if (!values.empty())
    checked(H5Dread(variable, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()));
  return values;
}

std::uint64_t read_first_number(hid_t variable) {
  const Handle type = type_of(variable);
  if (H5Tget_class(type) != H5T_INTEGER || shape_of(variable).size() != 1)
    refuse("the numbers of the draws are not whole numbers");
  const Handle file_space = dataspace_of(variable), memory_space(H5Screate(H5S_SCALAR), H5Sclose);
  const hsize_t first = 0, one = 1;
  checked(H5Sselect_hyperslab(file_space, H5S_SELECT_SET, &first, nullptr, &one, nullptr));
  std::uint64_t number = 0;
  checked(H5Dread(variable, H5T_NATIVE_UINT64, memory_space, file_space, H5P_DEFAULT, &number));
  return number;
}

std::string read_attribute(hid_t object, const char* name) {
  if (checked(H5Aexists(object, name)) == 0) return {};
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  if (H5Tget_class(type) != H5T_STRING || checked(H5Tis_variable_str(type)) > 0 ||
      checked(H5Sget_simple_extent_npoints(space)) != 1)
    refuse(std::string("attribute ") + name + " is not a text of fixed length");
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(attribute, type, text.data()));
  return text.substr(0, text.find('\0'));
}

}  // namespace e2roi::results::hdf5
