#pragma once
#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace e2roi::results {

/// All texts of a variable of variable-length strings in the open file `file` of that size [byte].
/// HDF5 1.10 believes the lengths it finds and crashes on a damaged heap of texts, the one part of
/// our files without a checksum; so what we have written is read here, by its published layout
/// (HDF5 File Format Specification, version 3.0, section III.E, global heap), each length checked.
/// Files that another program has rewritten in another layout are left to the library.
/// Throws hdf5::Failure.
std::vector<std::string> read_texts(const std::filesystem::path& file, hid_t variable,
                                    std::uint64_t file_size);

}  // namespace e2roi::results
