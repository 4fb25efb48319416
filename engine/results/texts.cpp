#include "engine/results/texts.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <string_view>
#include <unordered_map>

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
class FileBytes {
 public:
  FileBytes(const std::filesystem::path& file, std::uint64_t size)
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

/// A heap: a header (signature, version, size) and objects, each with a header (number, references,
/// size) and its bytes, filled up to a multiple of 8. Read once, for it holds many texts.
class Heap {
 public:
  Heap(FileBytes& file, std::uint64_t address) : address_(address) {
    const std::string header = file.read(address, kHeaderBytes);
    const std::uint64_t size = little_endian(std::string_view(header).substr(8, 8));
    if (!header.starts_with("GCOL") || size < kHeaderBytes) refuse();
    bytes_ = file.read(address, size);
    find_objects();
  }

  std::uint64_t address() const { return address_; }

  std::string text(const Place& place) const {
    const auto found = objects_.find(place.index);
    if (found == objects_.end() || found->second.size() != place.length) refuse();
    return std::string(found->second);
  }

 private:
  /// Up to the free space, which has the number 0. Of two with the same number the first counts.
  void find_objects() {
    std::string_view rest = std::string_view(bytes_).substr(kHeaderBytes);
    while (rest.size() >= kHeaderBytes) {
      const std::uint64_t index = little_endian(rest.substr(0, 2));
      const std::uint64_t length = little_endian(rest.substr(8, 8));
      rest.remove_prefix(kHeaderBytes);
      if (index == 0 || length > rest.size()) return;
      objects_.emplace(index, rest.substr(0, length));
      rest.remove_prefix(std::min<std::uint64_t>((length + 7) / 8 * 8, rest.size()));
    }
  }

  std::uint64_t address_;
  std::string bytes_;
  std::unordered_map<std::uint64_t, std::string_view> objects_;  ///< of bytes_, by number
};

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
  FileBytes bytes(file, file_size);
  const std::string places = bytes.read(offset, count * kPlaceBytes);
  std::unique_ptr<Heap> heap;  // of the text before
  std::vector<std::string> texts;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Place place = place_of(std::string_view(places).substr(i * kPlaceBytes, kPlaceBytes));
    total += place.length;
    if (total > file_size) refuse();
    if (place.length == 0) {
      texts.emplace_back();
      continue;
    }
    if (!heap || heap->address() != place.heap) heap = std::make_unique<Heap>(bytes, place.heap);
    texts.push_back(heap->text(place));
  }
  return texts;
}

}  // namespace e2roi::results
