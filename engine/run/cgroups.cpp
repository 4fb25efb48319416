#include "engine/run/cgroups.hpp"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

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

/// The mount of cgroups of version 2, or of version 1 with that controller.
std::optional<Mount> mount_of(const fs::path& root, const std::string& controller) {
  std::ifstream file(root / "proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    // 36 35 98:0 TOP POINT rw,noatime … - TYPE SOURCE OPTIONS
    std::istringstream words(line);
    std::string word, top, point, type, source, options;
    words >> word >> word >> word >> top >> point;
    while (words >> word && word != "-") {
    }
    words >> type >> source >> options;
    if (controller.empty() ? type == "cgroup2" : type == "cgroup" && has_word(options, controller))
      return Mount{unescaped(top), unescaped(point)};
  }
  return std::nullopt;
}

/// Name of this process's cgroup.
std::optional<std::string> own_cgroup(const fs::path& root, const std::string& controller) {
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : has_word(controllers, controller))
      return line.substr(second + 1);
  }
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> cgroup_folders(const fs::path& root, const std::string& controller) {
  const std::optional<Mount> mount = mount_of(root, controller);
  const std::optional<std::string> own = own_cgroup(root, controller);
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

}  // namespace e2roi::run
