#include "engine/run/memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>

#include "engine/run/cgroups.hpp"

namespace e2roi::run {
namespace {

namespace fs = std::filesystem;

constexpr double kUnlimited = std::numeric_limits<double>::infinity();
constexpr double kMegabyte = 1024.0 * 1024.0;  // Slurm's

/// What a cgroup of one version calls its limit, its use and the part of that which gives way.
struct Names {
  const char *limit, *used, *gives_way;
};
constexpr Names kVersion2{"memory.max", "memory.current", "inactive_file"};
constexpr Names kVersion1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"};

/// The number that a one-line file holds, or `otherwise`: "max", or no such file.
double number_alone_in(const fs::path& file, double otherwise) {
  std::ifstream stream(file);
  double number = 0;
  return stream >> number ? number : otherwise;
}

/// The number behind a word of a file that has one such pair a line; 0 where it is not there.
double number_after(const fs::path& file, const std::string& word) {
  std::ifstream stream(file);
  double number = 0;
  for (std::string key; stream >> key; stream.ignore(1'000, '\n'))
    if (key == word && stream >> number) return number;
  return 0;
}

double left_in(const fs::path& cgroup, const Names& names) {
  const double limit = number_alone_in(cgroup / names.limit, kUnlimited);
  if (limit == kUnlimited) return kUnlimited;
  const double used = number_alone_in(cgroup / names.used, 0);
  const double gives_way = std::min(number_after(cgroup / "memory.stat", names.gives_way), used);
  return std::max(limit - (used - gives_way), 0.0);
}

/// A whole number > 0 in a variable; 0 where there is none.
double count_in(const char* text) {
  if (text == nullptr) return 0;
  char* end = nullptr;
  const long number = std::strtol(text, &end, 10);
  return end != text && *end == '\0' && number > 0 ? static_cast<double>(number) : 0;
}

double granted_by_slurm(const Variable& variable) {
  const double node = count_in(variable("SLURM_MEM_PER_NODE"));
  if (node > 0) return node * kMegabyte;
  const double each = count_in(variable("SLURM_MEM_PER_CPU"));
  if (each == 0) return kUnlimited;
  const double of_task = count_in(variable("SLURM_CPUS_PER_TASK"));
  const double of_node = count_in(variable("SLURM_CPUS_ON_NODE"));
  return each * kMegabyte * std::max(of_task > 0 ? of_task : of_node, 1.0);
}

}  // namespace

double granted_bytes(const fs::path& root, const Variable& variable) {
  const double available = number_after(root / "proc/meminfo", "MemAvailable:") * 1024;
  double least = std::min(available > 0 ? available : kUnlimited, granted_by_slurm(variable));
  for (const fs::path& folder : cgroup_folders(root, {}))
    least = std::min(least, left_in(folder, kVersion2));
  for (const fs::path& folder : cgroup_folders(root, "memory"))
    least = std::min(least, left_in(folder, kVersion1));
  return least;
}

}  // namespace e2roi::run
