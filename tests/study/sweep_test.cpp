#include "engine/study/sweep.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/analysis/cell_figures.hpp"
#include "engine/core/error.hpp"
#include "engine/run/run.hpp"
#include "engine/study/knobs.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

constexpr std::uint64_t kDraws = 300;

core::ResultSet swept(const scenario::Scenario& scenario, const Cells& cells,
                      const std::string& path = "", int threads = 2) {
  core::ResultSet results;
  results.path_ids = {"stay"};
  for (const scenario::Path& each : scenario.paths) results.path_ids.push_back(each.id);
  add_report(results, sweep(plan_sweep(scenario, cells, path, nullptr), threads, nullptr, {}));
  return results;
}

double at(const core::ResultSet& results, const std::string& column, std::size_t place) {
  return results.find("sweep", "cells_" + column)->values[place];
}

/// What a plain run says of a path (stay is 0).
analysis::CellFigures of_run(const scenario::Scenario& scenario, std::size_t path) {
  const core::ResultSet results = run::run(scenario);
  const auto row = [&](const char* name) {
    return std::span(results.find("draws", name)->values)
        .subspan(path * scenario.run.draws, scenario.run.draws);
  };
  return analysis::cell_figures(row("npv"), row("roi"), row("net_promoters"));
}

void check_same(const core::ResultSet& results, std::size_t place,
                const analysis::CellFigures& figures) {
  CHECK(at(results, "npv_mean", place) == figures.npv_mean.value);
  CHECK(at(results, "npv_mean_standard_error", place) == figures.npv_mean.standard_error);
  CHECK(at(results, "npv_median", place) == figures.npv_median.value);
  CHECK(at(results, "loss", place) == figures.loss.value);
  CHECK(at(results, "net_promoters", place) == figures.net_promoters.value);
  CHECK(at(results, "roi_sd", place) == figures.roi_sd.value);
  CHECK(at(results, "roi_iqr_standard_error", place) == figures.roi_iqr.standard_error);
}

}  // namespace

TEST_CASE("sweep: a cell has the very figures of a run with the same plan") {
  scenario::Scenario scenario = workshop_bank(kDraws);
  const core::ResultSet results = swept(scenario, grid_of({"openness=0:1:3", "weaving=0:1:2"}));
  check_same(results, 2 * 6 + 5, of_run(scenario, 2));  // social business as planned
  for (scenario::Path& path : scenario.paths) {
    for (scenario::Point& point : path.levers[1]) point.value *= 0.5;
    path.levers[4].clear();
  }
  for (std::size_t path = 1; path <= 4; ++path)
    check_same(results, path * 6 + 2, of_run(scenario, path));
}

TEST_CASE("sweep: a key that is no knob is laid over the scenario like --set") {
  const scenario::Scenario scenario = workshop_bank(kDraws);
  const core::ResultSet results =
      swept(scenario, grid_of({"finance.margin=6:12:2", "company.care_staff=300:340:2"}));
  check_same(
      results, 2 * 4 + 1,
      of_run(workshop_bank(kDraws, {"inputs.finance.margin=6", "company.care_staff=340"}), 2));
}

TEST_CASE("sweep: it does not depend on threads, nor on how many paths go into one run") {
  const scenario::Scenario scenario = workshop_bank(kDraws);
  const Cells cells = grid_of({"commitment=0:1.2:40", "response=0:1:3"});  // 120 plans of one path
  const core::ResultSet one = swept(scenario, cells, "laggard", 1);
  const core::ResultSet three = swept(scenario, cells, "laggard", 3);
  CHECK(one.find("sweep", "cells_npv_mean")->values.size() == 5 * 120);
  for (std::size_t cell = 0; cell < 120; ++cell)
    CHECK(at(one, "npv_sd", 4 * 120 + cell) == at(three, "npv_sd", 4 * 120 + cell));
  CHECK(std::isnan(at(one, "npv_sd", 2 * 120)));  // another path
  check_same(swept(scenario, grid_of({"commitment=0.5:1:2"}), "laggard"), 4 * 2 + 1,
             of_run(scenario, 4));
}

TEST_CASE("sweep: plans that a factor does not change are simulated once") {
  // social-brand has no openness: 3 cells are one plan; the others have three each.
  const SweepPlan plan =
      plan_sweep(workshop_bank(kDraws), grid_of({"openness=0:1:3"}), "", nullptr);
  REQUIRE(plan.jobs.size() == 1);
  CHECK(plan.jobs[0].scenario.paths.size() == 1 + 3 * 3);
  CHECK(plan.jobs[0].uses.size() == 3 * 4);
  CHECK(plan.rows() == kDraws);
}

TEST_CASE("knobs: factors scale, within what a plan may be") {
  const scenario::Path social = workshop_bank(8).paths[1];
  scenario::Path path = social;
  turn(path, "response", 0.5);
  CHECK(path.levers[3][1].value == 0.5);
  CHECK(path.staffing[1].value == doctest::Approx(1.075));
  CHECK(path.levers[1][1].value == 1);
  turn(path, "tooling", 3);
  CHECK(path.levers[3][1].value == 1);
  turn(path, "staffing", 0);
  CHECK(path.staffing[1].value == 1);
  path.staffing[1].value = 0.5;
  turn(path, "staffing", 4);
  CHECK(path.staffing[1].value == 0.05);
  turn(path, "commitment", 2);
  CHECK(path.commitment == 1);
  path = social;
  for (const char* knob : knobs()) {
    turn(path, knob, 1);
    CHECK(has_effect(path, knob));
  }
  CHECK(path.staffing[1].value == social.staffing[1].value);
  CHECK(overlap("response", "tooling"));
  CHECK_FALSE(overlap("openness", "tooling"));
}

TEST_CASE("grid: ends are met exactly and tenths are tenths") {
  const Cells cells = grid_of({"openness=0:1:11", "a.b=-2:1e3:2", "c.d=5:5:1"});
  CHECK(cells.axes[0].values[3] == 0.3);
  CHECK(cells.axes[0].values[7] == 0.7);
  CHECK(cells.axes[0].values.back() == 1);
  CHECK(cells.size() == 22);
  CHECK(cells.values(1) == std::vector<double>{0, 1000, 5});
  CHECK(cells.values(2) == std::vector<double>{0.1, -2, 5});
  for (const char* wrong :
       {"openness", "openness=0:1", "=0:1:2", "openness=0:1:2:3", "openness=a:1:2",
        "openness=0:1:0", "openness=0:1:2.5", "openness=0:1:1", "openness=1:1:3",
        "openness=0:inf:3", "openness=0:1:1001"})
    CHECK_THROWS_AS(grid_of({wrong}), core::UsageError);
  CHECK_THROWS_AS(grid_of({"a=0:1:2", "b=0:1:2", "c=0:1:2", "d=0:1:2"}), core::UsageError);
  CHECK_THROWS_AS(grid_of({"a=0:1:1000", "b=0:1:1000"}), core::UsageError);
}

TEST_CASE("sweep: what changes nothing, or the same thing twice, is refused") {
  const scenario::Scenario scenario = workshop_bank(kDraws);
  const auto refused = [&](const std::vector<std::string>& grids, const std::string& path) {
    try {
      plan_sweep(scenario, grid_of(grids), path, nullptr);
    } catch (const core::UsageError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refused({"opennes=0:1:2"}, "").find("did you mean 'openness'?") != std::string::npos);
  CHECK(refused({"openness=0:1:2"}, "social-brand").find("changes nothing") != std::string::npos);
  CHECK(refused({"openness=0:1:2"}, "social-brnd").find("did you mean 'social-brand'") !=
        std::string::npos);
  CHECK(refused({"response=0:1:2", "tooling=0:1:2"}, "").find("change the same") !=
        std::string::npos);
  CHECK(refused({"finance.margin=5:9:2", "inputs.finance.margin=5:9:2"}, "")
            .find("change the same key") != std::string::npos);
  CHECK(refused({"openness=-1:1:2"}, "").find("must be between 0 and 100") != std::string::npos);
  CHECK(refused({"run.draws=10:100:2"}, "").find("--draws") != std::string::npos);
  CHECK_THROWS_AS(plan_sweep(workshop_bank(19), grid_of({"openness=0:1:2"}), "", nullptr),
                  core::UsageError);
  const std::atomic<bool> stop = true;
  CHECK_THROWS_AS(plan_sweep(scenario, grid_of({"finance.margin=5:9:2"}), "", &stop), run::Stopped);
}

TEST_CASE("sweep: what the scenario's reader refuses names the grid") {
  try {
    plan_sweep(workshop_bank(kDraws), grid_of({"market.capture=0.1:0.9:9"}), "", nullptr);
    FAIL("not refused");
  } catch (const scenario::InvalidScenario& error) {
    REQUIRE(error.diagnostics().size() == 1);
    CHECK(error.diagnostics()[0].file == "--grid");
    CHECK(error.diagnostics()[0].message.find("must be between 0 and 0.5") != std::string::npos);
  }
}

}  // namespace e2roi::study
