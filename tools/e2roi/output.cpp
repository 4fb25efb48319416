#include "tools/e2roi/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "engine/core/error.hpp"
#include "tools/e2roi/terminal.hpp"

namespace e2roi::program {
namespace {

/// 0, or the errno of the write that failed.
int write_all(Stream stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(static_cast<int>(stream), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

void keep_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // The lowest free number is taken, so this ends above standard error. Read-only: writing to a
  // stream that was closed still fails.
  int opened = 0;
  do {
    opened = open("/dev/null", O_RDONLY | O_CLOEXEC);
  } while (opened >= 0 && opened <= STDERR_FILENO);
  if (opened >= 0) close(opened);
}

void print(std::string_view text) {
  const int error = write_all(Stream::kOut, text);
  if (error != 0 && error != EPIPE)
    throw core::FileError(std::string("cannot write to standard output: ") + std::strerror(error));
}

void say(std::string_view text) { write_all(Stream::kError, text); }

std::string painted(std::string message) {
  if (!has_colour(Stream::kError)) return message;
  const std::string plain = "error:", red = "\033[1;31merror:\033[0m";
  for (std::size_t at = message.find(plain); at != std::string::npos;
       at = message.find(plain, at + red.size()))
    message.replace(at, plain.size(), red);
  return message;
}

}  // namespace e2roi::program
