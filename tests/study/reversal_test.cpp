#include "engine/study/reversal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"
#include "engine/model/series.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/normal_cdf.hpp"
#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

/// Only some inputs are uncertain, the others have their median.
scenario::Scenario with_uncertain(const std::vector<std::string>& keys,
                                  std::vector<std::string> set) {
  scenario::Scenario scenario = workshop_bank(std::move(set));
  for (scenario::Input& input : scenario.inputs)
    if (std::find(keys.begin(), keys.end(), input.record->key) == keys.end())
      input.prior = sampling::Distribution::fixed(input.prior.quantile(0.5));
  return scenario;
}

/// Mean NPV of path 2 where each uncertain input's normal score is moved, by draws of its own.
class MovedPriors {
 public:
  explicit MovedPriors(const scenario::Scenario& scenario)
      : scenario_(scenario), sampler_(scenario), evaluator_(scenario, 2) {}

  double mean_npv(const std::vector<double>& shift) const {
    const auto fill = [&](const run::Rows& rows) {
      sampler_.uniforms(rows.first, rows.count, rows.inputs);
      sampler_.correlate(rows.count, rows.inputs);
      for (std::size_t i = 0; i < shift.size(); ++i) {
        double* column = rows.inputs + sampler_.drawn()[i] * model::kBlockDraws;
        for (int row = 0; row < rows.count; ++row)
          column[row] = random::normal_cdf(random::inverse_normal(column[row]) + shift[i]);
      }
      sampler_.to_values(rows.count, rows.inputs);
    };
    const run::OutcomeTable table =
        evaluator_.evaluate(scenario_.run.draws, fill, {model::outcome::npv});
    return core::statistics(table.column(model::outcome::npv, 2), {}).mean;
  }

 private:
  const scenario::Scenario& scenario_;
  run::InputSampler sampler_;
  run::Evaluator evaluator_;
};

}  // namespace

TEST_CASE("reverse: with one uncertain input it finds the median that a run of its own confirms") {
  // Only the cost overrun is uncertain: its shift alone is the whole change.
  const scenario::Scenario scenario =
      with_uncertain({"finance.cost_overrun"}, {"run.draws=1500", "run.fans=false"});
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  REQUIRE(found.end == analysis::SearchEnd::kFound);
  REQUIRE(found.inputs.size() == 1);
  const analysis::InputShift& overrun = found.inputs[0];
  CHECK(overrun.shift.value == doctest::Approx(found.distance.value));
  CHECK(std::abs(overrun.alone.value - overrun.shift.value) < 3 * overrun.alone.standard_error);
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

TEST_CASE("reverse: no shorter change of two inputs turns the ranking round") {
  const scenario::Scenario scenario =
      with_uncertain({"finance.cost_overrun", "response.voice_lift"}, {"run.draws=512"});
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  REQUIRE(found.end == analysis::SearchEnd::kFound);
  const MovedPriors moved(scenario);
  const double far = found.distance.value;
  bool is_turned = false;
  for (int i = 0; i < 48; ++i) {
    const double angle = i * std::acos(-1.0) / 24;
    for (const double part : {0.4, 0.7, 0.97})
      CHECK(moved.mean_npv({part * far * std::cos(angle), part * far * std::sin(angle)}) > 0);
    is_turned |= moved.mean_npv({1.03 * far * std::cos(angle), 1.03 * far * std::sin(angle)}) < 0;
  }
  CHECK(is_turned);
}

TEST_CASE("reverse: correlated inputs show where they go, not only what they do themselves") {
  const std::vector<std::string> keys = {"finance.cost_overrun", "response.voice_lift"};
  scenario::Scenario scenario = with_uncertain(
      keys,
      {"run.draws=512",
       "correlation=[{inputs=[\"finance.cost_overrun\", \"response.voice_lift\"], rank=0.6}]"});
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  REQUIRE(found.end == analysis::SearchEnd::kFound);
  CHECK(found.has_ties);
  // Mahalanobis' distance with the correlation of the scores, 2 sin(pi 0.6/6).
  const double r = 2 * std::sin(std::acos(-1.0) * 0.1);
  const double a = found.inputs[0].shift.value, b = found.inputs[1].shift.value;
  CHECK(std::sqrt((a * a - 2 * r * a * b + b * b) / (1 - r * r)) ==
        doctest::Approx(found.distance.value).epsilon(1e-6));
  // Alone means alone: the other keeps its draws.
  const MovedPriors moved(scenario);
  for (std::size_t i = 0; i < 2; ++i) {
    const analysis::Estimate& alone = found.inputs[i].alone;
    REQUIRE(std::isfinite(alone.value));
    std::vector<double> shift(2, 0.0);
    shift[i] = alone.value;
    CHECK(std::abs(moved.mean_npv(shift)) < 1e6);  // within a standard error of 0.9 M EUR
  }
  // Medians are those of priors that are moved by as much.
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const scenario::Input& input =
        scenario.inputs[static_cast<std::size_t>(scenario::find_input(found.inputs[i].key)->id)];
    CHECK(found.inputs[i].median_after ==
          doctest::Approx(input.prior.quantile(random::normal_cdf(found.inputs[i].shift.value)))
              .epsilon(1e-9));
  }
}

TEST_CASE("reverse: a path ahead by too much is said to be out of reach") {
  // Everything is certain but the tolerance of customers, which cannot make up 1 bn EUR a month.
  scenario::Scenario scenario = with_uncertain({"response.tolerance_hours"}, {"run.draws=300"});
  scenario.company.lever_cost.fill(1e9);
  ReversalOptions options;
  options.path = "social-business";
  options.against = "stay";
  const analysis::Reversal found = reverse(scenario, options);
  CHECK(found.end == analysis::SearchEnd::kBeyondReach);
  CHECK(found.ahead.id == "stay");
}

TEST_CASE("reverse: the same for any number of threads") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=1520"});
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
  CHECK_THROWS_AS(reverse(workshop_bank({"run.draws=1519"}), options), core::UsageError);
}

}  // namespace e2roi::study
