#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// Control groups (Linux): what a process and those beside it were granted together.
namespace e2roi::run {

/// Folders of this process's cgroup and of all that it lies in, as far as they are to be seen.
///
/// root        folder in which proc/ and the mount points of cgroups lie: "/", but for tests
/// controller  of version 1, "cpu" or "memory"; "" = version 2
std::vector<std::filesystem::path> cgroup_folders(const std::filesystem::path& root,
                                                  const std::string& controller);

}  // namespace e2roi::run
