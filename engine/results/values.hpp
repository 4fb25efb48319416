#pragma once
#include <hdf5.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/results/hdf5.hpp"

/// Reading groups, variables and attributes of a file that may be damaged: every size is checked
/// against the size of the file before memory is asked for. All throw Failure.
namespace e2roi::results::hdf5 {

/// Opens a file for reading, without locks: a result file is never changed in place.
Handle open_file(const std::string& path);

/// Names of what is in a group, in the order of creation. Links to other places are left out, so a
/// file cannot make us read another.
std::vector<std::string> names_in(hid_t group);
bool has(hid_t group, const std::string& name);  ///< links to other places do not count
bool is_group(hid_t parent, const std::string& name);

/// Extents of a variable; none for a scalar.
std::vector<hsize_t> shape_of(hid_t variable);

/// Whether the values stand in one piece, as write() leaves them.
bool is_plain(hid_t variable);

/// All values of a float64 variable; `file_size` [byte] bounds what can be true. Refuses values
/// that are in another file.
std::vector<double> read_values(hid_t variable, std::uint64_t file_size);

/// The first value of a variable of whole numbers.
std::uint64_t read_first_number(hid_t variable);

/// How many numbers or texts of `bytes` each a variable holds. Throws if a file of that size cannot
/// hold them.
std::size_t believable_count(hid_t variable, std::uint64_t bytes, std::uint64_t file_size);

/// A text attribute; empty if there is none.
std::string read_attribute(hid_t object, const char* name);

}  // namespace e2roi::results::hdf5
