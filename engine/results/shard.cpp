#include "engine/results/shard.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <system_error>

#include "engine/core/checksum.hpp"
#include "engine/results/part_file.hpp"

namespace e2roi::results {
namespace {

namespace fs = std::filesystem;

// Magic, header size, header, its checksum; number of parts, their size, a byte for each that says
// how it is kept, the parts, a checksum of all that follows the header's. Numbers are 64 bits,
// little-endian. The header is "key\nlength of value\nvalue\n" over and over.
constexpr std::string_view kMagic = "e2roi-shard-3\n\x1a\n";  // 16 bytes
static_assert(kMagic.size() == 16);
constexpr std::uint64_t kWord = sizeof(std::uint64_t);
constexpr std::uint64_t kFrame = kMagic.size() + 5 * kWord;  ///< all but header, kinds and parts

/// How a part is kept. A quarter of a run's rows hold one value in every draw: fixed inputs, and
/// what is nothing by definition, as all that `stay` gains over itself.
enum class Kind : unsigned char {
  kBytes = 0,    ///< as it is
  kOneWord = 1,  ///< its first word, for all others are equal to it
};

using Bytes = std::span<const std::byte>;

Bytes bytes_of(const std::uint64_t& number) { return std::as_bytes(std::span(&number, 1)); }
Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

Kind kind_of(Bytes part) {
  if (part.size() < 2 * kWord || part.size() % kWord != 0) return Kind::kBytes;
  // All words are equal where each is equal to the one before it.
  return std::memcmp(part.data(), part.data() + kWord, part.size() - kWord) == 0 ? Kind::kOneWord
                                                                                 : Kind::kBytes;
}
/// What is kept of a part.
template <class Span>
Span kept_of(Span part, Kind kind) {
  return kind == Kind::kOneWord ? part.first(kWord) : part;
}

std::uint64_t checksum_of(Bytes bytes) {
  core::Checksum sum;
  sum.add(bytes);
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

/// Reads `size` bytes; false at the end of the file.
bool get(std::ifstream& stream, void* to, std::uint64_t size) {
  return static_cast<bool>(stream.read(static_cast<char*>(to), static_cast<std::streamsize>(size)));
}

/// Writes one after the other, and says what went wrong by the system's error number.
class Output {
 public:
  Output(const fs::path& part, const fs::path& target, std::uint64_t size)
      : stream_(std::fopen(part.c_str(), "r+be"), &std::fclose), target_(target), size_(size) {
    if (stream_ == nullptr) fail();
  }
  void write(Bytes bytes) {
    if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) != bytes.size())
      fail();
  }
  void flush() {
    if (std::fflush(stream_.get()) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const { throw cannot_write(target_, errno, size_); }

  std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream_;
  const fs::path& target_;
  std::uint64_t size_;
};

}  // namespace

const std::string& value_of(const ShardHeader& header, std::string_view key) {
  static const std::string nothing;
  for (const auto& [name, value] : header)
    if (name == key) return value;
  return nothing;
}

void write_shard(const ShardHeader& header, std::span<const std::span<std::byte>> parts,
                 const fs::path& file, Durability durability) {
  const std::string text = text_of(header);
  std::vector<Kind> kinds;
  std::uint64_t all = 0, size = kFrame + text.size() + parts.size();
  for (const auto& part : parts) {
    kinds.push_back(kind_of(part));
    all += part.size();
    size += kept_of(part, kinds.back()).size();
  }
  PartFile part_file(file);
  part_file.reserve(size);
  Output output(part_file.path(), file, size);
  output.write(bytes_of(kMagic));
  output.write(bytes_of(std::uint64_t{text.size()}));
  output.write(bytes_of(text));
  output.write(bytes_of(checksum_of(bytes_of(text))));
  core::Checksum sum;
  const auto write = [&](Bytes bytes) {
    sum.add(bytes);
    output.write(bytes);
  };
  write(bytes_of(std::uint64_t{parts.size()}));
  write(bytes_of(all));
  write(std::as_bytes(std::span(kinds)));
  for (std::size_t i = 0; i < parts.size(); ++i) write(kept_of(parts[i], kinds[i]));
  output.write(bytes_of(sum.value()));
  output.flush();
  part_file.commit(durability);
}

bool is_shard(const fs::path& file) {
  std::array<char, kMagic.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  return get(stream, start.data(), start.size()) &&
         std::string_view(start.data(), start.size()) == kMagic;
}

ShardFile::ShardFile(const fs::path& file) : path_(file) {
  std::error_code ignored;
  const fs::file_status status = fs::status(file, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw cannot_read_shard(file, "it is not a regular file");
  errno = 0;
  stream_.open(file, std::ios::binary);
  if (!stream_) throw cannot_read_shard(file, std::strerror(errno));
  const std::uint64_t size = fs::file_size(file);
  std::array<char, kMagic.size()> magic{};
  std::uint64_t header_bytes = 0, stated = 0;
  if (!get(stream_, magic.data(), magic.size()) ||
      std::string_view(magic.data(), magic.size()) != kMagic)
    throw cannot_read_shard(
        file, "it is not a shard of this version of e2roi, or its beginning is damaged");
  if (size < kFrame || !get(stream_, &header_bytes, kWord) || header_bytes > size - kFrame)
    throw cannot_read_shard(file, kDamaged);
  std::string text(header_bytes, '\0');
  if (!get(stream_, text.data(), header_bytes) || !get(stream_, &stated, kWord) ||
      stated != checksum_of(bytes_of(text)))
    throw cannot_read_shard(file, kDamaged);
  const auto header = parsed(text);
  if (!header) throw cannot_read_shard(file, kDamaged);
  header_ = *header;
  body_ = kMagic.size() + 2 * kWord + header_bytes;
  body_bytes_ = size - kFrame - header_bytes;
}

bool ShardFile::is_whole() {
  constexpr std::uint64_t kAtOnce = std::uint64_t{1} << 18U;
  stream_.clear();
  stream_.seekg(static_cast<std::streamoff>(body_));
  core::Checksum sum;
  std::vector<std::byte> some;
  for (std::uint64_t left = body_bytes_ + 2 * kWord; left > 0; left -= some.size()) {
    some.resize(std::min(left, kAtOnce));
    if (!get(stream_, some.data(), some.size())) return false;
    sum.add(some);
  }
  std::uint64_t stated = 0;
  return get(stream_, &stated, kWord) && stated == sum.value();
}

void ShardFile::read(std::span<const std::span<std::byte>> parts) {
  const auto refuse_unless = [this](bool holds) {
    if (!holds) throw cannot_read_shard(path_, kDamaged);
  };
  std::uint64_t wanted = 0, count = 0, all = 0, stated = 0;
  for (const auto& part : parts) wanted += part.size();
  stream_.clear();
  stream_.seekg(static_cast<std::streamoff>(body_));
  refuse_unless(get(stream_, &count, kWord) && get(stream_, &all, kWord));
  refuse_unless(count == parts.size() && all == wanted);
  std::vector<Kind> kinds(parts.size());
  refuse_unless(get(stream_, kinds.data(), kinds.size()));
  std::uint64_t kept = kinds.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_word = kinds[i] == Kind::kOneWord;
    refuse_unless(is_word ? parts[i].size() >= kWord && parts[i].size() % kWord == 0
                          : kinds[i] == Kind::kBytes);
    kept += kept_of(parts[i], kinds[i]).size();
  }
  refuse_unless(kept == body_bytes_);
  core::Checksum sum;
  sum.add(bytes_of(count));
  sum.add(bytes_of(all));
  sum.add(std::as_bytes(std::span(kinds)));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::span<std::byte> some = kept_of(parts[i], kinds[i]);
    refuse_unless(get(stream_, some.data(), some.size()));
    sum.add(some);
    if (kinds[i] == Kind::kBytes) continue;
    for (std::size_t at = kWord; at < parts[i].size(); at += kWord)
      std::memcpy(parts[i].data() + at, some.data(), kWord);
  }
  refuse_unless(get(stream_, &stated, kWord) && stated == sum.value());
}

}  // namespace e2roi::results
