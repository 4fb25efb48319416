#pragma once
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "tests/results/child.hpp"

/// Small and read-only disks that only one child process sees.
namespace e2roi::tests {

/// Gives this process a view of its own of what is mounted. False, with errno, where it may not.
inline bool own_mounts() {
  const uid_t user = getuid();
  const gid_t group = getgid();
  if (user != 0) {
    if (unshare(CLONE_NEWUSER) != 0) return false;
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1\n";
    std::ofstream("/proc/self/setgroups") << "deny";  // the kernel's condition for the next
    std::ofstream("/proc/self/gid_map") << "0 " << group << " 1\n";
  }
  return unshare(CLONE_NEWNS) == 0 &&
         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

/// Puts an empty disk of that many bytes on a folder, for this process only.
inline bool mount_disk(const std::string& folder, std::size_t bytes) {
  const std::string size = "size=" + std::to_string(bytes);
  return mount("none", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
}

inline bool make_read_only(const std::string& folder) {
  return mount("none", folder.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr) == 0;
}

/// Why disks cannot be mounted here; empty if they can.
inline std::string no_disks() {
  const int code =
      end_of(start_child([] { return own_mounts() && mount_disk("/tmp", 65'536) ? 0 : errno; }));
  return code == 0 ? "" : std::string("mounting is not permitted here: ") + std::strerror(code);
}

}  // namespace e2roi::tests
