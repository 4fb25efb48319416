#pragma once
#include <cstddef>

/// What is at the other end of standard output and standard error.
namespace e2roi::program {

enum class Stream : int { kOut = 1, kError = 2 };

/// A person looks at it: a terminal that can move its cursor (TERM is neither unset nor "dumb").
bool is_terminal(Stream stream);

/// May be coloured: a terminal, and NO_COLOR is unset or empty (no-color.org).
bool has_colour(Stream stream);

/// Characters in a line; 80 where that is not known.
std::size_t width(Stream stream);

}  // namespace e2roi::program
