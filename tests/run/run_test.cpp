#include "engine/run/run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/error.hpp"
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/results/file.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/run/same_results.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::run {
namespace {

using tests::check_same;
using tests::run_with;
using tests::same_bits;
using tests::workshop_bank;

/// The values of draws from … from + count - 1 of an array whose last axis is `draw`, row by row.
std::vector<double> some_draws(const core::NamedArray& array, std::size_t from, std::size_t count) {
  std::vector<double> values;
  const std::size_t draws = array.shape.back();
  for (std::size_t row = 0; row < array.values.size(); row += draws)
    values.insert(values.end(), array.values.begin() + static_cast<std::ptrdiff_t>(row + from),
                  array.values.begin() + static_cast<std::ptrdiff_t>(row + from + count));
  return values;
}

bool is_by_draw(const core::NamedArray& array) {
  return array.group == "draws" || array.group == "inputs";
}

/// Everything two runs of the same draws have in common, bit for bit.
}  // namespace

TEST_CASE("run: 1, 2, 3 and 7 threads give the same bits, counted series included") {
  const scenario::Scenario scenario = workshop_bank(3000);
  REQUIRE_FALSE(keeps_every_value(shape_of(scenario)));
  const core::ResultSet one = run_with(scenario, 1);
  for (const int threads : {2, 3, 7}) {
    const core::ResultSet several = run_with(scenario, threads);
    CHECK(results::digest(several) == results::digest(one));
    check_same(one, several);
  }
}

TEST_CASE("run: 1, 2, 3 and 7 threads give the same bits where every value is kept") {
  const scenario::Scenario scenario = workshop_bank(500);
  REQUIRE(keeps_every_value(shape_of(scenario)));
  const core::ResultSet one = run_with(scenario, 1);
  for (const int threads : {2, 3, 7}) check_same(one, run_with(scenario, threads));
}

TEST_CASE("run: the digest of workshop-bank, 2,000 draws, is the pinned one") {
  // One value for gcc and clang and for x86-64-v2, v3 and v4 (E2ROI_ISA): a change of the model, of
  // the order of its sums, the priors or the random numbers may change it, and nothing else.
  CHECK(results::digest(run_with(workshop_bank(2000), 2)) ==
        "bc4fe8af3466f73914e39c275b88aabba34e8cd57ae4a123c2f0f6eeb52d948d");
}

TEST_CASE("run: the first 1,000 draws of 10,000 are a run of 1,000") {
  const core::ResultSet large = run_with(workshop_bank(10'000), 2);
  const core::ResultSet small = run_with(workshop_bank(1000), 2);
  for (const core::NamedArray& array : small.arrays)
    if (is_by_draw(array))
      CHECK_MESSAGE(
          same_bits(some_draws(*large.find(array.group, array.name), 0, 1000), array.values),
          array.name);
}

TEST_CASE("run: runs that begin at a later draw are the same draws of the whole") {
  const core::ResultSet whole = run_with(workshop_bank(1000), 2);
  for (const std::uint64_t first : {1u, 256u, 300u, 999u}) {
    const core::ResultSet part = run_with(workshop_bank(1000 - first), 2, first);
    CHECK(part.first_draw == first);
    for (const core::NamedArray& array : part.arrays)
      if (is_by_draw(array))
        CHECK_MESSAGE(
            same_bits(some_draws(*whole.find(array.group, array.name), first, 1000 - first),
                      array.values),
            array.name << " from " << first);
  }
}

TEST_CASE("run: a draw far out is made alone") {
  const core::ResultSet alone = run_with(workshop_bank(1), 1, 4294967299u);
  const core::ResultSet among = run_with(workshop_bank(7), 1, 4294967296u);
  CHECK(
      same_bits(alone.find("draws", "npv")->values, some_draws(*among.find("draws", "npv"), 3, 1)));
}

TEST_CASE("run: kept trajectories are those of the first draws, months and units in place") {
  scenario::Scenario scenario = workshop_bank(600);
  scenario.run.keep_trajectories = 300;
  const core::ResultSet results = run_with(scenario, 2);
  const core::NamedArray* customers = results.find("trajectories", "customers");
  REQUIRE(customers != nullptr);
  CHECK(customers->shape == std::vector<std::size_t>{5, 60, 300});
  CHECK(results.find("trajectories", "unit_openness")->shape ==
        std::vector<std::size_t>{5, 60, 5, 300});
  CHECK(customers->values[0] == 1e6);
  // The mean openness is the units' mean by headcount, in every month, path and draw.
  const double heads[] = {420, 1200, 500, 900, 700};
  const core::NamedArray* units = results.find("trajectories", "unit_openness");
  const core::NamedArray* openness = results.find("trajectories", "openness");
  double worst = 0;
  for (std::size_t row = 0; row < 5 * 60; ++row)
    for (std::size_t draw = 0; draw < 300; ++draw) {
      double mean = 0;
      for (std::size_t u = 0; u < 5; ++u)
        mean += heads[u] / 3720 * units->values[(row * 5 + u) * 300 + draw];
      worst = std::max(worst, std::abs(mean - openness->values[row * 300 + draw]));
    }
  CHECK(worst < 1e-12);
}

TEST_CASE("run: counted series agree with kept ones within a bin, and say which they are") {
  scenario::Scenario scenario = workshop_bank(1500);
  const core::ResultSet counted = run_with(scenario, 2);
  scenario.run.keep_trajectories = 1500;
  const core::ResultSet kept = run_with(scenario, 2);
  const auto how = [](const core::ResultSet& results) {
    for (const auto& [key, value] : results.provenance)
      if (key == "series_quantiles") return value.substr(0, 6);
    return std::string();
  };
  CHECK(how(counted) == "binned");
  CHECK(how(run_with(workshop_bank(100), 1)) == "exact");
  for (const char* name :
       {"customers", "response_hours", "cumulative", "lost", "stage", "crisis"}) {
    const core::NamedArray* quantiles = counted.find("series", name);
    const core::NamedArray* values = kept.find("trajectories", name);
    for (std::size_t row = 0; row < 5 * 60; ++row) {
      std::vector<double> draws(
          values->values.begin() + static_cast<std::ptrdiff_t>(row * 1500),
          values->values.begin() + static_cast<std::ptrdiff_t>((row + 1) * 1500));
      const auto pilot = std::minmax_element(draws.begin(), draws.begin() + 512);
      const double range = *pilot.second - *pilot.first;
      std::sort(draws.begin(), draws.end());
      for (std::size_t q = 0; q < 5; ++q) {
        const double place = scenario.run.quantiles[q] * 1499;
        const auto rank = static_cast<std::size_t>(place);
        const double exact =
            draws[rank] + (draws[rank + 1] - draws[rank]) * (place - static_cast<double>(rank));
        CHECK(std::abs(quantiles->values[row * 5 + q] - exact) <= range / 252 * 1.5);
      }
    }
  }
}

TEST_CASE("run: progress counts every draw and ends with all of them") {
  const scenario::Scenario scenario = workshop_bank(1000);
  std::uint64_t last = 0;
  Options options;
  options.threads = 2;
  options.progress = [&](const Progress& now) {
    CHECK(now.draws_done > last);
    last = now.draws_done;
    CHECK(now.draws == 1000);
    CHECK(std::isfinite(now.headline));
  };
  run(scenario, options);
  CHECK(last == 1000);
}

TEST_CASE("run: a stop before the first block ends it, with nothing kept") {
  const std::atomic<bool> stop = true;
  Options options;
  options.stop = &stop;
  CHECK_THROWS_AS(run(workshop_bank(1000), options), Stopped);
}

TEST_CASE("run: what cannot fit is refused before anything is drawn, with both figures") {
  const scenario::Scenario scenario = workshop_bank(1'000'000'000'000);
  try {
    run(scenario);
    FAIL("a run of 1e12 draws was not refused");
  } catch (const core::RunError& error) {
    const std::string text = error.what();
    CHECK(text.find("this run needs ") == 0);
    CHECK(text.find(" MB are available") != std::string::npos);
  }
}

TEST_CASE("run: a value that is not finite names its first draw and the command that replays it") {
  // No valid scenario makes one; so the table of outcomes is made by hand.
  std::vector<double> outcomes(
      static_cast<std::size_t>(3 * model::outcome::kCount * model::kBlockDraws), 1.0);
  const auto at = [&](int path, int outcome, int draw) -> double& {
    return outcomes[static_cast<std::size_t>(
        (path * model::outcome::kCount + outcome) * model::kBlockDraws + draw)];
  };
  at(1, model::outcome::roi, 2) = std::nan("");  // may be undefined
  CHECK_FALSE(first_undefined_outcome(3, 256, outcomes.data()));
  at(1, model::outcome::npv, 90) = HUGE_VAL;
  at(2, model::outcome::belief, 17) = std::nan("");
  at(0, model::outcome::npv, 200) = std::nan("");
  CHECK_FALSE(first_undefined_outcome(3, 17, outcomes.data()));
  const auto bad = first_undefined_outcome(3, 256, outcomes.data());
  REQUIRE(bad);
  CHECK(bad->draw == 17);
  CHECK(bad->path == 2);
  CHECK(std::string(bad->name) == "belief");
  scenario::Scenario scenario;
  scenario.file = "bank.toml";
  scenario.run.seed = 7;
  scenario.paths.resize(2);
  scenario.paths[1].id = "late";
  CHECK(not_finite(scenario, 1041, 2, "outcome belief") ==
        "outcome belief of path 'late' is not a finite number in draw 1041; replay that draw alone "
        "with: e2roi run bank.toml --seed 7 --first-draw 1041 --draws 1 --keep-trajectories 1");
}

TEST_CASE("run: quiet mode and median inputs make every draw the same") {
  scenario::Scenario scenario = workshop_bank(20);
  scenario.run.noise = false;
  scenario.run.median_inputs = true;
  const core::ResultSet results = run_with(scenario, 1);
  for (const core::NamedArray& array : results.arrays)
    if (is_by_draw(array))
      for (std::size_t i = 0; i < array.values.size(); ++i)
        CHECK(core::to_bits(array.values[i]) == core::to_bits(array.values[i - i % 20]));
}

TEST_CASE("run: the model's inputs and the scenario's records are the same, id by id") {
  model::Inputs<double> inputs;
  int seen = 0;
  model::for_each_input(inputs, [&](int id, const char* key, double&) {
    REQUIRE(static_cast<std::size_t>(id) < scenario::input_records().size());
    CHECK(std::string(scenario::input_records()[static_cast<std::size_t>(id)].key) == key);
    ++seen;
  });
  CHECK(seen == model::kInputs);
  CHECK(scenario::input_records().size() == model::kInputs);
}

}  // namespace e2roi::run
