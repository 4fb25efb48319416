#pragma once
#include <string>
#include <string_view>

/// Standard output is the result, standard error is everything else.
namespace e2roi::program {

/// Opens /dev/null for every standard stream that is closed, or the next file that is opened would
/// take its number and be written into. From then on a reader that has gone and a file beyond
/// `ulimit -f` are errors of the call that writes, not signals that end the program.
void keep_standard_streams();

/// Writes to standard output at once. A reader that has gone (`| head`) is no error: the rest is
/// dropped. Throws core::FileError for anything else, such as a full disk.
void print(std::string_view text);

/// Writes to standard error at once, whatever becomes of it.
void say(std::string_view text);

/// `message` with every "error:" in red and bold if standard error is a terminal with colours.
std::string painted(std::string message);

}  // namespace e2roi::program
