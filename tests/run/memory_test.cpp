#include "engine/run/memory.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/run/machine.hpp"

namespace e2roi::run {

using tests::kMountVersion1;
using tests::kMountVersion2;
using tests::Machine;

TEST_CASE("memory: where nothing limits it, nothing does; else what the system has available") {
  CHECK(std::isinf(Machine().bytes()));
  Machine machine;
  machine.file("proc/meminfo", "MemTotal:  9000 kB\nMemFree: 10 kB\nMemAvailable:  5000 kB\n");
  CHECK(machine.bytes() == 5'000 * 1024.0);
}

TEST_CASE("memory: what is left in the own cgroup or in one that it lies in") {
  Machine machine;
  machine.file("proc/self/mountinfo", kMountVersion2)
      .file("proc/self/cgroup", "0::/slurm/job_7/step_0\n")
      .file("proc/meminfo", "MemAvailable: 5000 kB\n")
      .file("sys/fs/cgroup/slurm/job_7/step_0/memory.max", "max\n")
      .file("sys/fs/cgroup/slurm/job_7/step_0/memory.current", "100000\n");
  CHECK(machine.bytes() == 5'000 * 1024.0);
  machine.file("sys/fs/cgroup/slurm/job_7/memory.max", "3000000\n")
      .file("sys/fs/cgroup/slurm/job_7/memory.current", "1000000\n");
  CHECK(machine.bytes() == 2'000'000);
  // Files that nobody has touched lately give way.
  machine.file("sys/fs/cgroup/slurm/job_7/memory.stat",
               "anon 1\ninactive_anon 7\ninactive_file 600000\nactive_file 9\n");
  CHECK(machine.bytes() == 2'600'000);
  machine.file("sys/fs/cgroup/memory.max", "1000000\n");
  CHECK(machine.bytes() == 1'000'000);
  machine.file("sys/fs/cgroup/memory.current", "2000000\n");
  CHECK(machine.bytes() == 0);
}

TEST_CASE("memory: cgroups of version 1 as well") {
  Machine machine;
  machine.file("proc/self/mountinfo", kMountVersion1)
      .file("proc/self/cgroup", "3:cpu,cpuacct:/a\n2:memory:/b/c\n")
      .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
      .file("sys/fs/cgroup/memory/b/memory.limit_in_bytes", "4000000\n")
      .file("sys/fs/cgroup/memory/b/memory.usage_in_bytes", "1500000\n")
      .file("sys/fs/cgroup/memory/b/memory.stat", "cache 5\ntotal_inactive_file 500000\n");
  CHECK(machine.bytes() == 3'000'000);
}

TEST_CASE("memory: what Slurm granted a job counts, and 0 is all of a node") {
  constexpr double kMegabyte = 1024.0 * 1024.0;
  CHECK(Machine().variable("SLURM_MEM_PER_NODE", "2000").bytes() == 2'000 * kMegabyte);
  CHECK(std::isinf(Machine().variable("SLURM_MEM_PER_NODE", "0").bytes()));
  CHECK(std::isinf(Machine().variable("SLURM_MEM_PER_NODE", "2G").bytes()));
  Machine machine;
  machine.variable("SLURM_MEM_PER_CPU", "500");
  CHECK(machine.bytes() == 500 * kMegabyte);
  machine.variable("SLURM_CPUS_ON_NODE", "8");
  CHECK(machine.bytes() == 4'000 * kMegabyte);
  machine.variable("SLURM_CPUS_PER_TASK", "3");
  CHECK(machine.bytes() == 1'500 * kMegabyte);
  machine.file("proc/meminfo", "MemAvailable: 1000 kB\n");
  CHECK(machine.bytes() == 1'000 * 1024.0);
}

}  // namespace e2roi::run
