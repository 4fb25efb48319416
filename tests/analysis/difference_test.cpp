#include "engine/analysis/difference.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/core/error.hpp"
#include "tests/analysis/example_results.hpp"

namespace e2roi::analysis {
namespace {

using tests::draws_of;
using tests::kNaN;

core::ResultSet run_of(const std::vector<double>& npv, const std::vector<double>& cancel) {
  core::ResultSet results;
  results.title = "One path";
  results.path_ids = {"open"};
  results.path_names = {"Open"};
  results.draws = npv.size();
  results.arrays = {draws_of("npv", 1, npv), draws_of("cancel_month", 1, cancel)};
  results.arrays.front().unit = "EUR";
  return results;
}

core::ResultSet example() { return run_of({1, 2, 3, 4, -5}, {kNaN, 3, kNaN, kNaN, 7}); }

const Movement& movement(const Difference& of, const std::string& quantity, Figure figure) {
  for (const Movement& each : of.movements)
    if (each.quantity == quantity && each.figure == figure) return each;
  FAIL("no such movement");
  return of.movements.front();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("difference: a run against itself has not moved") {
  const Difference same = difference(example(), example(), true, 0);
  CHECK_FALSE(same.has_moved());
  CHECK(same.beyond == 0);
  CHECK(same.movements.size() == 12);  // five figures and a share for each of two quantities
  CHECK(contains(difference_report(same, "").sentences.front(), "Nothing moved"));
}

TEST_CASE("difference: paired by hand") {
  // Differences 1, 0, 0, 0, 4: mean 1, variance (0 + 1 + 1 + 1 + 9) / 4 = 3, error sqrt(3 / 5).
  const Difference moved =
      difference(example(), run_of({2, 2, 3, 4, -1}, {kNaN, 3, kNaN, kNaN, kNaN}), true, 0);
  const Movement& mean = movement(moved, "npv", Figure::kMean);
  CHECK(moved.is_paired);
  CHECK(moved.changed == 2);
  CHECK(mean.before == 1);
  CHECK(mean.after == 2);
  CHECK(mean.change.standard_error == doctest::Approx(std::sqrt(3.0 / 5)));
  CHECK(mean.changed == 0.4);
  // Old variance about 1: (0 + 1 + 4 + 9 + 36) / 4 = 12.5.
  CHECK(mean.in_sd == doctest::Approx(1 / std::sqrt(12.5)));
  // P(cancelled) from 2/5 to 1/5: one draw of five changed by -1: variance 0.2, error 0.2.
  const Movement& cancelled = movement(moved, "cancel_month", Figure::kShare);
  CHECK(cancelled.change.value == doctest::Approx(-0.2));
  CHECK(cancelled.change.standard_error == doctest::Approx(0.2));
  CHECK(cancelled.in_sd == doctest::Approx(0.2 / std::sqrt(0.24)));
  // The sd of one value is undefined: beyond every tolerance, and first.
  CHECK(std::isinf(moved.movements.front().in_sd));
}

TEST_CASE("difference: without common draws both errors count") {
  core::ResultSet other = run_of({2, 2, 3, 4, -1}, {kNaN, 3, kNaN, kNaN, kNaN});
  // New variance about 2: (0 + 0 + 1 + 4 + 9) / 4 = 3.5; error sqrt((12.5 + 3.5) / 5).
  const double expected = std::sqrt(16.0 / 5);
  const Difference seeds = difference(example(), other, false, 0);
  CHECK_FALSE(seeds.is_paired);
  CHECK(movement(seeds, "npv", Figure::kMean).change.standard_error == doctest::Approx(expected));
  CHECK(std::isnan(movement(seeds, "npv", Figure::kMean).changed));
  other.first_draw = 5;  // the same seed, but other draws
  const Difference apart = difference(example(), other, true, 0);
  CHECK_FALSE(apart.is_paired);
  CHECK(movement(apart, "npv", Figure::kMean).change.standard_error == doctest::Approx(expected));
}

TEST_CASE("difference: of overlapping runs only the common draws count") {
  core::ResultSet later = run_of({3, 4, -5, 100, 200}, {kNaN, kNaN, 7, 1, 1});
  later.first_draw = 2;
  const Difference overlap = difference(example(), later, true, 0);
  CHECK(overlap.before == 3);
  CHECK(overlap.left_out == 4);
  CHECK_FALSE(overlap.has_moved());
}

TEST_CASE(
    "difference: the paired error of a shift is zero for every figure but not for a stretch") {
  std::vector<double> old, shifted, stretched;
  for (int i = 0; i < 200; ++i) {
    old.push_back(i * i % 199 + 0.25);
    shifted.push_back(old.back() + 8);
    stretched.push_back(old.back() * 2);
  }
  const std::vector<double> never(old.size(), kNaN);
  const Difference shift = difference(run_of(old, never), run_of(shifted, never), true, 0);
  const Difference stretch = difference(run_of(old, never), run_of(stretched, never), true, 0);
  for (const Figure figure : {Figure::kMean, Figure::kLow, Figure::kMedian, Figure::kHigh}) {
    CHECK(movement(shift, "npv", figure).change.value == doctest::Approx(8));
    CHECK(movement(shift, "npv", figure).change.standard_error < 1e-12);
    CHECK(movement(stretch, "npv", figure).change.standard_error > 0.1);
  }
  CHECK(movement(shift, "npv", Figure::kSd).in_sd < 1e-12);
}

TEST_CASE("difference: a move at the tolerance is allowed, beyond it is not") {
  // Old sd 1: a shift by 0.5 is half an sd in the mean and all quantiles.
  const core::ResultSet old = run_of({-1, 0, 1}, {kNaN, kNaN, kNaN});
  const core::ResultSet now = run_of({-0.5, 0.5, 1.5}, {kNaN, kNaN, kNaN});
  const auto moved = [&](double tolerance) {
    const Difference all = difference(old, now, true, tolerance);
    return movement(all, "npv", Figure::kMean).is_beyond;
  };
  CHECK(moved(0));
  CHECK(moved(0.49));
  CHECK_FALSE(moved(0.5));
  CHECK_FALSE(moved(0.51));
}

TEST_CASE("difference: with tolerance 0 a draw's last bit counts, even where no figure moves") {
  core::ResultSet now = example();
  std::swap(now.arrays[0].values[0], now.arrays[0].values[1]);
  const Difference swapped = difference(example(), now, true, 0);
  CHECK(swapped.beyond == 0);
  CHECK(swapped.changed == 2);
  CHECK(swapped.has_moved());
  CHECK(difference_report(swapped, "").sentences.front() ==
        "No figure moved, though draws changed.");
  CHECK_FALSE(difference(example(), now, true, 0.01).has_moved());
}

TEST_CASE("difference: a quantity in another unit or of other rungs is not compared: gate closed") {
  core::ResultSet old = example();
  old.rungs = {"savings", "people"};
  old.arrays.push_back(draws_of("pv_rung", 1, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  old.arrays.back().axes = {"path", "rung", "draw"};
  old.arrays.back().shape = {1, 2, 5};
  core::ResultSet now = old;
  CHECK_FALSE(difference(old, now, true, 1).has_moved());
  now.arrays.front().unit = "k EUR";
  const Difference units = difference(old, now, true, 1);
  CHECK(units.removed == std::vector<std::string>{"quantity 'npv' in EUR"});
  CHECK(units.added == std::vector<std::string>{"quantity 'npv' in k EUR"});
  CHECK(units.has_moved());
  now = old;
  std::swap(now.rungs[0], now.rungs[1]);
  CHECK(difference(old, now, true, 1).removed ==
        std::vector<std::string>{"quantity 'pv_rung' with other rungs"});
  now.rungs = {"savings", "people", "revenue"};
  now.arrays.back() = draws_of("pv_rung", 1, std::vector<double>(15, 1));
  now.arrays.back().axes = {"path", "rung", "draw"};
  now.arrays.back().shape = {1, 3, 5};
  const Difference rungs = difference(old, now, true, 1);
  CHECK(rungs.has_moved());
  const auto& said = difference_report(rungs, "").sentences;
  CHECK(said.front() == "Only in the old run: quantity 'pv_rung' with other rungs.");
  CHECK(contains(said[2], "Nothing else moved: all 12 figures of both are the same."));
}

TEST_CASE("difference: paths that only one run has are named and close the gate") {
  const core::ResultSet three = tests::three_paths();
  core::ResultSet renamed = three;
  renamed.path_ids[2] = "hesitant";
  const Difference changed = difference(three, renamed, true, 1);
  CHECK(changed.removed == std::vector<std::string>{"path 'laggard'"});
  CHECK(changed.added == std::vector<std::string>{"path 'hesitant'"});
  CHECK(changed.beyond == 0);
  CHECK(changed.has_moved());
}

TEST_CASE("difference: paths are matched by their ids, not their places") {
  const core::ResultSet old = tests::three_paths();
  core::ResultSet now = old;
  std::swap(now.path_ids[1], now.path_ids[2]);
  for (core::NamedArray& array : now.arrays)
    if (array.group == "draws")
      std::swap_ranges(array.values.begin() + 4, array.values.begin() + 8,
                       array.values.begin() + 8);
  CHECK_FALSE(difference(old, now, true, 0).has_moved());
}

TEST_CASE("difference: the sentence names mean NPV, amount, error and size") {
  Movement fell;
  fell.path = {"open", "Open"};
  fell.quantity = "npv";
  fell.unit = "EUR";
  fell.before = 13.2e6;
  fell.after = 12e6;
  fell.change = {-1.2e6, 0.1e6};
  fell.in_sd = 0.0612;
  CHECK(movement_text(fell) == "The mean NPV of Open fell by 1.2 ± 0.1 M EUR (0.061 sd)");
  fell.figure = Figure::kMedian;
  fell.quantity = "payback";
  fell.after = kNaN;
  CHECK(movement_text(fell) == "The median payback of Open is no longer defined");
}

TEST_CASE("difference: a run without draws is refused") {
  CHECK_THROWS_AS(difference(example(), core::ResultSet(), true, 0), core::RunError);
}

}  // namespace e2roi::analysis
