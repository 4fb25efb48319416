#pragma once
#include <climits>
#include <filesystem>
#include <functional>

/// Threads: how many a process may have without taking more of a machine than it was granted.
namespace e2roi::run {

/// Threads to use when none are asked for: the least of what the hardware, the affinity mask and
/// granted_threads() give.
int default_threads();

/// Value of an environment variable; nullptr where it is not set.
using Variable = std::function<const char*(const char*)>;

/// The least of
/// - the CPU quota of this process's cgroup and of each that it lies in, of version 2 (cpu.max) and
///   of version 1 (cpu.cfs_quota_us), in processors, rounded up: half of one is used by one thread;
/// - Slurm's SLURM_CPUS_PER_TASK and SLURM_CPUS_ON_NODE, for a job was granted no more also where
///   Slurm neither binds nor limits it.
/// At least 1; INT_MAX where none of them says anything. What cannot be read or makes no sense says
/// nothing.
///
/// root  folder in which proc/ and the mount points of cgroups lie: "/", but for tests
int granted_threads(const std::filesystem::path& root, const Variable& variable);

}  // namespace e2roi::run
