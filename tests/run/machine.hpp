#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "engine/run/memory.hpp"
#include "engine/run/threads.hpp"

/// Machines that tests make up.
namespace e2roi::tests {

namespace fs = std::filesystem;

/// A folder with files as the kernel shows them, and variables.
class Machine {
 public:
  Machine() : root_(fs::temp_directory_path() / ("e2roi-threads-" + std::to_string(getpid()))) {
    fs::remove_all(root_);
  }
  ~Machine() { fs::remove_all(root_); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  Machine& file(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
    return *this;
  }
  Machine& variable(const std::string& name, const std::string& value) {
    variables_[name] = value;
    return *this;
  }
  int threads() const { return run::granted_threads(root_, variables()); }
  double bytes() const { return run::granted_bytes(root_, variables()); }

 private:
  run::Variable variables() const {
    return [this](const char* name) {
      const auto found = variables_.find(name);
      return found == variables_.end() ? nullptr : found->second.c_str();
    };
  }

  fs::path root_;
  std::map<std::string, std::string> variables_;
};

inline constexpr const char* kMountVersion2 =
    "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "35 22 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
inline constexpr const char* kMountVersion1 =
    "30 22 0:26 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
    "31 22 0:27 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "32 22 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n";

}  // namespace e2roi::tests
