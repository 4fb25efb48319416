#include "engine/run/threads.hpp"

#include <tbb/info.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "engine/run/cgroups.hpp"

namespace e2roi::run {
namespace {

namespace fs = std::filesystem;

/// Processors of a quota of so many microseconds in each period; INT_MAX for none.
int processors(double quota, double period) {
  if (!(quota > 0) || !(period > 0) || quota / period > INT_MAX) return INT_MAX;
  return static_cast<int>(std::ceil(quota / period));
}

int quota_version_2(const fs::path& folder) {
  std::ifstream file(folder / "cpu.max");
  double quota = 0, period = 0;  // "max 100000" where there is none
  return file >> quota >> period ? processors(quota, period) : INT_MAX;
}

int quota_version_1(const fs::path& folder) {
  std::ifstream quota_file(folder / "cpu.cfs_quota_us"), period_file(folder / "cpu.cfs_period_us");
  double quota = 0, period = 0;  // -1 where there is none
  return quota_file >> quota && period_file >> period ? processors(quota, period) : INT_MAX;
}

int number_in(const char* text) {
  if (text == nullptr) return INT_MAX;
  char* end = nullptr;
  const long number = std::strtol(text, &end, 10);
  return end != text && *end == '\0' && number > 0 && number < INT_MAX ? static_cast<int>(number)
                                                                       : INT_MAX;
}

}  // namespace

int granted_threads(const fs::path& root, const Variable& variable) {
  int least = INT_MAX;
  for (const fs::path& folder : cgroup_folders(root, {}))
    least = std::min(least, quota_version_2(folder));
  for (const fs::path& folder : cgroup_folders(root, "cpu"))
    least = std::min(least, quota_version_1(folder));
  for (const char* name : {"SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE"})
    least = std::min(least, number_in(variable(name)));
  return least;
}

int default_threads() {
  return std::min(tbb::info::default_concurrency(),
                  granted_threads("/", [](const char* name) { return std::getenv(name); }));
}

}  // namespace e2roi::run
