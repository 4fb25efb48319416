#pragma once
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

/// Doing things in a process of its own: to kill it, or to give it disks of its own.
namespace e2roi::tests {

/// Starts a child that runs `act` and exits with what it returns, by the ordinary way out, so that
/// libraries close. An exception is exit code 99.
template <class Act>
pid_t start_child(Act act) {
  std::cout.flush();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  int code = 99;
  try {
    code = act();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
  }
  std::exit(code);
}

/// Waits for a child; its exit code, or minus the signal that ended it.
inline int end_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// From here on this process prints its errors into `file`.
inline void print_errors_into(const std::string& file) {
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  dup2(descriptor, STDERR_FILENO);
  close(descriptor);
}

}  // namespace e2roi::tests
