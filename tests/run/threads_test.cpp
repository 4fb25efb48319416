#include "engine/run/threads.hpp"

#include <doctest/doctest.h>
#include <tbb/info.h>

#include <climits>
#include <cstdlib>

#include "tests/run/machine.hpp"

namespace e2roi::run {

using tests::kMountVersion1;
using tests::kMountVersion2;
using tests::Machine;

TEST_CASE("threads: where nothing limits them, nothing does") {
  CHECK(Machine().threads() == INT_MAX);
  CHECK(Machine()
            .file("proc/self/mountinfo", kMountVersion2)
            .file("proc/self/cgroup", "0::/\n")
            .threads() == INT_MAX);  // the kernel's top cgroup has no cpu.max
}

TEST_CASE("threads: the least quota of the own cgroup and of those it lies in, rounded up") {
  Machine machine;
  machine.file("proc/self/mountinfo", kMountVersion2)
      .file("proc/self/cgroup", "0::/slurm/job_7/step_0\n")
      .file("sys/fs/cgroup/slurm/job_7/step_0/cpu.max", "max 100000\n");
  CHECK(machine.threads() == INT_MAX);
  machine.file("sys/fs/cgroup/slurm/job_7/cpu.max", "350000 100000\n");
  CHECK(machine.threads() == 4);
  machine.file("sys/fs/cgroup/cpu.max", "800000 100000\n");
  CHECK(machine.threads() == 4);
  machine.file("sys/fs/cgroup/slurm/cpu.max", "200000 100000\n");
  CHECK(machine.threads() == 2);
  machine.file("sys/fs/cgroup/slurm/job_7/step_0/cpu.max", "20000 100000\n");
  CHECK(machine.threads() == 1);
  machine.file("sys/fs/cgroup/slurm/job_8/cpu.max", "1000 100000\n");  // another job's
  CHECK(machine.threads() == 1);
}

TEST_CASE("threads: cgroups of version 1, alone and beside version 2") {
  Machine machine;
  machine.file("proc/self/mountinfo", kMountVersion1)
      .file("proc/self/cgroup", "5:cpuset:/other\n4:cpu,cpuacct:/user/job\n0::/\n")
      .file("sys/fs/cgroup/cpu,cpuacct/user/job/cpu.cfs_quota_us", "-1\n")
      .file("sys/fs/cgroup/cpu,cpuacct/user/job/cpu.cfs_period_us", "100000\n");
  CHECK(machine.threads() == INT_MAX);
  machine.file("sys/fs/cgroup/cpu,cpuacct/user/cpu.cfs_quota_us", "75000\n")
      .file("sys/fs/cgroup/cpu,cpuacct/user/cpu.cfs_period_us", "50000\n");
  CHECK(machine.threads() == 2);
  machine
      .file("proc/self/mountinfo",
            std::string(kMountVersion1) + "40 22 0:31 / /sys/fs/cgroup/unified rw - cgroup2 c rw\n")
      .file("sys/fs/cgroup/unified/cpu.max", "100000 100000\n");
  CHECK(machine.threads() == 1);
}

TEST_CASE("threads: a container sees its cgroup at the mount point, whatever it is told") {
  const std::string mount = "35 22 0:30 /docker/4f /sys/fs/my\\040cgroup rw - cgroup2 cgroup rw\n";
  Machine machine;
  machine.file("proc/self/mountinfo", mount)
      .file("sys/fs/my cgroup/cpu.max", "300000 100000\n")
      .file("sys/fs/my cgroup/inner/cpu.max", "200000 100000\n")
      .file("sys/fs/cpu.max", "100000 100000\n");  // lies outside of what is mounted
  CHECK(machine.file("proc/self/cgroup", "0::/docker/4f\n").threads() == 3);
  CHECK(machine.file("proc/self/cgroup", "0::/docker/4f/inner\n").threads() == 2);
  CHECK(machine.file("proc/self/cgroup", "0::/elsewhere/inner\n").threads() == 3);
  CHECK(machine.file("proc/self/cgroup", "0::/../inner\n").threads() == 3);
}

TEST_CASE("threads: no more than Slurm granted, also where it binds nothing") {
  CHECK(Machine().variable("SLURM_CPUS_PER_TASK", "3").threads() == 3);
  CHECK(Machine().variable("SLURM_CPUS_ON_NODE", "5").threads() == 5);
  Machine machine;
  machine.variable("SLURM_CPUS_PER_TASK", "3").variable("SLURM_CPUS_ON_NODE", "12");
  CHECK(machine.threads() == 3);
  machine.file("proc/self/mountinfo", kMountVersion2)
      .file("proc/self/cgroup", "0::/\n")
      .file("sys/fs/cgroup/cpu.max", "150000 100000\n");
  CHECK(machine.threads() == 2);
}

TEST_CASE("threads: what makes no sense limits nothing") {
  for (const char* text : {"", "x", "0", "-2", "3x", "99999999999999999999"})
    CHECK(Machine().variable("SLURM_CPUS_PER_TASK", text).threads() == INT_MAX);
  for (const char* text : {"", "max", "0 0", "100000", "-1 100000", "1e300 1"})
    CHECK(Machine()
              .file("proc/self/mountinfo", kMountVersion2)
              .file("proc/self/cgroup", "0::/\n")
              .file("sys/fs/cgroup/cpu.max", text)
              .threads() == INT_MAX);
  for (const char* text : {"", "0", "0:", "\n\n::::\n", "0::relative\n"})
    CHECK(Machine()
              .file("proc/self/mountinfo", std::string("x\n35 22 0:30 / -\n") + kMountVersion2)
              .file("proc/self/cgroup", text)
              .threads() == INT_MAX);
}

TEST_CASE("threads: by default at least one, at most what the machine has") {
  CHECK(default_threads() >= 1);
  CHECK(default_threads() <= tbb::info::default_concurrency());
  setenv("SLURM_CPUS_PER_TASK", "1", 1);
  CHECK(default_threads() == 1);
  unsetenv("SLURM_CPUS_PER_TASK");
}

}  // namespace e2roi::run
