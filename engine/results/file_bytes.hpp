#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "engine/results/hdf5.hpp"

/// The bytes of a file, none of them outside it, and the numbers in them.
namespace e2roi::results {

inline std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    number = number << 8U | static_cast<unsigned char>(bytes[i - 1]);
  return number;
}

class FileBytes {
 public:
  FileBytes(const std::filesystem::path& file, std::uint64_t size)
      : stream_(file, std::ios::binary), size_(size) {}

  std::uint64_t size() const { return size_; }
  bool holds(std::uint64_t offset, std::uint64_t count) const {
    return offset <= size_ && count <= size_ - offset;
  }
  /// Throws hdf5::Failure, before it asks for memory, where the file has not so many bytes.
  std::string read(std::uint64_t offset, std::uint64_t count) {
    if (!holds(offset, count)) fail();
    std::string bytes(count, '\0');
    stream_.seekg(static_cast<std::streamoff>(offset));
    if (!stream_.read(bytes.data(), static_cast<std::streamsize>(count))) fail();
    return bytes;
  }

 private:
  [[noreturn]] static void fail() { throw hdf5::Failure("an address is outside the file", 0); }

  std::ifstream stream_;
  std::uint64_t size_;
};

}  // namespace e2roi::results
