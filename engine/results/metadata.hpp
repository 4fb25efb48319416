#pragma once
#include <cstdint>
#include <filesystem>

namespace e2roi::results {

/// Looks through all metadata of an HDF5 file before the library does, which crashes on some files
/// that were made to, whatever their checksums say. Throws hdf5::Failure at anything that write()
/// does not make: other versions of blocks, types other than its own, links that are not hard or
/// meet, chunks, filters, external or virtual storage, shared messages, blocks that overlap or
/// leave the file. What passes refers to nothing outside the file, claims no array that is not in
/// it, and is a tree. Reads metadata only, `size` [byte] of the file; the file's checksums are left
/// to the library. Source: HDF5 File Format Specification, version 3.0, sections II.A and IV.
void check_metadata(const std::filesystem::path& file, std::uint64_t size);

}  // namespace e2roi::results
