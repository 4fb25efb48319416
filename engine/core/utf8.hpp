#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// Text as people see it. Everything inside the engine is UTF-8; file names and command lines need
/// not be.
namespace e2roi::core {

/// `text` with every byte that is not part of valid UTF-8 (RFC 3629), and every NUL, replaced by
/// U+FFFD, so that any reader of a file can decode what was written there.
std::string valid_utf8(std::string_view text);

/// Number of characters (code points) of valid UTF-8: the width of a cell in a table of letters.
std::size_t characters(std::string_view text);

}  // namespace e2roi::core
