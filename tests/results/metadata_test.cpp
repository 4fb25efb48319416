#include "engine/results/metadata.hpp"

#include <doctest/doctest.h>
#include <hdf5.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "engine/results/file.hpp"
#include "tests/fuzz/forge.hpp"
#include "tests/results/example_result.hpp"
#include "tests/results/folder.hpp"

using e2roi::tests::bytes_of;
using e2roi::tests::example_result;
using e2roi::tests::file_error;
using e2roi::tests::Folder;
using e2roi::tests::put_bytes;

namespace {

/// The error of reading a result file that `change` has changed through the library; `low`: the
/// oldest version of blocks that it may add.
std::string error_after(const std::function<void(hid_t)>& change,
                        H5F_libver_t low = H5F_LIBVER_V18) {
  const Folder folder;
  const auto file = folder / "x.h5";
  e2roi::results::write(example_result(3, 1), file);
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_libver_bounds(access, low, H5F_LIBVER_V110);
  const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, access);
  H5Pclose(access);
  change(opened);
  REQUIRE(H5Fclose(opened) >= 0);
  const std::string error = file_error([&] { e2roi::results::read(file); });
  const std::size_t reason = error.find(": it is ");
  return reason == std::string::npos ? error : error.substr(reason + 2);
}

std::string not_ours(const std::string& reason) {
  return "it is damaged, or not as e2roi writes result files (" + reason + ")";
}

/// Adds a variable of ten numbers to group series.
void add_variable(hid_t file, const std::function<void(hid_t)>& creation_of, hsize_t most = 10) {
  const hsize_t extent = 10;
  const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  creation_of(creation);
  const hid_t space = H5Screate_simple(1, &extent, &most);
  const hid_t added =
      H5Dcreate2(file, "series/more", H5T_IEEE_F64LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  CHECK(added >= 0);
  H5Dclose(added);
  H5Sclose(space);
  H5Pclose(creation);
}

}  // namespace

TEST_CASE("metadata: links to other files and to elsewhere are refused before anything follows") {
  CHECK(error_after([](hid_t file) {
          H5Lcreate_external("/etc/passwd", "/", file, "series/far", H5P_DEFAULT, H5P_DEFAULT);
        }) == not_ours("a link that is not hard"));
  CHECK(error_after([](hid_t file) {
          H5Lcreate_soft("/series", file, "outcome/soft", H5P_DEFAULT, H5P_DEFAULT);
        }) == not_ours("a link that is not hard"));
  CHECK(error_after([](hid_t file) {
          H5Lcreate_hard(file, "/", file, "series/circle", H5P_DEFAULT, H5P_DEFAULT);
        }) == not_ours("a message of kind 22"));  // how often the root is linked
}

TEST_CASE("metadata: chunks, filters, other files and virtual variables are refused") {
  const hsize_t ten = 10;
  const std::string elsewhere = not_ours("values in chunks, elsewhere or filtered");
  CHECK(error_after([&](hid_t file) {
          add_variable(file, [&](hid_t creation) {
            H5Pset_chunk(creation, 1, &ten);
            H5Pset_deflate(creation, 9);
          });
        }) == not_ours("a message of kind 11"));
  CHECK(error_after([&](hid_t file) {
          add_variable(file, [&](hid_t creation) { H5Pset_chunk(creation, 1, &ten); });
        }) == elsewhere);
  CHECK(error_after([](hid_t file) {
          add_variable(file, [](hid_t creation) {
            H5Pset_external(creation, "/etc/passwd", 0, H5F_UNLIMITED);
          });
        }) == not_ours("a message of kind 7"));
  CHECK(error_after([&](hid_t file) {
          add_variable(file, [&](hid_t creation) {
            const hid_t space = H5Screate_simple(1, &ten, nullptr);
            H5Pset_virtual(creation, space, "/etc/passwd", "/x", space);
            H5Sclose(space);
          });
        }) == elsewhere);
  CHECK(error_after([&](hid_t file) {
          add_variable(file, [](hid_t creation) { H5Pset_layout(creation, H5D_COMPACT); });
        }) == elsewhere);
}

TEST_CASE("metadata: blocks of another version than the writer's are refused") {
  CHECK(error_after([](hid_t file) { add_variable(file, [](hid_t) {}); }, H5F_LIBVER_EARLIEST) ==
        not_ours("an object header of another kind"));
}

TEST_CASE("metadata: wrong bytes under right checksums give an error or a result, nothing worse") {
  const Folder folder;
  e2roi::results::write(example_result(1, 1), folder / "whole.h5");
  const std::string whole = bytes_of(folder / "whole.h5");
  std::vector<std::size_t> headers;
  for (std::size_t at = whole.find("OHDR"); at != std::string::npos;
       at = whole.find("OHDR", at + 1))
    headers.push_back(at);
  REQUIRE(headers.size() > 100);
  std::mt19937 random(20130630);
  int refused = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    std::string damaged = whole;
    for (int change = 0; change < 2; ++change) {
      const std::size_t place =
          headers[random() % headers.size()] + 4 + random() % std::size_t{300};
      if (place < damaged.size()) damaged[place] = static_cast<char>(random() & 0xFFU);
    }
    e2roi::fuzz::forge_checksums(std::as_writable_bytes(std::span(damaged)));
    put_bytes(folder / "x.h5", damaged);
    refused += file_error([&] { e2roi::results::read(folder / "x.h5"); }).empty() ? 0 : 1;
  }
  CHECK(refused > 20);
}

TEST_CASE("metadata: an object that continues at itself ends in an error") {
  const Folder folder;
  e2roi::results::write(example_result(1), folder / "x.h5");
  std::string bytes = bytes_of(folder / "x.h5");
  const std::size_t chunk = bytes.find("OCHK");
  REQUIRE(chunk != std::string::npos);
  // Its first message becomes a continuation of 16 bytes that leads to the chunk itself.
  const std::uint64_t address = chunk, size = 64;
  std::string message("\x10\x10\0\0\0\0", 6);
  message.append(reinterpret_cast<const char*>(&address), 8);
  message.append(reinterpret_cast<const char*>(&size), 8);
  bytes.replace(chunk + 4, message.size(), message);
  put_bytes(folder / "x.h5", bytes);
  CHECK(file_error([&] {
          e2roi::results::read(folder / "x.h5");
        }).find("it is damaged, or not as e2roi writes result files (") != std::string::npos);
}
