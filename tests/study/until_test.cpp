#include "engine/study/until.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/core/error.hpp"
#include "engine/run/run.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

analysis::StopRule rule_of(const std::string& text) {
  return analysis::parse_stop_rule(text, stop_outcomes());
}

UntilOptions at_most(std::uint64_t draws, int threads = 2, std::uint64_t first = 0) {
  UntilOptions options;
  options.threads = threads;
  options.first_draw = first;
  options.most_draws = draws;
  return options;
}

}  // namespace

TEST_CASE("until: the draws looked ahead at are those of the run of as many draws") {
  scenario::Scenario scenario = workshop_bank({"run.fans=false"});
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{1'000'003}}) {
    const analysis::StopRule rule = rule_of("se(customers) < 1e4");
    const analysis::StopState state = draws_until(scenario, rule, at_most(20'000, 2, first));
    CHECK(state.holds);
    scenario.run.draws = state.draws;
    run::Options options;
    options.first_draw = first;
    const core::ResultSet results = run::run(scenario, options);
    const core::NamedArray* errors = results.find("outcome", "customers_standard_error");
    REQUIRE(errors != nullptr);
    CHECK(state.value == doctest::Approx(errors->values[state.rival]).epsilon(1e-12));
  }
}

TEST_CASE("until: the answer is the same for any number of threads") {
  const scenario::Scenario scenario = workshop_bank({"run.fans=false"});
  const analysis::StopRule rule = rule_of("se(npv) < 190k");
  const analysis::StopState one = draws_until(scenario, rule, at_most(50'000, 1));
  CHECK(one.holds);
  CHECK(one.draws > analysis::kFirstLook);
  CHECK(one.draws % analysis::kLookEvery == 0);
  for (const int threads : {2, 7}) {
    const analysis::StopState many = draws_until(scenario, rule, at_most(50'000, threads));
    CHECK(many.draws == one.draws);
    CHECK(many.value == one.value);
  }
}

TEST_CASE("until: the first draws suffice where a path is far ahead") {
  const analysis::StopState state =
      draws_until(workshop_bank({"run.fans=false"}), rule_of("p_wrong < 1 %"), at_most(20'000));
  CHECK(state.holds);
  CHECK(state.draws == analysis::kFirstLook);
}

TEST_CASE("until: paths too close to be told apart run to the limit") {
  scenario::Scenario scenario = workshop_bank({"run.fans=false"});
  scenario.paths.resize(1);  // social brand: worth about as much as staying put
  const analysis::StopState state =
      draws_until(scenario, rule_of("p_wrong < 0.01 %"), at_most(10'000));
  CHECK(!state.holds);
  CHECK(state.draws == 10'000);
  CHECK(state.value > 0.0001);
}

TEST_CASE("until: a path that is the same in every draw is no rival") {
  scenario::Scenario scenario = workshop_bank({"run.fans=false"});
  scenario.paths.resize(2);
  scenario.paths.push_back(scenario.paths.back());
  const analysis::StopState state =
      draws_until(scenario, rule_of("p_wrong < 1 %"), at_most(analysis::kFirstLook));
  CHECK(state.holds);
  CHECK(state.best == 3);
  CHECK(state.rival == 0);
}

TEST_CASE("until: refused where draws are not independent, and where there is no path") {
  scenario::Scenario scenario = workshop_bank({"run.fans=false"});
  scenario.run.sampling = "sobol";
  CHECK_THROWS_WITH_AS(
      refuse_until(scenario),
      "--until works with run.sampling = \"monte-carlo\" only: with \"sobol\" draws are not "
      "independent, so their errors cannot be told before the last one.",
      core::UsageError);
  scenario = workshop_bank({"run.fans=false"});
  scenario.paths.clear();
  CHECK_THROWS_AS(refuse_until(scenario), core::UsageError);
}

TEST_CASE("until: it stops when it is told to") {
  const std::atomic<bool> stop = true;
  UntilOptions options = at_most(5000);
  options.stop = &stop;
  CHECK_THROWS_AS(draws_until(workshop_bank({"run.fans=false"}), rule_of("loss < 1"), options),
                  run::Stopped);
}

}  // namespace e2roi::study
