#include "engine/run/threads.hpp"

#include <tbb/info.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace e2roi::run {
namespace {

namespace fs = std::filesystem;

/// Where a hierarchy of cgroups is to be seen.
struct Mount {
  std::string top;    ///< the cgroup that stands at the mount point
  std::string point;  ///< the folder
};

bool has_word(const std::string& list, const std::string& word) {
  return ("," + list + ",").find("," + word + ",") != std::string::npos;
}

/// "\040" and the like, as which the kernel writes blanks, in plain.
std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_code = text[i] == '\\' && i + 3 < text.size();
    plain += is_code ? static_cast<char>(std::strtol(text.substr(i + 1, 3).c_str(), nullptr, 8))
                     : text[i];
    if (is_code) i += 3;
  }
  return plain;
}

/// The mount of cgroups of version 2, or of version 1 with the controller "cpu".
std::optional<Mount> mount_of(const fs::path& root, bool is_version_2) {
  std::ifstream file(root / "proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    // 36 35 98:0 TOP POINT rw,noatime … - TYPE SOURCE OPTIONS
    std::istringstream words(line);
    std::string word, top, point, type, source, options;
    words >> word >> word >> word >> top >> point;
    while (words >> word && word != "-") {
    }
    words >> type >> source >> options;
    if (is_version_2 ? type == "cgroup2" : type == "cgroup" && has_word(options, "cpu"))
      return Mount{unescaped(top), unescaped(point)};
  }
  return std::nullopt;
}

/// Name of this process's cgroup.
std::optional<std::string> own_cgroup(const fs::path& root, bool is_version_2) {
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (is_version_2 ? controllers.empty() : has_word(controllers, "cpu"))
      return line.substr(second + 1);
  }
  return std::nullopt;
}

/// Folders of this process's cgroup and of all that it lies in, as far as they are to be seen.
std::vector<fs::path> cgroup_folders(const fs::path& root, bool is_version_2) {
  const std::optional<Mount> mount = mount_of(root, is_version_2);
  const std::optional<std::string> own = own_cgroup(root, is_version_2);
  if (!mount || !own) return {};
  // A container may see its own cgroup at the mount point and yet be told the whole name; or lie
  // outside of what it sees. Then what stands at the mount point is all there is.
  const fs::path below = fs::path(*own).lexically_relative(mount->top);
  fs::path folder = root / fs::path(mount->point).relative_path();
  std::vector<fs::path> folders = {folder};
  if (below.empty() || *below.begin() == "..") return folders;
  for (const fs::path& name : below)
    if (name != ".") folders.push_back(folder /= name);
  return folders;
}

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
  for (const fs::path& folder : cgroup_folders(root, true))
    least = std::min(least, quota_version_2(folder));
  for (const fs::path& folder : cgroup_folders(root, false))
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
