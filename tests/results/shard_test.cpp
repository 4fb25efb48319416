#include "engine/results/shard.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/checksum.hpp"
#include "engine/results/file_lock.hpp"
#include "tests/results/folder.hpp"

using e2roi::core::Checksum;
using e2roi::results::FileLock;
using e2roi::results::ShardFile;
using e2roi::results::ShardHeader;
using e2roi::results::ShardWriter;
using e2roi::tests::bytes_of;
using e2roi::tests::file_error;
using e2roi::tests::Folder;
using e2roi::tests::put_bytes;

namespace {

using Parts = std::vector<std::span<std::byte>>;

const ShardHeader kHeader = {
    {"seed", "7"}, {"scenario", "two\nlines = 2\n"}, {"empty", ""}, {"stretch_place", "0"}};

/// Numbers in rows of which a shard holds a piece each, as in a run's tables.
struct Table {
  std::vector<double> values = std::vector<double>(40);
  Parts parts() {
    Parts parts;
    for (std::size_t row = 0; row < 4; ++row)
      parts.push_back(std::as_writable_bytes(std::span(values).subspan(10 * row + 3, 5)));
    return parts;
  }
};

/// Two blocks that are put in disorder, then a table's parts.
constexpr std::size_t kBlockBytes = 20;
using Block = std::array<std::byte, kBlockBytes>;
Block block(unsigned char first) {
  Block block{};
  for (std::size_t i = 0; i < block.size(); ++i)
    block[i] = static_cast<std::byte>(first + static_cast<unsigned char>(i));
  return block;
}
void write_shard(const ShardHeader& header, const Parts& parts, const std::filesystem::path& file,
                 e2roi::results::Durability durability = e2roi::results::Durability::kSynced) {
  ShardWriter writer(header, 2, kBlockBytes, file);
  writer.put(1, block(100));
  writer.put(0, block(50));
  writer.finish(parts, durability);
}

Table example() {
  Table table;
  for (std::size_t i = 0; i < table.values.size(); ++i)
    table.values[i] = 1.0 / static_cast<double>(i + 1);
  return table;
}

/// Reads everything of a shard; the error, or an empty text.
std::string error_of_reading_shard(const std::filesystem::path& file, ShardHeader* header = nullptr,
                                   Table* table = nullptr) {
  return file_error([&] {
    ShardFile shard(file);
    Table into;
    shard.read(into.parts());
    for (const std::uint64_t number : {0U, 1U}) {
      Block read{};
      shard.read_block(number, read);
      CHECK(read == block(number == 0 ? 50 : 100));
    }
    if (header != nullptr) *header = shard.header();
    if (table != nullptr) *table = into;
  });
}

bool is_whole(const std::filesystem::path& file) {
  bool whole = false;
  const std::string error = file_error([&] { whole = ShardFile(file).is_whole(); });
  return whole && error.empty();
}

}  // namespace

TEST_CASE("shard: header and parts come back, and nothing beside the parts is touched") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x.shard");
  CHECK(folder.names() == std::vector<std::string>{"x.shard"});
  ShardHeader header;
  Table read;
  CHECK(error_of_reading_shard(folder / "x.shard", &header, &read).empty());
  CHECK(header == kHeader);
  CHECK(e2roi::results::value_of(header, "scenario") == "two\nlines = 2\n");
  CHECK(e2roi::results::value_of(header, "none").empty());
  for (std::size_t i = 0; i < 40; ++i)
    CHECK(read.values[i] == (i % 10 >= 3 && i % 10 < 8 ? table.values[i] : 0.0));
}

TEST_CASE("shard: equal contents give equal bytes") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "a");
  write_shard(kHeader, table.parts(), folder / "b");
  CHECK(bytes_of(folder / "a") == bytes_of(folder / "b"));
}

TEST_CASE("shard: written without waiting for the disk it is whole, and nothing stays beside it") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  write_shard(kHeader, table.parts(), folder / "y", e2roi::results::Durability::kStarted);
  CHECK(bytes_of(folder / "x") == bytes_of(folder / "y"));
  CHECK(folder.names() == std::vector<std::string>{"x", "y"});
}

TEST_CASE("shard: every single byte that is changed is noticed") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  const std::string whole = bytes_of(folder / "x");
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
      CAPTURE(at);
      std::string damaged = whole;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ change);
      put_bytes(folder / "y", damaged);
      CHECK(error_of_reading_shard(folder / "y").starts_with("cannot read "));
      CHECK_FALSE(is_whole(folder / "y"));
    }
  CHECK(is_whole(folder / "x"));
}

TEST_CASE("shard: one that is cut off or longer than it should be is refused, at every length") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  const std::string whole = bytes_of(folder / "x");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    put_bytes(folder / "y", whole.substr(0, length));
    CHECK_FALSE(error_of_reading_shard(folder / "y").empty());
  }
  put_bytes(folder / "y", whole + "x");
  CHECK_FALSE(error_of_reading_shard(folder / "y").empty());
}

TEST_CASE("shard: under a right checksum, too, each value must end where its length says") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  std::string bytes = bytes_of(folder / "x");
  const std::size_t end = bytes.find("stretch_place\n1\n0\n") + 17;  // of the header: its last byte
  REQUIRE(bytes[end] == '\n');
  bytes[end] = 'x';
  Checksum sum;
  sum.add(std::as_bytes(std::span(bytes).first(end + 1)));
  const std::uint64_t forged = sum.value();
  std::memcpy(bytes.data() + end + 1, &forged, sizeof forged);
  put_bytes(folder / "x", bytes);
  CHECK(error_of_reading_shard(folder / "x").ends_with("damaged or cut off; make it again"));
}

TEST_CASE("shard: a header that claims more than the file holds asks for no memory") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  std::string bytes = bytes_of(folder / "x");
  for (const std::size_t size : {16U, 24U, 32U}) {  // of the header, number of blocks, theirs
    std::string claims = bytes;
    claims.replace(size, 8, std::string(8, '\xFF'));
    put_bytes(folder / "x", claims);
    CHECK(error_of_reading_shard(folder / "x").ends_with("damaged or cut off; make it again"));
  }
}

TEST_CASE("shard: files of other kinds are refused by name, and told from shards") {
  const Folder folder;
  put_bytes(folder / "text", "name = \"Dutch bank\"\n");
  CHECK(error_of_reading_shard(folder / "text").find("it is not a shard") != std::string::npos);
  CHECK(error_of_reading_shard(folder.path()).ends_with("it is not a regular file"));
  CHECK(error_of_reading_shard(folder / "none").ends_with("No such file or directory"));
  CHECK_FALSE(e2roi::results::is_shard(folder / "text"));
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  CHECK(e2roi::results::is_shard(folder / "x"));
}

TEST_CASE("shard: a block that is not there, or of another size, is refused") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  ShardFile shard(folder / "x");
  CHECK(shard.blocks() == 2);
  CHECK(shard.block_bytes() == kBlockBytes);
  Block read{};
  CHECK_FALSE(file_error([&] { shard.read_block(2, read); }).empty());
  CHECK_FALSE(file_error([&] { shard.read_block(0, std::span(read).first(8)); }).empty());
  CHECK(file_error([&] { shard.read_block(0, read); }).empty());
}

TEST_CASE("shard: one that is not finished leaves the file as it was") {
  const Folder folder;
  put_bytes(folder / "x", "before");
  {
    ShardWriter writer(kHeader, 2, kBlockBytes, folder / "x");
    writer.put(0, block(50));
    CHECK(folder.names().size() == 2);
  }
  CHECK(folder.names() == std::vector<std::string>{"x"});
  CHECK(bytes_of(folder / "x") == "before");
}

TEST_CASE("shard: parts of another size than were written are refused") {
  const Folder folder;
  Table table = example();
  write_shard(kHeader, table.parts(), folder / "x");
  ShardFile shard(folder / "x");
  Parts fewer = table.parts();
  fewer.pop_back();
  CHECK_FALSE(file_error([&] { shard.read(fewer); }).empty());
  CHECK(file_error([&] { shard.read(table.parts()); }).empty());
}

TEST_CASE("checksum: depends on every byte, on their order and number, not on how they are added") {
  std::string text(1000, 'a');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i * 7);
  const auto of = [](std::string_view bytes, std::size_t step) {
    Checksum sum;
    for (std::size_t i = 0; i < bytes.size(); i += step)
      sum.add(std::as_bytes(std::span(bytes.substr(i, step))));
    return sum.value();
  };
  const std::uint64_t whole = of(text, text.size());
  for (const std::size_t step : {1U, 3U, 63U, 64U, 65U, 200U}) CHECK(of(text, step) == whole);
  CHECK(of(text.substr(0, 999), 64) != whole);
  CHECK(of(text + std::string(1, '\0'), 64) != whole);
  std::string swapped = text;
  std::swap_ranges(swapped.begin(), swapped.begin() + 64, swapped.begin() + 64);
  CHECK(of(swapped, 64) != whole);
}

TEST_CASE("file lock: one holder at a time, and the file is gone when it ends") {
  const Folder folder;
  {
    const auto first = FileLock::take(folder / "lock");
    REQUIRE(first.has_value());
    CHECK_FALSE(FileLock::take(folder / "lock").has_value());
  }
  CHECK(folder.names().empty());
  CHECK(FileLock::take(folder / "lock").has_value());
  CHECK_FALSE(file_error([&] { FileLock::take(folder / "none/lock"); }).empty());
}
