#include <doctest/doctest.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/check.hpp"
#include "engine/results/file.hpp"
#include "tests/results/example_result.hpp"
#include "tests/results/folder.hpp"

using e2roi::core::NamedArray;
using e2roi::core::ResultSet;
using e2roi::results::Content;
using e2roi::results::read;
using e2roi::results::write;
using e2roi::tests::bytes_of;
using e2roi::tests::example_result;
using e2roi::tests::Folder;

namespace {

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

void check_same(const NamedArray& got, const NamedArray& given) {
  CAPTURE(given.group);
  CAPTURE(given.name);
  CHECK(got.group == given.group);
  CHECK(got.name == given.name);
  CHECK(got.long_name == given.long_name);
  CHECK(got.unit == given.unit);
  CHECK(got.axes == given.axes);
  CHECK(got.shape == given.shape);
  CHECK(got.can_be_undefined == given.can_be_undefined);
  CHECK(same_bits(got.values, given.values));
}

void check_same(const ResultSet& got, const ResultSet& given) {
  CHECK(got.title == given.title);
  CHECK(got.path_ids == given.path_ids);
  CHECK(got.path_names == given.path_names);
  CHECK(got.months == given.months);
  CHECK(got.quantiles == given.quantiles);
  CHECK(got.rungs == given.rungs);
  CHECK(got.input_keys == given.input_keys);
  CHECK(got.unit_ids == given.unit_ids);
  CHECK(got.labels == given.labels);
  CHECK(got.first_draw == given.first_draw);
  CHECK(got.draws == given.draws);
  CHECK(got.kept_trajectories == given.kept_trajectories);
  CHECK(got.provenance == given.provenance);
  REQUIRE(got.arrays.size() == given.arrays.size());
  for (std::size_t i = 0; i < given.arrays.size(); ++i) check_same(got.arrays[i], given.arrays[i]);
}

ResultSet written_and_read(const ResultSet& results) {
  const Folder folder;
  write(results, folder / "x.h5");
  return read(folder / "x.h5");
}

}  // namespace

TEST_CASE("a result file: what was written is read, bit for bit, with every label") {
  const ResultSet results = example_result(50);
  check_same(written_and_read(results), results);
}

TEST_CASE("a result file: the labels of an axis that only an analysis has come back") {
  ResultSet results = example_result(50);
  results.labels.emplace_back("lever", std::vector<std::string>{"openness", "écoute"});
  for (const char* name : {"share", "total"})
    results.arrays.push_back(
        {"ledger", name, "worth of a lever", "EUR", {"lever", "path"}, {2, 3}, {1, 2, 3, 4, 5, 6}});
  check_same(written_and_read(results), results);
}

TEST_CASE("a result file: whole series of a few draws come back with their units and draws") {
  const ResultSet results = example_result(50, 7);
  const ResultSet got = written_and_read(results);
  check_same(got, results);
  const NamedArray* openness = got.find("trajectories", "unit_openness");
  REQUIRE(openness != nullptr);
  CHECK(openness->axes == std::vector<std::string>{"path", "month", "unit", "draw"});
  CHECK(openness->shape == std::vector<std::size_t>{3, 60, 3, 7});
}

TEST_CASE("a result file: draws far beyond the first keep their numbers, up to the last there is") {
  for (const std::uint64_t first : {std::uint64_t{1} << 53U, (std::uint64_t{1} << 63U) - 4,
                                    std::numeric_limits<std::uint64_t>::max() - 4}) {
    ResultSet results = example_result(4);
    results.first_draw = first;
    CHECK(written_and_read(results).first_draw == first);
  }
}

TEST_CASE("a result file: a result with one path, one month and one draw is as good as any") {
  ResultSet results;
  results.title = "";
  results.path_ids = {"stay"};
  results.months = {0};
  results.draws = 1;
  results.arrays = {{"draws", "npv", "", "EUR", {"path", "draw"}, {1, 1}, {0}, false}};
  check_same(written_and_read(results), results);
}

TEST_CASE("a result file: an axis that is not of the model is kept as a dimension without labels") {
  ResultSet results = example_result(3);
  results.arrays.push_back(
      {"series", "mixing", "", "1", {"path", "level"}, {3, 2}, {1, 2, 3, 4, 5, 6}, false});
  results.arrays.push_back({"", "overall", "of the root", "1", {"path"}, {3}, {1, 2, 3}, false});
  results.arrays.push_back({"", "one_number", "without axes", "1", {}, {}, {4}, false});
  const ResultSet got = written_and_read(results);
  REQUIRE(got.find("series", "mixing") != nullptr);
  check_same(*got.find("series", "mixing"), *results.find("series", "mixing"));
  REQUIRE(got.find("", "overall") != nullptr);
  check_same(*got.find("", "overall"), *results.find("", "overall"));
  REQUIRE(got.find("", "one_number") != nullptr);
  check_same(*got.find("", "one_number"), *results.find("", "one_number"));
}

TEST_CASE("a result file: texts of 100,000 characters, empty ones and odd bytes are no trouble") {
  ResultSet results = example_result(3);
  results.title = std::string(100'000, 'x');
  results.path_names[1] = "";
  results.provenance.emplace_back("odd", std::string("a\0b\xFF", 4));
  const ResultSet got = written_and_read(results);
  CHECK(got.title == results.title);
  CHECK(got.path_names == results.path_names);
  CHECK(got.provenance.back().second ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
}

TEST_CASE("a result file: its texts are read heap by heap, not one by one") {
  const auto reads = [] {
    std::ifstream io("/proc/self/io");
    std::uint64_t count = 0;
    for (std::string key; io >> key >> count;)
      if (key == "syscr:") return count;
    return std::uint64_t{0};
  };
  if (reads() == 0) return;  // the system does not count
  const Folder folder;
  ResultSet results = example_result(3);
  std::vector<std::string> labels;
  for (int i = 0; i < 2'000; ++i) labels.push_back("label " + std::to_string(i));
  results.labels.emplace_back("thing", labels);
  results.arrays.push_back({"study", "of_things", "", "1", {"thing"}, {2'000}, {}});
  results.arrays.back().values.assign(2'000, 1.0);
  write(results, folder / "x.h5");
  const std::uint64_t before = reads();
  const ResultSet got = e2roi::results::read(folder / "x.h5");
  CHECK(got.labels == results.labels);
  CHECK(reads() - before < 2'000);
}

TEST_CASE("a result file: it is read if its provenance is wanted, and not at all if not") {
  const Folder folder;
  const ResultSet written = example_result(20, 2);
  write(written, folder / "x.h5");
  const auto wanted = e2roi::results::read_if(
      folder / "x.h5",
      [&](const e2roi::results::Provenance& found) { return found == written.provenance; });
  REQUIRE(wanted);
  CHECK(wanted->provenance == written.provenance);
  CHECK(wanted->arrays.size() == written.arrays.size());
  CHECK(e2roi::results::digest(*wanted) == e2roi::results::digest(written));
  CHECK_FALSE(e2roi::results::read_if(folder / "x.h5",
                                      [](const e2roi::results::Provenance&) { return false; }));
}

TEST_CASE("a result file: the light readings leave out what is large and nothing else") {
  const Folder folder;
  const ResultSet results = example_result(20, 2);
  write(results, folder / "x.h5");
  const ResultSet summary = read(folder / "x.h5", Content::kSummary);
  const ResultSet decision = read(folder / "x.h5", Content::kDecision);
  CHECK(summary.path_ids == results.path_ids);
  CHECK(summary.draws == 20);
  CHECK(summary.kept_trajectories == 2);
  CHECK(summary.provenance == results.provenance);
  for (const NamedArray& array : results.arrays) {
    CAPTURE(array.group);
    CAPTURE(array.name);
    const bool large =
        array.group == "draws" || array.group == "inputs" || array.group == "trajectories";
    CHECK((summary.find(array.group, array.name) == nullptr) == large);
    const bool decides =
        array.group == "draws" && (array.name == "npv" || array.name == "npv_horizon" ||
                                   array.name == "roi" || array.name == "cancel_month" ||
                                   array.name == "customers" || array.name == "net_promoters");
    CHECK((decision.find(array.group, array.name) == nullptr) == (large && !decides));
  }
}

TEST_CASE("a result file: reading its labels tells every array, and none of the values") {
  const Folder folder;
  const ResultSet results = example_result(20, 2);
  write(results, folder / "x.h5");
  const ResultSet labels = read(folder / "x.h5", Content::kLabels);
  REQUIRE(labels.arrays.size() == results.arrays.size());
  for (const NamedArray& array : labels.arrays) {
    const NamedArray* written = results.find(array.group, array.name);
    REQUIRE(written != nullptr);
    CHECK(array.shape == written->shape);
    CHECK(array.unit == written->unit);
    CHECK(array.values.empty());
  }
}

TEST_CASE("a result file: equal results are equal bytes, also two seconds apart") {
  const Folder folder;
  write(example_result(20, 2), folder / "first.h5");
  sleep(2);  // object times have a resolution of one second
  write(example_result(20, 2), folder / "second.h5");
  const std::string bytes = bytes_of(folder / "first.h5");
  CHECK(bytes.size() > 100'000);
  CHECK(bytes == bytes_of(folder / "second.h5"));
}

TEST_CASE("a result file: whoever gives the result away gets its memory back, and the same bytes") {
  const Folder folder;
  ResultSet results = example_result(20, 2);
  write(results, folder / "kept.h5");
  write(std::move(results), folder / "given.h5");
  CHECK(bytes_of(folder / "kept.h5") == bytes_of(folder / "given.h5"));
  REQUIRE(!results.arrays.empty());  // NOLINT(bugprone-use-after-move)
  for (const NamedArray& array : results.arrays) CHECK(array.values.capacity() == 0);
}

TEST_CASE("a result file: writing over an older result replaces it and leaves nothing else") {
  const Folder folder;
  write(example_result(20, 0, 0.0), folder / "x.h5");
  write(example_result(30, 0, 1.0), folder / "x.h5");
  CHECK(read(folder / "x.h5").draws == 30);
  CHECK(folder.names() == std::vector<std::string>{"x.h5"});
}

TEST_CASE("a result file: the space set aside before writing is enough for the file") {
  const Folder folder;
  for (const std::uint64_t draws : {1U, 100U, 3'000U}) {
    const ResultSet results = example_result(draws, draws / 10);
    write(results, folder / "x.h5");
    CHECK(std::filesystem::file_size(folder / "x.h5") < e2roi::results::file_size_bound(results));
  }
}
