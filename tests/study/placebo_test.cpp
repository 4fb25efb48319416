#include "engine/study/placebo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "engine/model/block.hpp"
#include "engine/model/series.hpp"
#include "engine/study/onlooker.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

namespace outcome = model::outcome;

const std::vector<int> kRungs = {outcome::pv_rung_savings, outcome::pv_rung_revenue,
                                 outcome::pv_rung_loyalty, outcome::pv_rung_people,
                                 outcome::pv_rung_collaboration};

/// Rungs of all paths where every strength but `kept` is 0.
run::OutcomeTable silent_rungs(const scenario::Scenario& scenario, const char* kept = nullptr) {
  const run::InputSampler sampler(scenario);
  const run::FillRows fill = fill_draws(sampler, 0);
  return run::Evaluator(scenario, 2)
      .evaluate(
          scenario.run.draws,
          [&](const run::Rows& rows) {
            fill(rows);
            double* column =
                kept == nullptr ? nullptr : rows.inputs + input_id(kept) * model::kBlockDraws;
            std::vector<double> values;
            if (column != nullptr) values.assign(column, column + rows.count);
            silence(rows);
            std::copy(values.begin(), values.end(), column);
          },
          kRungs);
}

bool all_zero(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return value == 0; });
}

/// What an onlooker sees of all paths, and some outcomes.
run::OutcomeTable look(const scenario::Scenario& scenario, Onlooker& onlooker) {
  const run::InputSampler sampler(scenario);
  const run::FillRows fill = fill_draws(sampler, 0);
  return run::Evaluator(scenario, 2)
      .evaluate(
          scenario.run.draws,
          [&](const run::Rows& rows) {
            fill(rows);
            onlooker.note(rows);
          },
          {outcome::pv_cost, outcome::pv_rung_revenue, outcome::pv_rung_loyalty},
          [&](const run::SeriesBlock& block) { onlooker.watch(block); });
}

}  // namespace

TEST_CASE("placebo: no rung of any path brings anything in any draw") {
  CHECK(all_zero(silent_rungs(workshop_bank(1000)).values));
}

TEST_CASE("placebo: each strength matters: with it alone some path brings something") {
  const scenario::Scenario scenario = workshop_bank(64);
  for (const Strength& strength : strengths()) {
    INFO(strength.key);
    CHECK_FALSE(all_zero(silent_rungs(scenario, strength.key).values));
  }
}

TEST_CASE("placebo: with fewer people only the pay that is saved remains") {
  scenario::Scenario scenario = workshop_bank(64);
  scenario.paths.resize(2);
  scenario.paths[1].staffing = {{0, 1}, {6, 0.8}};
  const run::OutcomeTable table = silent_rungs(scenario);
  for (std::size_t k = 0; k < kRungs.size(); ++k)
    CHECK(all_zero(table.column(kRungs[k], 2)) == (k != 0));
  CHECK(*std::min_element(table.column(outcome::pv_rung_savings, 2).begin(),
                          table.column(outcome::pv_rung_savings, 2).end()) > 0);
}

TEST_CASE("onlooker: cost and the rise of customers' margin are the model's own") {
  // Before its first month a path is stay, so rise - rise_of_stay is revenue and loyalty together.
  const scenario::Scenario scenario = workshop_bank(300, {"run.terminal_value=false"});
  Onlooker onlooker(scenario);
  const run::OutcomeTable table = look(scenario, onlooker);
  for (std::size_t path = 0; path < scenario.paths.size(); ++path)
    for (std::size_t row = 0; row < 300; ++row) {
      const Sight& sight = onlooker.sight(path, row);
      REQUIRE(sight.cost ==
              doctest::Approx(table.column(outcome::pv_cost, path + 1)[row]).epsilon(1e-9));
      // Differences of sums of some 1e8 EUR.
      REQUIRE(std::abs(sight.rise - sight.rise_of_stay -
                       table.column(outcome::pv_rung_revenue, path + 1)[row] -
                       table.column(outcome::pv_rung_loyalty, path + 1)[row]) < 1e-2);
    }
}

TEST_CASE(
    "onlooker: before is the path's first month: one that begins at the end rises by nothing") {
  scenario::Scenario scenario = workshop_bank(64);
  for (std::size_t path = 0; path < 2; ++path)
    scenario.paths[path] = {"l" + std::to_string(path), "Late", 0.5, {}, {}, {}};
  scenario.paths[0].levers[1] = {{59, 0}, {60, 1}};
  scenario.paths[1].levers[1] = {{58, 0}, {60, 1}};
  Onlooker onlooker(scenario);
  look(scenario, onlooker);
  for (std::size_t row = 0; row < 64; ++row) {
    CHECK(onlooker.sight(0, row).rise == 0);
    CHECK(onlooker.sight(0, row).rise_of_stay == 0);
    CHECK(onlooker.sight(1, row).rise_of_stay != 0);
  }
}

TEST_CASE("placebo: nothing measured, the same for any threads and groups of paths") {
  const scenario::Scenario scenario = workshop_bank(300);
  ProgressSum none({});
  const PlaceboResult one = placebo_of(scenario, 1, nullptr, none);
  const PlaceboResult three = placebo_of(scenario, 3, nullptr, none);
  scenario::Scenario alone = scenario;
  alone.paths = {scenario.paths[2]};
  const PlaceboResult single = placebo_of(alone, 2, nullptr, none);
  REQUIRE(one.rows.size() == 4);
  for (std::size_t path = 0; path < 4; ++path) {
    CHECK(one.rows[path].placebo.measured.value == 0);
    CHECK(one.rows[path].placebo.truth.value == 0);
    CHECK(one.rows[path].placebo.before_after.value == three.rows[path].placebo.before_after.value);
    CHECK(one.rows[path].scenario.believed.value == three.rows[path].scenario.believed.value);
    // What works makes every way to look more hopeful.
    CHECK(one.rows[path].scenario.before_after.value > one.rows[path].placebo.before_after.value);
  }
  CHECK(single.rows[0].placebo.before_after.value == one.rows[2].placebo.before_after.value);
  CHECK(single.npv[0].value == one.npv[2].value);
}

}  // namespace e2roi::study
