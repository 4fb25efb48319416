#include "engine/study/reversal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "engine/core/error.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

}  // namespace

TEST_CASE("reverse: with one uncertain input it finds the median that a run of its own confirms") {
  // Only the cost overrun is uncertain: its shift alone is the whole change.
  scenario::Scenario scenario = workshop_bank({"run.draws=1500", "run.fans=false"});
  for (scenario::Input& input : scenario.inputs)
    if (std::string(input.record->key) != "finance.cost_overrun")
      input.prior = sampling::Distribution::fixed(input.prior.quantile(0.5));
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  REQUIRE(found.is_found);
  REQUIRE(found.inputs.size() == 1);
  const analysis::InputShift& overrun = found.inputs[0];
  CHECK(overrun.shift == doctest::Approx(found.distance.value));
  CHECK(std::abs(overrun.alone.value - overrun.shift) < 3 * overrun.alone.standard_error);
  // A lognormal whose score is shifted is the lognormal with the median shifted.
  const double r = 1.6;  // p90/median of the prior
  const std::string prior = "lognormal(median: " + std::to_string(overrun.median_after) +
                            ", p90: " + std::to_string(overrun.median_after * r) + ")";
  scenario::Scenario moved =
      workshop_bank({"run.draws=1500", "run.fans=false", "inputs.finance.cost_overrun=" + prior});
  for (std::size_t i = 0; i < moved.inputs.size(); ++i)
    if (std::string(moved.inputs[i].record->key) != "finance.cost_overrun")
      moved.inputs[i].prior = scenario.inputs[i].prior;
  const core::ResultSet results = run::run(moved);
  const core::NamedArray* mean = results.find("outcome", "npv_mean");
  const core::NamedArray* error = results.find("outcome", "npv_standard_error");
  for (std::size_t path = 1; path < results.path_ids.size(); ++path)
    if (results.path_ids[path] == "social-business")
      CHECK(std::abs(mean->values[path]) < error->values[path]);
}

TEST_CASE("reverse: a path ahead by too much is said to be out of reach") {
  // Everything is certain but the tolerance of customers, which cannot make up 1 bn EUR a month.
  scenario::Scenario scenario = workshop_bank({"run.draws=300"});
  for (scenario::Input& input : scenario.inputs)
    if (std::string(input.record->key) != "response.tolerance_hours")
      input.prior = sampling::Distribution::fixed(input.prior.quantile(0.5));
  scenario.company.lever_cost.fill(1e9);
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  CHECK_FALSE(found.is_found);
  CHECK(found.ahead == "Stay");
}

TEST_CASE("reverse: the same for any number of threads") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=600"});
  ReversalOptions options;
  options.threads = 1;
  const std::string one =
      analysis::report_json(analysis::reversal_report(reverse(scenario, options)));
  options.threads = 3;
  CHECK(analysis::report_json(analysis::reversal_report(reverse(scenario, options))) == one);
}

TEST_CASE("reverse: what cannot be ranked is refused") {
  ReversalOptions options;
  options.path = options.against = "stay";
  CHECK_THROWS_AS(reverse(workshop_bank(), options), core::UsageError);
  options.against = "nobody";
  CHECK_THROWS_AS(reverse(workshop_bank(), options), core::UsageError);
  options = {};
  CHECK_THROWS_AS(reverse(workshop_bank({"run.inputs=median"}), options), core::Error);
  CHECK_THROWS_AS(reverse(workshop_bank({"run.draws=100"}), options), core::UsageError);
}

}  // namespace e2roi::study
