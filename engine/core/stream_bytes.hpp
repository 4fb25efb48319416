#pragma once
#include <cstddef>
#include <istream>
#include <string>

namespace e2roi::core {

/// The bytes of a stream up to its end, or more than `most` of them where it has more. Where the
/// stream cannot be read it is bad() afterwards and what came before is returned. Nothing is thrown
/// for that, as std::istreambuf_iterator does: a read error comes from the buffer, past the stream.
inline std::string bytes_of(std::istream& stream, std::size_t most) {
  constexpr std::size_t kStep = std::size_t{1} << 16U;
  std::string bytes;
  while (stream && bytes.size() <= most) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    stream.read(bytes.data() + before, static_cast<std::streamsize>(kStep));
    bytes.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  return bytes;
}

}  // namespace e2roi::core
