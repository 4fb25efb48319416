#include "engine/study/ledger.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/core/statistics.hpp"
#include "engine/run/run.hpp"
#include "engine/study/path_costs.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

using analysis::kLedgerRungs;
using analysis::Ledger;

Ledger ledger(const scenario::Scenario& scenario, std::size_t path, int threads = 2) {
  ProgressSum none({});
  return ledger_of(scenario, path, threads, nullptr, none);
}

/// Mean of an outcome of a path as a run has it; `rung` of pv_rung.
core::Statistics of_run(const core::ResultSet& results, const std::string& name, std::size_t path,
                        std::size_t rung = 0) {
  const core::NamedArray& array = *results.find("draws", name);
  const std::size_t draws = results.draws, rungs = name == "pv_rung" ? kLedgerRungs : 1;
  return core::statistics(std::span(array.values).subspan((path * rungs + rung) * draws, draws),
                          {});
}

double sum_of(const Ledger& ledger, std::size_t column) {
  double sum = 0;
  for (const analysis::LedgerRow& row : ledger.rows)
    sum += column < kLedgerRungs ? row.rungs[column].value
                                 : (column == kLedgerRungs ? row.cost.value : row.npv.value);
  return sum;
}

void check_sums(const scenario::Scenario& scenario, std::size_t path) {
  const core::ResultSet results = run::run(scenario);
  const Ledger found = ledger(scenario, path);
  for (std::size_t k = 0; k < kLedgerRungs; ++k)
    CHECK(sum_of(found, k) ==
          doctest::Approx(of_run(results, "pv_rung", path + 1, k).mean).epsilon(1e-9));
  CHECK(sum_of(found, kLedgerRungs) ==
        doctest::Approx(of_run(results, "pv_cost", path + 1).mean).epsilon(1e-9));
  const core::Statistics npv = of_run(results, "npv", path + 1);
  CHECK(sum_of(found, kLedgerRungs + 1) == doctest::Approx(npv.mean).epsilon(1e-9));
  CHECK(found.total.npv.value == doctest::Approx(npv.mean).epsilon(1e-9));
  CHECK(found.total.npv.standard_error == doctest::Approx(npv.standard_error).epsilon(1e-9));
}

}  // namespace

TEST_CASE("ledger: rows sum to the path's rungs, cost and NPV to 1e-9, whatever the path") {
  // half-hearted is cancelled in most draws: costs end, and leaving costs.
  const scenario::Scenario scenario = workshop_bank(300);
  for (std::size_t path = 0; path < scenario.paths.size(); ++path) check_sums(scenario, path);
}

TEST_CASE("ledger: staff cuts, short horizons and one-offs beyond them sum as well") {
  scenario::Scenario scenario = workshop_bank(300, {"run.months=20"});
  scenario.paths.resize(1);
  scenario.paths[0].staffing = {{2, 1.0}, {6, 0.9}, {9, 1.2}};
  scenario.paths[0].one_offs = {{4, 1e6, ""}, {4, 5e5, ""}, {19, 2e6, ""}, {20, 9e9, ""}};
  check_sums(scenario, 0);
}

TEST_CASE("ledger: it does not depend on threads, nor on where chunks end") {
  scenario::Scenario scenario = workshop_bank(kChunkDraws + 300);
  scenario.paths.resize(1);
  const Ledger one = ledger(scenario, 0, 1), three = ledger(scenario, 0, 3);
  REQUIRE(one.rows.size() == 2);
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    CHECK(one.rows[i].npv.value == three.rows[i].npv.value);
    CHECK(one.rows[i].npv.standard_error == three.rows[i].npv.standard_error);
  }
  CHECK(one.total.npv.value ==
        doctest::Approx(of_run(run::run(scenario), "npv", 1).mean).epsilon(1e-9));
}

TEST_CASE("ledger: a path of one lever owes it everything, alone, shared and last") {
  scenario::Scenario scenario = workshop_bank(300);
  scenario::Path& path = scenario.paths[0];
  path = {"t", "Tooling", 0.5, {}, {}, {}};
  path.levers[3] = {{3, 0}, {9, 1}};
  path.levers[0] = {{0, 0}, {9, 0}};  // a plan that never leaves 0 is none
  path.staffing = {{0, 1}};
  const Ledger found = ledger(scenario, 0);
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == "tooling");
  CHECK(found.rows[0].npv.value == doctest::Approx(found.total.npv.value).epsilon(1e-9));
  const analysis::Synergy& synergy = found.synergies.front();
  CHECK(synergy.alone.value == synergy.last.value);
  CHECK(synergy.shared.value == doctest::Approx(synergy.alone.value).epsilon(1e-12));
}

TEST_CASE("ledger: of two levers the Shapley value is half-way between first and last") {
  // For two players phi = (v(i) + v(both) - v(other))/2, so the mean of alone and last.
  const Ledger found = ledger(workshop_bank(300), 0);
  REQUIRE(found.synergies.size() == 2);
  for (const analysis::Synergy& synergy : found.synergies)
    CHECK(synergy.shared.value ==
          doctest::Approx((synergy.alone.value + synergy.last.value) / 2).epsilon(1e-9));
}

TEST_CASE("ledger: a path of nothing, and one of one-offs only, has no levers to blame") {
  scenario::Scenario scenario = workshop_bank(64);
  scenario.paths.resize(1);
  scenario.paths[0] = {"n", "Nothing", 0.5, {}, {}, {}};
  CHECK(ledger(scenario, 0).rows.empty());
  CHECK(ledger(scenario, 0).total.npv.value == 0);
  scenario.paths[0].one_offs = {{3, 1e6, ""}};
  const Ledger found = ledger(scenario, 0);
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].id == "one-offs");
  CHECK(found.rows[0].npv.value < 0);
  CHECK(found.rows[0].npv.value == doctest::Approx(found.total.npv.value).epsilon(1e-9));
}

TEST_CASE("coalitions: every combination of the parts that move, with commitment and one-offs") {
  const scenario::Scenario scenario = workshop_bank(8);
  const Coalitions social = coalitions_of(scenario, 1);
  CHECK(social.players == std::vector<std::size_t>{0, 1, 2, 3, 4, kStaffing});
  REQUIRE(social.scenario.paths.size() == 64);
  const scenario::Path& some = social.scenario.paths[0b100010];
  CHECK(some.levers[1].size() == 2);
  CHECK(some.levers[2].empty());
  CHECK(some.staffing.size() == 4);
  CHECK(social.scenario.paths[0].staffing.empty());
  for (const scenario::Path& path : social.scenario.paths) {
    CHECK(path.commitment == 0.8);
    CHECK(path.one_offs.size() == 1);
  }
}

}  // namespace e2roi::study
