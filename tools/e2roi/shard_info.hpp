#pragma once
#include <filesystem>
#include <string>

/// What `info` says of a shard or a checkpoint: its run, its draws, and what to do next.
namespace e2roi::program {

/// As text; reads no more than the header. Throws core::FileError, and what reading the scenario in
/// it throws.
std::string shard_info(const std::filesystem::path& file);

/// The same as one line of JSON, with the whole provenance.
std::string shard_info_json(const std::filesystem::path& file);

}  // namespace e2roi::program
