#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/results/file.hpp"
#include "tests/results/example_result.hpp"

using e2roi::core::ResultSet;
using e2roi::results::digest;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Draws and inputs, with the inputs first and something between that does not count.
ResultSet small(const std::vector<double>& draws, const std::vector<double>& inputs) {
  ResultSet results;
  results.arrays = {
      {"inputs", "value", "", "1", {"input", "draw"}, {1, inputs.size()}, inputs, false},
      {"outcome", "npv_mean", "", "1", {}, {}, {12.5}, false},
      {"draws", "npv", "", "1", {"path", "draw"}, {1, draws.size()}, draws, false}};
  return results;
}

}  // namespace

TEST_CASE("digest: the published SHA-256 of nothing is the digest of no draws") {
  // FIPS 180-4, the empty message.
  CHECK(digest(ResultSet{}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE(
    "digest: draws come before inputs, as little-endian float64, whatever their order in memory") {
  // Python: hashlib.sha256(struct.pack("<5d", 1, -2.5, 1e300, 0.1, -0.0)).hexdigest()
  CHECK(digest(small({1, -2.5, 1e300}, {0.1, -0.0})) ==
        "87385c38aa338657a6e3929c0ae65edd3b11f079df9cac4dca846dd077f530d5");
}

TEST_CASE("digest: every NaN is the same, but -0 is not 0") {
  // Python: hashlib.sha256(struct.pack("<Q", 0x7ff8000000000000)).hexdigest()
  const std::string of_nan = "74999fd28ab18ccca2bee199f260d19764603a3c78353d773d16d215eebe8e19";
  CHECK(digest(small({kNaN}, {})) == of_nan);
  CHECK(digest(small({-kNaN}, {})) == of_nan);
  CHECK(digest(small({std::bit_cast<double>(std::uint64_t{0xfff0000000000001})}, {})) == of_nan);
  CHECK(digest(small({0.0}, {})) != digest(small({-0.0}, {})));
}

TEST_CASE("digest: more values than fit into one buffer give the digest of all of them") {
  // Python: hashlib.sha256(struct.pack("<10000d", *range(10000))).hexdigest()
  std::vector<double> many;
  for (int i = 0; i < 10'000; ++i) many.push_back(i);
  CHECK(digest(small(many, {})) ==
        "25c01d90646ad58e2b174c6a573a32b0b832df2e1fcfbf4eef59a589620f910f");
}

TEST_CASE("digest: one bit in one draw or input makes another digest, other groups do not count") {
  const ResultSet results = e2roi::tests::example_result(10, 2);
  for (const std::string group : {"draws", "inputs", "series", "outcome", "trajectories"}) {
    ResultSet changed = results;
    for (auto& array : changed.arrays)
      if (array.group == group) array.values.back() = std::nextafter(array.values.back(), 1e9);
    CHECK((digest(changed) != digest(results)) == (group == "draws" || group == "inputs"));
  }
}
