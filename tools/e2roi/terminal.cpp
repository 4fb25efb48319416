#include "tools/e2roi/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace e2roi::program {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool is_terminal(Stream stream) {
  const std::string_view type = variable("TERM");
  return isatty(static_cast<int>(stream)) == 1 && !type.empty() && type != "dumb";
}

bool has_colour(Stream stream) { return is_terminal(stream) && variable("NO_COLOR").empty(); }

std::size_t width(Stream stream) {
  winsize size{};
  const bool known = ioctl(static_cast<int>(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace e2roi::program
