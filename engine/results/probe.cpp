#include "engine/results/probe.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fstream>
#include <string_view>

namespace e2roi::results {
namespace {

#ifdef E2ROI_IS_SANITIZED  // sanitizers reserve address space by the terabyte
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

constexpr std::string_view kOk = "k", kError = "e";

void limit(decltype(RLIMIT_AS) resource, rlim_t to) {
  rlimit now{};
  if (getrlimit(resource, &now) != 0 || now.rlim_cur <= to) return;
  now.rlim_cur = to;
  setrlimit(resource, &now);
}

void limit_this_process(std::uint64_t bytes, std::uint64_t seconds) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  std::uint64_t pages = 0;
  if (!kIsSanitized && std::ifstream("/proc/self/statm") >> pages)
    limit(RLIMIT_AS, pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) + bytes);
  for (const int crash : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
    std::signal(crash, SIG_DFL);  // whoever else handles it would report it
}

/// As much as a pipe takes at once; the reader is there.
void send(int pipe, std::string_view text) {
  const ssize_t sent = ::write(pipe, text.data(), std::min<std::size_t>(text.size(), 4'000));
  static_cast<void>(sent);
}

[[noreturn]] void act_and_end(const std::function<void()>& act, int pipe) {
  try {
    act();
    send(pipe, kOk);
  } catch (const std::exception& error) {
    send(pipe, std::string(kError) + error.what());
  }
  _exit(0);
}

/// All that comes before the other end is closed.
std::string received(int pipe) {
  std::string text;
  std::array<char, 4'096> buffer{};
  while (true) {
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Probe probe(const std::function<void()>& act, std::uint64_t bytes, std::uint64_t seconds) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  const pid_t copy = fork();
  if (copy == 0) {
    ::close(ends[0]);
    limit_this_process(bytes, seconds);
    act_and_end(act, ends[1]);
  }
  ::close(ends[1]);
  const std::string text = copy < 0 ? std::string(kOk) : received(ends[0]);
  ::close(ends[0]);
  while (copy > 0 && waitpid(copy, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (text.empty()) return {false, std::nullopt};
  return {true, text.starts_with(kError) ? std::optional(text.substr(1)) : std::nullopt};
}

}  // namespace e2roi::results
