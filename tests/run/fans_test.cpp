#include "engine/run/fans.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "engine/core/statistics.hpp"
#include "engine/model/block.hpp"
#include "engine/model/series.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;
constexpr std::uint64_t kDraws = 20'000;
const std::vector<double> kProbabilities = {0.05, 0.25, 0.5, 0.75, 0.95};

/// Hard shapes, one a row: what the model's series look like and worse.
struct Shape {
  int row;
  const char* name;
  double (*value)(double normal, double uniform);
};
const Shape kShapes[] = {
    {0, "normal", [](double z, double) { return 1e6 * z + 3e6; }},
    {1, "heavy tail", [](double z, double) { return std::exp(2.5 * z); }},
    {2, "spike at 0", [](double z, double u) { return u < 0.6 ? 0.0 : std::abs(z); }},
    {3, "spikes at both ends", [](double z, double) { return std::clamp(0.5 + z, 0.0, 1.0); }},
    {4, "two humps of both signs", [](double z, double u) { return z + (u < 0.4 ? -9 : 4); }},
    {5, "constant", [](double, double) { return 0.1; }},
    {6, "rare", [](double z, double u) { return u < 0.001 ? std::abs(z) : 0.0; }},
    {8, "tiny spread on a large level", [](double z, double) { return 1e9 + 1e-3 * z; }},
    {9, "almost all 0 in the pilot, later large",
     [](double z, double u) { return u < 0.02 ? 1e5 * std::exp(z) : 0.0; }},
};

const FanShape kShape{1, 1, kDraws};

/// values[row][draw]
std::vector<std::vector<double>> example_values() {
  std::vector<std::vector<double>> values(kShape.rows(), std::vector<double>(kDraws, 0.0));
  std::mt19937_64 engine(7);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  for (const Shape& shape : kShapes)
    for (double& value : values[static_cast<std::size_t>(shape.row)])
      value = shape.value(normal(engine), uniform(engine));
  for (double& value : values[model::series::stage]) value = std::floor(1 + 5 * uniform(engine));
  for (double& value : values[model::series::active]) value = uniform(engine) < 0.3 ? 1 : 0;
  return values;
}

const RowKernel kBest = row_kernel_for(model::best_kernel().level);

RowRanges pilot_of(const std::vector<std::vector<double>>& values, WidenRows widen = kBest.widen) {
  RowRanges ranges(kShape);
  for (std::size_t row = 0; row < kShape.rows(); ++row) {
    const double* const pilot = values[row].data();
    ranges.learn(row, 1,
                 std::array{SeriesRow(pilot, model::kSeriesLanes),
                            SeriesRow(pilot + kBlockDraws, model::kSeriesLanes)},
                 widen);
  }
  return ranges;
}

/// Width of the widest bin that touches the one of `value`.
double bin_width(const RowRanges& ranges, std::size_t row, double value) {
  double widest = 0;
  for (int bin = 0; bin < kInnerBins; ++bin)
    if (ranges.edge(row, bin - 1) <= value && value <= ranges.edge(row, bin + 2))
      widest = std::max(widest, ranges.edge(row, bin + 1) - ranges.edge(row, bin));
  return widest;
}

/// Values in their order, pack after pack.
SeriesRow row_at(const double* values) { return {values, model::kSeriesLanes}; }

/// Adds the blocks of that order, the first half to one set of counts, the rest to another.
std::vector<core::NamedArray> binned(const std::vector<std::vector<double>>& values,
                                     const RowRanges& ranges, const std::vector<int>& order,
                                     const std::vector<double>& probabilities = kProbabilities,
                                     const FanShape& shape = kShape) {
  FanCounts one(shape, ranges, kBest.tally), other(shape, ranges, kBest.tally);
  for (std::size_t i = 0; i < order.size(); ++i) {
    FanCounts& counts = i < order.size() / 2 ? one : other;
    const std::uint64_t first = static_cast<std::uint64_t>(order[i]) * kBlockDraws;
    const auto draws = static_cast<int>(std::min<std::uint64_t>(kBlockDraws, kDraws - first));
    for (std::size_t row = 0; row < kShape.rows(); ++row)
      REQUIRE(counts.add(row, 1, row_at(values[row].data() + first), draws));
    counts.end_of_block();
  }
  one.add(other);
  return one.arrays(probabilities);
}

std::vector<int> blocks_in_order() {
  std::vector<int> order((kDraws + kBlockDraws - 1) / kBlockDraws);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

}  // namespace

TEST_CASE("fans: counted quantiles err by at most one bin, on every hard shape") {
  const auto values = example_values();
  const RowRanges ranges = pilot_of(values);
  const auto arrays = binned(values, ranges, blocks_in_order());
  for (const Shape& shape : kShapes) {
    const auto row = static_cast<std::size_t>(shape.row);
    const core::Statistics exact = core::statistics(values[row], kProbabilities);
    for (std::size_t q = 0; q < kProbabilities.size(); ++q) {
      const double bin = bin_width(ranges, row, exact.quantiles[q]);
      CHECK_MESSAGE(std::abs(arrays[3 * row].values[q] - exact.quantiles[q]) <= bin * 1.000001,
                    shape.name << " at " << kProbabilities[q] << ": " << arrays[3 * row].values[q]
                               << " for " << exact.quantiles[q] << ", bin " << bin);
    }
  }
}

TEST_CASE("fans: quantiles closer together than draws are each what they are alone") {
  const auto values = example_values();
  const RowRanges ranges = pilot_of(values);
  // Two a rank: the first reads the rank after it too, perhaps in the next bin.
  std::vector<double> close, apart;
  for (int percent = 1; percent < 100; ++percent) {
    close.insert(close.end(), {percent / 100.0, percent / 100.0 + 1e-6});
    apart.push_back(close.back());
  }
  const auto both = binned(values, ranges, blocks_in_order(), close);
  const auto alone = binned(values, ranges, blocks_in_order(), apart);
  for (std::size_t row = 0; row < kShape.rows(); ++row)
    for (std::size_t q = 0; q < apart.size(); ++q)
      CHECK(both[3 * row].values[2 * q + 1] == alone[3 * row].values[q]);
}

TEST_CASE("fans: far tails do not blur the bulk") {
  // As hours to answer where a few draws drown in work: 0.1 for most, 1,000 for some.
  auto values = example_values();
  std::mt19937_64 engine(11);
  std::normal_distribution<double> normal;
  for (double& value : values[0]) value = 0.1 * std::exp(0.3 * normal(engine));
  for (std::size_t i = 0; i < kDraws; i += 25) values[0][i] = 1000 * std::exp(normal(engine));
  const RowRanges ranges = pilot_of(values);
  CHECK(ranges[0].bulk > 0);
  const auto arrays = binned(values, ranges, blocks_in_order());
  const core::Statistics exact = core::statistics(values[0], kProbabilities);
  for (std::size_t q = 0; q < kProbabilities.size(); ++q)
    CHECK(arrays[0].values[q] == doctest::Approx(exact.quantiles[q]).epsilon(0.02));
}

TEST_CASE("fans: spikes at the ends, and series of whole numbers, are exact") {
  const auto values = example_values();
  const auto arrays = binned(values, pilot_of(values), blocks_in_order());
  for (const int row : {2, 3, 5, int{model::series::stage}, int{model::series::active}}) {
    const core::Statistics exact =
        core::statistics(values[static_cast<std::size_t>(row)], kProbabilities);
    for (std::size_t q = 0; q < kProbabilities.size(); ++q) {
      const double value = exact.quantiles[q];
      const bool at_end = value == 0 || value == 1 || row > 4;
      if (at_end) CHECK(arrays[static_cast<std::size_t>(3 * row)].values[q] == value);
    }
  }
}

TEST_CASE("fans: mean and sd agree with all values to nine digits of the spread") {
  const auto values = example_values();
  const auto arrays = binned(values, pilot_of(values), blocks_in_order());
  for (const Shape& shape : kShapes) {
    const auto row = static_cast<std::size_t>(shape.row);
    const core::Statistics exact = core::statistics(values[row], kProbabilities);
    const double bound = 1e-9 * exact.sd + 1e-15 * std::abs(exact.mean);
    CHECK_MESSAGE(std::abs(arrays[3 * row + 1].values[0] - exact.mean) <= bound, shape.name);
    // On a level of 10^9 the deviations themselves carry only seven digits.
    const double lost = shape.row == 8 ? 1e-4 : 1e-9;
    CHECK_MESSAGE(std::abs(arrays[3 * row + 2].values[0] - exact.sd) <= lost * exact.sd,
                  shape.name);
  }
}

TEST_CASE("fans: blocks in any order, in any number of parts, give the same bits") {
  const auto values = example_values();
  const RowRanges ranges = pilot_of(values);
  std::vector<int> order = blocks_in_order();
  const auto expected = binned(values, ranges, order);
  std::mt19937_64 engine(3);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(order.begin(), order.end(), engine);
    const auto got = binned(values, ranges, order);
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(got[i].values == expected[i].values);
  }
}

TEST_CASE("fans: counts beyond 16 bits are none the less whole") {
  const auto values = example_values();
  const RowRanges ranges = pilot_of(values);
  const std::vector<int> once = blocks_in_order();
  std::vector<int> often;  // each half more blocks than 16 bits surely hold
  for (int round = 0; round < 8; ++round) often.insert(often.end(), once.begin(), once.end());
  const FanShape shape{1, 1, 8 * kDraws};
  const auto expected = binned(values, ranges, once);
  const auto got = binned(values, ranges, often, kProbabilities, shape);
  for (const Shape& each : kShapes) {
    const auto row = static_cast<std::size_t>(each.row);
    CHECK(got[3 * row + 1].values[0] == doctest::Approx(expected[3 * row + 1].values[0]));
    for (std::size_t q = 0; q < kProbabilities.size(); ++q) {
      const double quantile = expected[3 * row].values[q];
      CHECK(std::abs(got[3 * row].values[q] - quantile) <= bin_width(ranges, row, quantile));
    }
  }
}

TEST_CASE("fans: all values kept give the statistics themselves") {
  const FanShape shape{1, 1, 100};
  const auto values = example_values();
  ExactFans fans(shape, {0, shape.draws});
  for (std::size_t row = 0; row < shape.rows(); ++row)
    CHECK(fans.put(row, 0, row_at(values[row].data()), 100));
  const auto arrays = fans.arrays(kProbabilities);
  const core::Statistics exact =
      core::statistics(std::span<const double>(values[1].data(), 100), kProbabilities);
  CHECK(arrays[3].name == "empowerment");
  CHECK(arrays[3].values == exact.quantiles);
  CHECK(arrays[4].values[0] == exact.mean);
  CHECK(arrays[5].values[0] == exact.sd);
}

TEST_CASE("fans: a value that is not finite is told, not counted away") {
  const auto values = example_values();
  const RowRanges ranges = pilot_of(values);
  FanCounts counts(kShape, ranges, kBest.tally);
  std::array<double, kBlockDraws> row{};
  CHECK(counts.add(0, 1, row_at(row.data()), kBlockDraws));
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL})
    for (const std::size_t place : {0u, 13u, 255u}) {
      row.fill(0);
      row[place] = bad;
      CHECK_FALSE(counts.add(0, 1, row_at(row.data()), kBlockDraws));
    }
}

TEST_CASE("fans: every level of machine counts the same") {
  const auto values = example_values();
  const RowKernel oldest = row_kernel_for("x86-64-v2");
  const RowRanges ranges = pilot_of(values);
  CHECK(ranges.same_bits(pilot_of(values, oldest.widen)));
  for (std::size_t row = 0; row < kShape.rows(); ++row)
    for (const int draws : {1, 7, 8, 100, 256}) {
      std::array<std::uint16_t, kBins> expected{}, counts{};
      RowSums sums{}, best{};
      oldest.tally(values[row].data(), model::kSeriesLanes, 1, draws, ranges.at(row),
                   expected.data(), &sums);
      kBest.tally(values[row].data(), model::kSeriesLanes, 1, draws, ranges.at(row), counts.data(),
                  &best);
      CHECK(counts == expected);
      CHECK(best.sum == sums.sum);
      CHECK(best.sum_square == sums.sum_square);
      CHECK(best.least == sums.least);
      CHECK(best.greatest == sums.greatest);
      CHECK(std::accumulate(counts.begin(), counts.end(), 0) == draws);
    }
}

}  // namespace e2roi::run
