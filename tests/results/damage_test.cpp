#include <doctest/doctest.h>
#include <hdf5.h>
#include <sys/stat.h>

#include <random>
#include <span>
#include <string>
#include <vector>

#include "engine/results/file.hpp"
#include "tests/fuzz/forge.hpp"
#include "tests/results/example_result.hpp"
#include "tests/results/folder.hpp"

using e2roi::core::FileError;
using e2roi::core::ResultSet;
using e2roi::results::Content;
using e2roi::results::read;
using e2roi::results::write;
using e2roi::tests::bytes_of;
using e2roi::tests::example_result;
using e2roi::tests::file_error;
using e2roi::tests::Folder;
using e2roi::tests::put_bytes;

namespace {

std::string error_of_reading(const std::filesystem::path& file, Content content = Content::kAll) {
  return file_error([&] { read(file, content); });
}

bool ends_with(const std::string& text, const std::string& end) {
  CAPTURE(text);
  CHECK(text.ends_with(end));
  return text.ends_with(end);
}

/// The file, with one more variable in group "series" that claims `extent` values and holds none.
void add_empty_claim(const std::filesystem::path& file, hsize_t extent) {
  const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t space = H5Screate_simple(1, &extent, nullptr), one = H5Screate(H5S_SCALAR);
  const hid_t claim = H5Dcreate2(opened, "series/claim", H5T_IEEE_F64LE, space, H5P_DEFAULT,
                                 H5P_DEFAULT, H5P_DEFAULT);
  const hid_t text = H5Tcopy(H5T_C_S1);
  H5Tset_size(text, 6);
  const hid_t axes = H5Acreate2(claim, "dimensions", text, one, H5P_DEFAULT, H5P_DEFAULT);
  CHECK(H5Awrite(axes, text, "level") >= 0);
  H5Aclose(axes);
  H5Tclose(text);
  H5Dclose(claim);
  H5Sclose(one);
  H5Sclose(space);
  CHECK(H5Fclose(opened) >= 0);
}

}  // namespace

TEST_CASE("reading: a missing file is named, with the reason") {
  const Folder folder;
  CHECK(error_of_reading(folder / "none.h5") ==
        "cannot read " + (folder / "none.h5").string() + ": No such file or directory");
}

TEST_CASE("reading: folders, pipes and devices are refused before anything waits for them") {
  const Folder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  ends_with(error_of_reading(folder.path()), "it is not a regular file");
  ends_with(error_of_reading(folder / "pipe"), "it is not a regular file");
  ends_with(error_of_reading("/dev/zero"), "it is not a regular file");
}

TEST_CASE("reading: files of other kinds are told from damaged ones") {
  const Folder folder;
  put_bytes(folder / "empty.h5", "");
  ends_with(error_of_reading(folder / "empty.h5"), "it is empty");
  put_bytes(folder / "text.h5", "name = \"Dutch bank\"\n");
  ends_with(error_of_reading(folder / "text.h5"),
            "it is not an HDF5 file, or its beginning is damaged");
  H5Fclose(H5Fcreate((folder / "other.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  ends_with(error_of_reading(folder / "other.h5"),
            "it is an HDF5 file, but not a result file of e2roi");
}

TEST_CASE("reading: a file of a later format says which, and which this program reads") {
  const Folder folder;
  write(example_result(3), folder / "x.h5");
  const hid_t file = H5Fopen((folder / "x.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t format = H5Aopen(file, "format", H5P_DEFAULT), type = H5Aget_type(format);
  CHECK(H5Awrite(format, type, "e2roi-result-9") >= 0);
  H5Tclose(type);
  H5Aclose(format);
  CHECK(H5Fclose(file) >= 0);
  ends_with(error_of_reading(folder / "x.h5"),
            "it has the format e2roi-result-9, this program reads e2roi-result-1");
}

TEST_CASE("reading: a file cut off anywhere is refused, in every way of reading") {
  const Folder folder;
  write(example_result(5), folder / "whole.h5");
  const std::string whole = bytes_of(folder / "whole.h5");
  std::vector<std::size_t> lengths = {0, 1, 7, 8, 9, 47, 48, 95, 96, whole.size() - 1};
  for (std::size_t i = 1; i < 100; ++i) lengths.push_back(i * whole.size() / 100);
  for (const std::size_t length : lengths) {
    CAPTURE(length);
    put_bytes(folder / "cut.h5", whole.substr(0, length));
    CHECK(error_of_reading(folder / "cut.h5").starts_with("cannot read "));
    CHECK(error_of_reading(folder / "cut.h5", Content::kSummary).starts_with("cannot read "));
  }
}

TEST_CASE("reading: a draw that was changed on disk is noticed by its digest") {
  const Folder folder;
  ResultSet results = example_result(100);
  const double mark = 12'345.678;  // found nowhere else in the file
  results.arrays[3 * 42].values[7] = mark;
  const std::string digest = e2roi::results::digest(results);
  results.provenance.back() = {"digest", digest};
  write(results, folder / "x.h5");
  CHECK(error_of_reading(folder / "x.h5").empty());
  std::string bytes = bytes_of(folder / "x.h5");
  const std::size_t at = bytes.find(std::string(reinterpret_cast<const char*>(&mark), 8));
  REQUIRE(at != std::string::npos);
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  put_bytes(folder / "x.h5", bytes);
  const std::string error = error_of_reading(folder / "x.h5");
  CHECK(error.find("it is damaged: its values have the digest ") != std::string::npos);
  ends_with(error, ", it was written with " + digest);
}

TEST_CASE("reading: bytes changed anywhere give an error or a result, and nothing worse") {
  const Folder folder;
  write(example_result(3, 1), folder / "whole.h5");
  const std::string whole = bytes_of(folder / "whole.h5");
  const std::size_t texts = whole.find("GCOL");  // the one part that HDF5 keeps no checksum of
  REQUIRE(texts != std::string::npos);
  std::mt19937 random(20130630);
  int refused = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    std::string damaged = whole;
    for (int change = 0; change < 3; ++change) {
      const std::size_t place =
          round % 2 == 0 ? random() % whole.size() : texts + random() % std::size_t{4'096};
      damaged[place] = static_cast<char>(change == 0 ? 0xFFU : random() & 0xFFU);
    }
    put_bytes(folder / "x.h5", damaged);
    refused += error_of_reading(folder / "x.h5").empty() ? 0 : 1;
  }
  CHECK(refused > 20);
}

TEST_CASE("reading: attributes that are said to be in a heap elsewhere crash the library, not us") {
  const Folder folder;
  write(example_result(1), folder / "x.h5");
  std::string bytes = bytes_of(folder / "x.h5");
  // Where an object's attributes are: the address of a heap (none) that then lies far outside.
  const std::size_t about = bytes.find(std::string("\x15\x1c\0\4", 4));
  REQUIRE(about != std::string::npos);
  REQUIRE(bytes.substr(about + 10, 8) == std::string(8, '\xff'));
  bytes[about + 15] = '\xdf';
  e2roi::fuzz::forge_checksums(std::as_writable_bytes(std::span(bytes)));
  put_bytes(folder / "x.h5", bytes);
  for (const Content content : {Content::kAll, Content::kSummary, Content::kLabels})
    CHECK_FALSE(error_of_reading(folder / "x.h5", content).empty());
}

TEST_CASE("reading: links and values that lead to another file are not followed") {
  const Folder folder;
  write(example_result(2), folder / "x.h5");
  std::filesystem::copy(folder / "x.h5", folder / "other.h5");
  const hid_t opened = H5Fopen((folder / "x.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  H5Ldelete(opened, "month", H5P_DEFAULT);
  H5Lcreate_external((folder / "other.h5").c_str(), "month", opened, "month", H5P_DEFAULT,
                     H5P_DEFAULT);
  CHECK(H5Fclose(opened) >= 0);
  ends_with(error_of_reading(folder / "x.h5"), "differ from its axes)");  // as without months
}

TEST_CASE("reading: a variable that claims more values than its file can hold asks for no memory") {
  const Folder folder;
  write(example_result(3), folder / "x.h5");
  add_empty_claim(folder / "x.h5", hsize_t{1} << 40U);
  const std::string error = error_of_reading(folder / "x.h5", Content::kSummary);
  CHECK(error.find("claims more values than a file of ") != std::string::npos);
}

TEST_CASE("writing: a result set that contradicts itself is refused with both numbers") {
  const Folder folder;
  const auto error_of = [&folder](const ResultSet& results) {
    const std::string error = file_error([&] { write(results, folder / "x.h5"); });
    CHECK(folder.names().empty());
    return error;
  };
  ResultSet results = example_result(3);
  results.arrays[0].values.pop_back();
  ends_with(error_of(results), ": array series/openness has 899 values, its shape holds 900");
  results = example_result(3);
  results.draws = 4;
  ends_with(error_of(results), ": array draws/npv has extent 3 along draw, which has 4");
  results = example_result(3);
  results.arrays[1].name = "openness";
  ends_with(error_of(results), ": array series/openness has a name that is already taken");
  results = example_result(3);
  results.arrays[1].name = "quantile";
  ends_with(error_of(results), ": array series/quantile has a name that is already taken");
  results = example_result(3);
  results.arrays[1].name = "a/b";
  ends_with(error_of(results), ": array series/a/b has a name that a file cannot hold");
  results = example_result(3);
  results.arrays[1].shape.pop_back();
  ends_with(error_of(results), ": array series/openness_mean has 2 axes and 1 extents");
  results = example_result(3);
  results.path_names.pop_back();
  ends_with(error_of(results), ": there are 3 paths and 2 names of paths");
  results = example_result(3);
  results.provenance.emplace_back("seed", "7");
  ends_with(error_of(results),
            ": provenance has a key 'seed' that is taken or that a file cannot hold");
}
