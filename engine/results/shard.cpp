#include "engine/results/shard.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "engine/core/checksum.hpp"
#include "engine/results/part_file.hpp"

namespace e2roi::results {
namespace {

namespace fs = std::filesystem;

// Magic, header size, number of blocks, their size, header, a checksum of all that; the blocks, a
// checksum each, a checksum of those; number of parts, their size, the parts, a checksum of all
// that. Numbers are 64 bits, little-endian. The header is
// "key\nlength of value\nvalue\n" over and over.
constexpr std::string_view kMagic = "e2roi-shard-4\n\x1a\n";  // 16 bytes
static_assert(kMagic.size() == 16);
constexpr std::uint64_t kWord = sizeof(std::uint64_t);
/// Header size, number of blocks, their size.
using Sizes = std::array<std::uint64_t, 3>;
constexpr std::uint64_t kHead = kMagic.size() + sizeof(Sizes);  ///< all before the header
constexpr std::uint64_t kFrame = kHead + 5 * kWord;  ///< all but header, blocks, sums, parts

using Bytes = std::span<const std::byte>;

Bytes bytes_of(const std::uint64_t& number) { return std::as_bytes(std::span(&number, 1)); }
Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

/// Of one after the other.
template <class... Some>
std::uint64_t sum_of(const Some&... some) {
  core::Checksum sum;
  (sum.add(std::as_bytes(std::span(some))), ...);
  return sum.value();
}

std::string text_of(const ShardHeader& header) {
  std::string text;
  for (const auto& [key, value] : header)
    text += key + "\n" + std::to_string(value.size()) + "\n" + value + "\n";
  return text;
}

/// Nothing where the text is no header.
std::optional<ShardHeader> parsed(std::string_view text) {
  ShardHeader header;
  const auto line = [&text]() -> std::optional<std::string> {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    std::string word(text.substr(0, end));
    text.remove_prefix(end + 1);
    return word;
  };
  while (!text.empty()) {
    const auto key = line(), length = line();
    const bool is_number = length && !length->empty() && length->size() < 18 &&
                           length->find_first_not_of("0123456789") == std::string::npos;
    if (!key || !is_number) return std::nullopt;
    const std::size_t size = std::stoull(*length);
    if (size >= text.size() || text[size] != '\n') return std::nullopt;
    header.emplace_back(*key, text.substr(0, size));
    text.remove_prefix(size + 1);
  }
  return header;
}

core::FileError cannot_read_shard(const fs::path& file, const std::string& reason) {
  return core::FileError("cannot read " + file.string() + ": " + reason);
}

constexpr const char* kDamaged = "this shard is damaged or cut off; make it again";

/// Writes from a place on, in large pieces, and sums up what it writes.
class Output {
 public:
  Output(PartFile& file, std::uint64_t place) : file_(file), place_(place) {
    waiting_.reserve(kAtOnce);
  }
  void write(Bytes bytes) {
    sum_.add(bytes);
    if (waiting_.size() + bytes.size() > kAtOnce) flush();
    if (bytes.size() > kAtOnce) {
      file_.write_at(place_, bytes);
      place_ += bytes.size();
    } else {
      waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    }
  }
  /// Ends what is summed up: writes its checksum.
  void write_sum() {
    const std::uint64_t sum = sum_.value();
    write(bytes_of(sum));
    sum_ = {};
  }
  void flush() {
    file_.write_at(place_, waiting_);
    place_ += waiting_.size();
    waiting_.clear();
  }

 private:
  static constexpr std::size_t kAtOnce = std::size_t{1} << 18U;
  PartFile& file_;
  std::uint64_t place_;
  core::Checksum sum_;
  std::vector<std::byte> waiting_;
};

}  // namespace

const std::string& value_of(const ShardHeader& header, std::string_view key) {
  static const std::string nothing;
  for (const auto& [name, value] : header)
    if (name == key) return value;
  return nothing;
}

ShardWriter::ShardWriter(const ShardHeader& header, std::uint64_t blocks, std::uint64_t block_bytes,
                         const fs::path& file)
    : part_(file), block_bytes_(block_bytes), sums_(blocks) {
  const std::string text = text_of(header);
  const Sizes sizes = {text.size(), blocks, block_bytes};
  first_ = kHead + text.size() + kWord;
  part_.reserve(first_ + blocks * (block_bytes + kWord));
  Output head(part_, 0);
  head.write(bytes_of(kMagic));
  head.write(std::as_bytes(std::span(sizes)));
  head.write(bytes_of(text));
  head.write_sum();
  head.flush();
}

void ShardWriter::put(std::uint64_t block, Bytes bytes) {
  sums_[block] = core::checksum_of(bytes);
  part_.write_at(first_ + block * block_bytes_, bytes);
  // The disk works while the next blocks are simulated.
  constexpr std::uint64_t kBetweenSyncs = std::uint64_t{4} << 20U;
  const std::uint64_t before = put_.fetch_add(bytes.size());
  if (before / kBetweenSyncs != (before + bytes.size()) / kBetweenSyncs) part_.begin_sync();
}

void ShardWriter::finish(std::span<const std::span<std::byte>> parts, Durability durability) {
  const std::uint64_t place = first_ + sums_.size() * block_bytes_;
  std::uint64_t all = 0;
  for (const auto& part : parts) all += part.size();
  part_.reserve(place + (sums_.size() + 4) * kWord + all);
  Output tail(part_, place);
  tail.write(std::as_bytes(std::span(sums_)));
  tail.write_sum();
  tail.write(bytes_of(std::uint64_t{parts.size()}));
  tail.write(bytes_of(all));
  for (const auto& part : parts) tail.write(part);
  tail.write_sum();
  tail.flush();
  part_.commit(durability);
}

bool is_shard(const fs::path& file) {
  std::array<char, kMagic.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  return stream.read(start.data(), start.size()) &&
         std::string_view(start.data(), start.size()) == kMagic;
}

bool ShardFile::get(std::uint64_t place, std::span<std::byte> bytes) {
  const std::lock_guard lock(mutex_);
  if (!stream_ || position_ != place) {  // what is read ahead is lost by a seek
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(place));
  }
  position_ = place + bytes.size();
  return static_cast<bool>(stream_.read(reinterpret_cast<char*>(bytes.data()),
                                        static_cast<std::streamsize>(bytes.size())));
}

std::optional<std::uint64_t> ShardFile::checksum_at(std::uint64_t place, std::uint64_t size) {
  constexpr std::uint64_t kAtOnce = std::uint64_t{1} << 18U;
  core::Checksum sum;
  std::vector<std::byte> some;
  for (std::uint64_t done = 0; done < size; done += some.size()) {
    some.resize(std::min(size - done, kAtOnce));
    if (!get(place + done, some)) return std::nullopt;
    sum.add(some);
  }
  return sum.value();
}

ShardFile::ShardFile(const fs::path& file) : path_(file) {
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw cannot_read_shard(file, "it is not a regular file");
  errno = 0;
  stream_.open(file, std::ios::binary);
  if (!stream_) throw cannot_read_shard(file, std::strerror(errno));
  std::array<char, kMagic.size()> magic{};
  if (!get(0, std::as_writable_bytes(std::span(magic))) ||
      std::string_view(magic.data(), magic.size()) != kMagic)
    throw cannot_read_shard(
        file, "it is not a shard of this version of e2roi, or its beginning is damaged");
  const auto refuse_unless = [&file](bool holds) {
    if (!holds) throw cannot_read_shard(file, kDamaged);
  };
  const std::uint64_t size = fs::file_size(file);
  Sizes sizes{};
  std::uint64_t stated = 0;
  const auto stated_bytes = std::as_writable_bytes(std::span(&stated, 1));
  refuse_unless(size >= kFrame && get(magic.size(), std::as_writable_bytes(std::span(sizes))));
  const auto [header_bytes, blocks, block_bytes] = sizes;
  const std::uint64_t room = size - kFrame;
  refuse_unless(header_bytes <= room && blocks <= (room - header_bytes) / kWord &&
                (blocks == 0 || block_bytes <= (room - header_bytes - blocks * kWord) / blocks));
  std::string text(header_bytes, '\0');
  refuse_unless(get(kHead, std::as_writable_bytes(std::span(text))));
  refuse_unless(get(kHead + header_bytes, stated_bytes) && stated == sum_of(magic, sizes, text));
  const auto header = parsed(text);
  refuse_unless(header.has_value());
  header_ = *header;
  block_bytes_ = block_bytes;
  first_ = kHead + header_bytes + kWord;
  sums_.resize(blocks);
  const std::uint64_t place = first_ + blocks * block_bytes;
  refuse_unless(get(place, std::as_writable_bytes(std::span(sums_))) &&
                get(place + blocks * kWord, stated_bytes) &&
                stated == core::checksum_of(std::as_bytes(std::span(sums_))));
  tail_ = place + (blocks + 1) * kWord;
  tail_bytes_ = size - tail_ - kWord;
}

bool ShardFile::is_whole() {
  for (std::uint64_t block = 0; block < blocks(); ++block)
    if (checksum_at(first_ + block * block_bytes_, block_bytes_) != sums_[block]) return false;
  std::uint64_t stated = 0;
  return get(tail_ + tail_bytes_, std::as_writable_bytes(std::span(&stated, 1))) &&
         checksum_at(tail_, tail_bytes_) == stated;
}

void ShardFile::read_block(std::uint64_t block, std::span<std::byte> bytes) {
  const bool is_right = block < blocks() && bytes.size() == block_bytes_ &&
                        get(first_ + block * block_bytes_, bytes) &&
                        core::checksum_of(bytes) == sums_[block];
  if (!is_right) throw cannot_read_shard(path_, kDamaged);
}

void ShardFile::read(std::span<const std::span<std::byte>> parts) {
  std::uint64_t place = tail_;
  core::Checksum sum;
  const auto refuse_unless = [this](bool holds) {
    if (!holds) throw cannot_read_shard(path_, kDamaged);
  };
  const auto read_to = [&](std::span<std::byte> bytes) {
    refuse_unless(get(place, bytes));
    place += bytes.size();
    sum.add(bytes);
  };
  std::uint64_t wanted = 0, stated = 0;
  for (const auto& part : parts) wanted += part.size();
  std::array<std::uint64_t, 2> sizes{};  // number of parts, all bytes of them
  read_to(std::as_writable_bytes(std::span(sizes)));
  refuse_unless(sizes[0] == parts.size() && sizes[1] == wanted &&
                wanted == tail_bytes_ - sizeof sizes);
  for (const auto& part : parts) read_to(part);
  refuse_unless(get(place, std::as_writable_bytes(std::span(&stated, 1))) && stated == sum.value());
}

}  // namespace e2roi::results
