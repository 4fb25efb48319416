#pragma once
#include <filesystem>

#include "engine/run/threads.hpp"

/// Memory: how much a process may take without being killed for it.
namespace e2roi::run {

/// The least of, in bytes,
/// - what the system has available (MemAvailable of proc/meminfo);
/// - what is left in this process's cgroup and in each that it lies in, of version 2 (memory.max)
///   and of version 1 (memory.limit_in_bytes): the limit less what is used, of which files that
///   nobody has touched lately (inactive_file) do not count, for they give way;
/// - what Slurm granted, in megabytes: SLURM_MEM_PER_NODE, or SLURM_MEM_PER_CPU for each of
///   SLURM_CPUS_PER_TASK or else SLURM_CPUS_ON_NODE; 0 there means all of a node.
/// At least 0; infinity where none of them says anything. What cannot be read or makes no sense
/// says nothing.
///
/// root  folder in which proc/ and the mount points of cgroups lie: "/", but for tests
double granted_bytes(const std::filesystem::path& root, const Variable& variable);

}  // namespace e2roi::run
