#include "engine/results/metadata.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/results/file_bytes.hpp"
#include "engine/results/hdf5.hpp"

namespace e2roi::results {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
constexpr std::uint64_t kSuperblock = 48, kMostRank = 32, kLargestChunk = std::uint64_t{16} << 20U;

/// As the library encodes the types of write().
constexpr std::array kTypes = {
    "\x11\x20\x3f\0\x08\0\0\0\0\0\x40\0\x34\x0b\0\x34\xff\x03\0\0"sv,  // float64
    "\x10\x08\0\0\x08\0\0\0\0\0\x40\0"sv,                              // int64
    "\x10\0\0\0\x08\0\0\0\0\0\x40\0"sv,                                // uint64
    "\x19\x01\x01\0\x10\0\0\0\x10\0\0\0\x01\0\0\0\0\0\x08\0"sv,        // text of any length
    "\x19\0\0\0\x10\0\0\0\x17\0\0\0\x08\0\0\0"sv,                      // list of references
    "\x36\x02\0\0\x10\0\0\0dataset\0\0\x17\0\0\0\x08\0\0\0"
    "dimension\0\x08\x10\x08\0\0\x04\0\0\0\0\0\x20\0"sv};  // reference and number of an axis

[[noreturn]] void refuse(const std::string& what) { throw hdf5::Failure(what, 0); }

/// Reads one message from its beginning to its end.
class Words {
 public:
  explicit Words(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) refuse("a message is too short");
    const std::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }
  std::uint64_t number(std::uint64_t bytes) { return little_endian(take(bytes)); }
  void expect(std::string_view bytes, const char* what) {
    if (take(bytes.size()) != bytes) refuse(what);
  }
  void nowhere(const char* what) {
    if (number(8) != kNowhere) refuse(what);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Bytes of one element; refuses other types.
std::uint64_t type_size(std::string_view type) {
  if (type.size() < 8) refuse("a type is too short");
  const std::uint64_t size = little_endian(type.substr(4, 4));
  if (std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end()) return size;
  // Text of that length, its end a zero, ASCII or UTF-8.
  const auto coding = static_cast<unsigned char>(type[1]);
  if (type.size() == 8 && type[0] == '\x13' && (coding == 0 || coding == 0x10) && type[2] == 0 &&
      type[3] == 0 && size > 0)
    return size;
  refuse("a type of another kind");
}

/// Number of elements; refuses what no file holds.
std::uint64_t element_count(Words words) {
  words.expect("\2"sv, "a data space of another version");
  const std::uint64_t rank = words.number(1), has_limits = words.number(1), kind = words.number(1);
  if (rank > kMostRank || has_limits > 1 || kind != (rank == 0 ? 0 : 1))
    refuse("a data space of another kind");
  constexpr std::uint64_t kMost = std::uint64_t{1} << 56U;
  std::uint64_t count = 1;
  const std::string_view extents = words.take(8 * rank);
  for (std::uint64_t i = 0; i < rank; ++i) {
    const std::uint64_t extent = little_endian(extents.substr(8 * i, 8));
    if (extent == 0 || count > kMost / extent) refuse("an extent that no file has");
    count *= extent;
  }
  if (has_limits == 1 && words.take(8 * rank) != extents) refuse("an axis that can grow");
  return count;
}

class Checker {
 public:
  Checker(const std::filesystem::path& file, std::uint64_t size) : bytes_(file, size) {}

  void check() {
    check_superblock();
    for (std::size_t i = 0; i < objects_.size(); ++i) check_object(objects_[i]);
    std::sort(blocks_.begin(), blocks_.end());
    for (std::size_t i = 1; i < blocks_.size(); ++i)
      if (blocks_[i].first < blocks_[i - 1].second) refuse("two blocks overlap");
  }

 private:
  /// What one object header has said.
  struct Object {
    std::optional<std::uint64_t> elements, element_bytes, address, bytes;
    int links = 0, fills = 0;
  };

  void claim(std::uint64_t address, std::uint64_t size) {
    if (!bytes_.holds(address, size)) refuse("a block leaves the file");
    blocks_.emplace_back(address, address + size);
  }

  void check_superblock() {
    const std::string block = bytes_.read(0, kSuperblock);
    claim(0, kSuperblock);
    Words words(block);
    words.expect("\x89HDF\r\n\x1a\n\2\x08\x08\0"sv, "a superblock of another kind");
    words.expect("\0\0\0\0\0\0\0\0"sv, "a user block");
    words.nowhere("the superblock goes on elsewhere");
    if (words.number(8) != bytes_.size()) refuse("the file has another length than it says");
    objects_.push_back(words.number(8));
  }

  void check_object(std::uint64_t address) {
    constexpr std::uint64_t kFixed = 6;
    const std::string start = bytes_.read(address, kFixed);
    const auto flags = static_cast<unsigned char>(start[5]);
    if (std::string_view(start).substr(0, 5) != "OHDR\2"sv || flags >= 0x10)
      refuse("an object header of another kind");
    const std::uint64_t width = std::uint64_t{1} << (flags & 3U);
    const std::uint64_t size = little_endian(bytes_.read(address + kFixed, width));
    if (size > kLargestChunk) refuse("an object header that is too large");
    const std::uint64_t before = kFixed + width;
    claim(address, before + size + 4);
    Object object;
    const std::size_t prefix = (flags & 4U) != 0 ? 6 : 4;
    check_messages(bytes_.read(address + before, size), prefix, object);
    check_whole(object);
  }

  void check_messages(const std::string& chunk, std::size_t prefix, Object& object) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> more = check_chunk(chunk, prefix, object);
    for (std::size_t i = 0; i < more.size(); ++i) {
      const auto [address, size] = more[i];
      if (size < 8 || size > kLargestChunk) refuse("a continuation that is none");
      if (more.size() > bytes_.size() / 8) refuse("an object goes round in a circle");
      claim(address, size);
      const std::string next = bytes_.read(address, size);
      if (!next.starts_with("OCHK")) refuse("a continuation that is none");
      for (const auto& found : check_chunk(next.substr(4, size - 8), prefix, object))
        more.push_back(found);
    }
  }

  /// Checks the messages of one chunk; returns address and size of further ones.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> check_chunk(std::string_view chunk,
                                                                   std::size_t prefix,
                                                                   Object& object) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> more;
    while (chunk.size() >= prefix) {
      Words words(chunk);
      const std::uint64_t type = words.number(1), size = words.number(2), flags = words.number(1);
      if ((flags & ~std::uint64_t{5}) != 0) refuse("a shared message");
      words.take(prefix - 4);
      const std::string_view body = words.take(size);
      if (type == 0x10) {
        Words place(body);
        const std::uint64_t address = place.number(8);
        more.emplace_back(address, place.number(8));
      } else {
        check_message(type, body, object);
      }
      chunk = words.rest();
    }
    return more;
  }

  static void set_once(std::optional<std::uint64_t>& value, std::uint64_t to) {
    if (value) refuse("an object says something twice");
    value = to;
  }

  void check_message(std::uint64_t type, std::string_view body, Object& object) {
    switch (type) {
      case 0x00:  // room for later
        return;
      case 0x01:
        return set_once(object.elements, element_count(Words(body)));
      case 0x02:
        return check_link_info(Words(body), object);
      case 0x03:
        return set_once(object.element_bytes, type_size(body));
      case 0x05:
        return check_fill(Words(body), object);
      case 0x06:
        return check_link(Words(body));
      case 0x08:
        return check_layout(Words(body), object);
      case 0x0a:  // numbers that only writing uses
        return Words(body).expect("\0"sv, "a group of another kind");
      case 0x0c:
        return check_attribute(Words(body));
      case 0x15:
        return check_attribute_info(Words(body));
      default:
        refuse("a message of kind " + std::to_string(type));
    }
  }

  static void check_link_info(Words words, Object& object) {
    words.expect("\0"sv, "a group of another kind");
    const std::uint64_t flags = words.number(1);
    if (flags > 3 || ++object.links > 1) refuse("a group of another kind");
    if ((flags & 1U) != 0) words.take(8);
    const int places = (flags & 2U) != 0 ? 3 : 2;
    for (int i = 0; i < places; ++i) words.nowhere("a group with a heap");
  }

  static void check_attribute_info(Words words) {
    words.expect("\0"sv, "attributes of another kind");
    const std::uint64_t flags = words.number(1);
    if (flags > 3) refuse("attributes of another kind");
    if ((flags & 1U) != 0) words.take(2);
    const int places = (flags & 2U) != 0 ? 3 : 2;
    for (int i = 0; i < places; ++i) words.nowhere("attributes in a heap");
  }

  static void check_fill(Words words, Object& object) {
    words.expect("\3"sv, "a fill value of another kind");
    const std::uint64_t flags = words.number(1);
    if (flags >= 0x30 || ++object.fills > 1) refuse("a fill value of another kind");
    if ((flags & 0x20U) != 0 && words.number(4) != 8) refuse("a fill value of another kind");
    if ((flags & 0x20U) != 0) words.take(8);
  }

  void check_link(Words words) {
    words.expect("\1"sv, "a link of another kind");
    const std::uint64_t flags = words.number(1);
    if (flags >= 0x20) refuse("a link of another kind");
    if ((flags & 0x08U) != 0) words.expect("\0"sv, "a link that is not hard");
    if ((flags & 0x04U) != 0) words.take(8);
    if ((flags & 0x10U) != 0 && words.number(1) > 1) refuse("a link of another kind");
    const std::string_view name = words.take(words.number(std::uint64_t{1} << (flags & 3U)));
    if (name.empty() || name.find_first_of("/\0"sv) != std::string_view::npos)
      refuse("a name that is none");
    objects_.push_back(words.number(8));
    if (objects_.size() > bytes_.size() / 16) refuse("more links than objects");
  }

  static void check_layout(Words words, Object& object) {
    words.expect("\3\1"sv, "values in chunks, elsewhere or filtered");
    set_once(object.address, words.number(8));
    set_once(object.bytes, words.number(8));
  }

  static void check_attribute(Words words) {
    words.expect("\3\0"sv, "an attribute of another kind");
    const std::uint64_t name_bytes = words.number(2), type_bytes = words.number(2);
    const std::uint64_t space_bytes = words.number(2);
    if (words.number(1) > 1) refuse("an attribute of another kind");
    const std::string_view name = words.take(name_bytes);
    if (name.size() < 2 || name.find('\0') != name.size() - 1) refuse("a name that is none");
    const std::uint64_t size = type_size(words.take(type_bytes));
    const std::uint64_t count = element_count(Words(words.take(space_bytes)));
    if (count > words.rest().size() / size) refuse("an attribute is too short");
  }

  /// Once all messages of an object are known: a group, or a variable whose values are in the file.
  void check_whole(const Object& object) {
    const bool is_variable = object.elements && object.element_bytes && object.address;
    const bool is_anything = object.elements || object.element_bytes || object.address;
    if (object.links == 1 ? is_anything || object.fills > 0 : !is_variable)
      refuse("an object that is neither group nor variable");
    if (!is_variable || *object.address == kNowhere) return;
    if (*object.elements > bytes_.size() ||
        *object.bytes != *object.elements * *object.element_bytes)
      refuse("a variable has other bytes than values");
    claim(*object.address, *object.bytes);
  }

  FileBytes bytes_;
  std::vector<std::uint64_t> objects_;                           ///< addresses, the root's first
  std::vector<std::pair<std::uint64_t, std::uint64_t>> blocks_;  ///< begin and end
};

}  // namespace

void check_metadata(const std::filesystem::path& file, std::uint64_t size) {
  Checker(file, size).check();
}

}  // namespace e2roi::results
