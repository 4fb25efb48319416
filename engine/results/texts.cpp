#include "engine/results/texts.hpp"

#include <fstream>
#include <string_view>

#include "engine/results/hdf5.hpp"
#include "engine/results/values.hpp"

namespace e2roi::results {
namespace {

using hdf5::checked;
using hdf5::Handle;

[[noreturn]] void refuse() { throw hdf5::Failure("the heap of texts makes no sense", 0); }

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i > 0; --i)
    number = number << 8U | static_cast<unsigned char>(bytes[i - 1]);
  return number;
}

/// The bytes of a file, none of them outside it.
class Bytes {
 public:
  Bytes(const std::filesystem::path& file, std::uint64_t size)
      : stream_(file, std::ios::binary), size_(size) {}

  std::string read(std::uint64_t offset, std::uint64_t count) {
    if (offset > size_ || count > size_ - offset) refuse();
    std::string bytes(count, '\0');
    stream_.seekg(static_cast<std::streamoff>(offset));
    if (!stream_.read(bytes.data(), static_cast<std::streamsize>(count))) refuse();
    return bytes;
  }

 private:
  std::ifstream stream_;
  std::uint64_t size_;
};

/// Where a text is: length, address of its heap, number in that heap; 16 bytes in the variable.
struct Place {
  std::uint64_t length, heap, index;
};

constexpr std::uint64_t kPlaceBytes = 16, kHeaderBytes = 16;

Place place_of(std::string_view bytes) {
  return {little_endian(bytes.substr(0, 4)), little_endian(bytes.substr(4, 8)),
          little_endian(bytes.substr(12, 4))};
}

/// The text at that place. A heap is a header (signature, version, size) and objects, each with a
/// header (number, references, size) and its bytes, filled up to a multiple of 8.
std::string text_at(Bytes& bytes, const Place& place) {
  if (place.length == 0) return {};
  const std::string heap = bytes.read(place.heap, kHeaderBytes);
  const std::uint64_t size = little_endian(std::string_view(heap).substr(8, 8));
  if (!heap.starts_with("GCOL")) refuse();
  for (std::uint64_t at = kHeaderBytes; size >= kHeaderBytes && at <= size - kHeaderBytes;) {
    const std::string header = bytes.read(place.heap + at, kHeaderBytes);
    const std::uint64_t index = little_endian(std::string_view(header).substr(0, 2));
    const std::uint64_t length = little_endian(std::string_view(header).substr(8, 8));
    if (index == 0 || length > size - at - kHeaderBytes) break;
    if (index == place.index) {
      if (place.length != length) break;
      return bytes.read(place.heap + at + kHeaderBytes, length);
    }
    at += kHeaderBytes + (length + 7) / 8 * 8;
  }
  refuse();
}

/// Left to the library: chunks, filters, compact storage.
std::vector<std::string> read_by_library(hid_t variable, std::size_t count) {
  std::vector<char*> pointers(count);
  const Handle type = hdf5::text_type(), space = hdf5::dataspace_of(variable);
  checked(H5Dread(variable, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()));
  std::vector<std::string> texts;
  for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
  checked(H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data()));
  return texts;
}

}  // namespace

std::vector<std::string> read_texts(const std::filesystem::path& file, hid_t variable,
                                    std::uint64_t file_size) {
  const Handle type = hdf5::type_of(variable);
  if (H5Tget_class(type) != H5T_STRING || checked(H5Tis_variable_str(type)) == 0)
    throw hdf5::Failure("a variable does not hold texts of variable length", 0);
  const std::size_t count = hdf5::believable_count(variable, kPlaceBytes, file_size);
  if (count == 0) return {};
  const haddr_t offset = H5Dget_offset(variable);
  if (offset == HADDR_UNDEF) return read_by_library(variable, count);
  Bytes bytes(file, file_size);
  const std::string places = bytes.read(offset, count * kPlaceBytes);
  std::vector<std::string> texts;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Place place = place_of(std::string_view(places).substr(i * kPlaceBytes, kPlaceBytes));
    total += place.length;
    if (total > file_size) refuse();
    texts.push_back(text_at(bytes, place));
  }
  return texts;
}

}  // namespace e2roi::results
