#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/core/error.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/study/measuring.hpp"
#include "engine/study/value_of_information.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

namespace outcome = model::outcome;

const analysis::Table& table_of(const analysis::Report& report, const std::string& name) {
  return *std::find_if(report.tables.begin(), report.tables.end(),
                       [&](const analysis::Table& table) { return table.name == name; });
}

const analysis::Line& line_of(const analysis::Table& table, const std::vector<std::string>& ids) {
  return *std::find_if(table.lines.begin(), table.lines.end(), [&](const analysis::Line& line) {
    return std::equal(ids.begin(), ids.end(), line.labels.begin(), line.labels.end(),
                      [](const std::string& id, const analysis::Label& l) { return id == l.id; });
  });
}

/// Measuring of a scenario, and its setting.
struct Watched {
  explicit Watched(const scenario::Scenario& scenario)
      : setting(run::company_of(scenario), run::paths_of(scenario), run::horizon_of(scenario)),
        evaluator(scenario, 2),
        draws(simulate_draws(scenario, evaluator)) {}
  model::PreparedSetting setting;
  run::Evaluator evaluator;
  DrawTable draws;
};

}  // namespace

TEST_CASE("information: what a pilot of everything measures is what the model says is measured") {
  for (const char* noise : {"run.noise=true", "run.noise=false"}) {
    const scenario::Scenario scenario =
        workshop_bank({"run.draws=300", "run.months=24", "run.keep_trajectories=300", noise});
    const core::ResultSet results = run::run(scenario);
    const std::vector<double>& measured = results.find("trajectories", "measured")->values;
    const Watched watched(scenario);
    const Pilot pilot = pilot_of(scenario, watched.setting.view(), {0, 1, 2, 1, 1});
    REQUIRE(pilot.path == 2);
    CHECK(pilot.months == std::vector<int>{3, 6, 12, 24});
    const Measured found =
        measure(scenario, watched.evaluator, watched.setting.view(), watched.draws.inputs, pilot);
    for (std::size_t draw = 0; draw < 300; ++draw) {
      double truth = 0, sum = 0;
      for (std::size_t month = 0; month < 12; ++month)
        truth += measured[(2 * 24 + month) * 300 + draw];
      for (std::size_t rung = 0; rung < model::kRungs; ++rung)
        sum += found.signals[2 * model::kRungs + rung][draw];
      CHECK(sum == doctest::Approx(truth).epsilon(1e-9));
    }
  }
}

TEST_CASE("information: units have the pilot's share of contacts and headcount") {
  const scenario::Scenario scenario = workshop_bank(
      {"pilot.units=[\"care\", \"it\"]", "pilot.months=10", "pilot.measures=[\"loyalty\"]"});
  const Watched watched(workshop_bank({"run.draws=8"}));
  const Pilot pilot = pilot_of(scenario, watched.setting.view(), {0, -3, -2, -1, -4});
  CHECK(pilot.is_given);
  CHECK(pilot.path == 3);
  CHECK(pilot.months == std::vector<int>{3, 6, 10});
  CHECK(pilot.rungs == std::vector<int>{model::kLoyaltyValue});
  CHECK(pilot.share(model::kSavings) == doctest::Approx(0.57));
  CHECK(pilot.share(model::kPeople) == doctest::Approx(1120.0 / 3720));
}

TEST_CASE("information: a part shows its share of a rung, with errors one over its root larger") {
  // The sum is share · (true + error / √share). Two shares tell true and error, which a third has
  // too.
  const scenario::Scenario scenario = workshop_bank({"run.draws=40", "run.months=6"});
  const Watched watched(scenario);
  const auto signals = [&](double share) {
    Pilot pilot = pilot_of(scenario, watched.setting.view(), {0, 0, 1, 0, 0});
    pilot.contact_share = pilot.headcount_share = share;
    return measure(scenario, watched.evaluator, watched.setting.view(), watched.draws.inputs, pilot)
        .signals;
  };
  const auto whole = signals(1), quarter = signals(0.25), bit = signals(0.04), none = signals(0);
  for (std::size_t column = 0; column < whole.size(); ++column)
    for (std::size_t draw = 0; draw < 40; ++draw) {
      const double error = 4 * quarter[column][draw] - whole[column][draw];
      const double truth = whole[column][draw] - error;
      CHECK(bit[column][draw] == doctest::Approx(0.04 * truth + 0.2 * error).epsilon(1e-9));
      CHECK(none[column][draw] == 0);
    }
}

TEST_CASE("information: EVPI is that of the draws of a run, and its parts add up") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=2000"});
  const core::ResultSet results = run::run(scenario);
  const std::vector<double>& npv = results.find("draws", "npv")->values;
  double best_of_means = 0, mean_of_bests = 0;
  for (std::size_t path = 1; path < 5; ++path) {
    double sum = 0;
    for (std::size_t draw = 0; draw < 2000; ++draw) sum += npv[path * 2000 + draw];
    best_of_means = std::max(best_of_means, sum / 2000);
  }
  for (std::size_t draw = 0; draw < 2000; ++draw) {
    double best = 0;
    for (std::size_t path = 1; path < 5; ++path) best = std::max(best, npv[path * 2000 + draw]);
    mean_of_bests += best / 2000;
  }
  const analysis::Report report = value_of_information(scenario, {});
  const analysis::Table& evpi = table_of(report, "evpi");
  const double everything = line_of(evpi, {"everything"}).figures[0].value;
  CHECK(everything == doctest::Approx(mean_of_bests - best_of_means));
  CHECK(line_of(evpi, {"inputs"}).figures[0].value + line_of(evpi, {"chance"}).figures[0].value ==
        doctest::Approx(everything));
  CHECK(report.kind == "voi");
  CHECK(table_of(report, "evppi").lines.size() == run::InputSampler(scenario).drawn().size());
  CHECK(table_of(report, "evsi").lines.size() == 6 * 6);
  CHECK(table_of(report, "measurability").lines.size() == 4 * 7);
  // Sorted, and all in one text that does not depend on threads.
  InformationOptions one, three;
  one.threads = 1;
  three.threads = 3;
  CHECK(analysis::report_json(value_of_information(scenario, one)) ==
        analysis::report_json(value_of_information(scenario, three)));
}

TEST_CASE("information: regressions find what a section is worth, as nested draws bound it") {
  // Nested: 400 draws of the section's inputs, each with 50 draws of all else.
  constexpr std::uint64_t kRows = 400, kEach = 50;
  const Watched watched(workshop_bank({"run.draws=10000"}));
  const scenario::Scenario scenario = workshop_bank();
  const run::InputSampler sampler(scenario);
  std::vector<int> section;
  for (const int id : watched.draws.inputs.drawn())
    if (std::string(scenario.inputs[static_cast<std::size_t>(id)].record->key).find("response.") ==
        0)
      section.push_back(id);
  const auto fill = [&](const run::Rows& rows) {
    std::vector<double> own(model::kInputs * model::kBlockDraws);
    const std::uint64_t first = rows.first / kEach;
    sampler.fill(1'000'000 + first, 8, own.data());
    sampler.fill(2'000'000 + rows.first, rows.count, rows.inputs);
    for (const int id : section)
      for (int i = 0; i < rows.count; ++i) {
        const std::uint64_t row = (rows.first + static_cast<std::uint64_t>(i)) / kEach - first;
        rows.inputs[id * model::kBlockDraws + i] =
            own[static_cast<std::size_t>(id * model::kBlockDraws) + row];
      }
  };
  const run::OutcomeTable nested = watched.evaluator.evaluate(kRows * kEach, fill, {outcome::npv});
  const Eigen::Map<const Eigen::MatrixXd> npv(nested.values.data() + nested.rows, kRows * kEach, 4);
  const analysis::Bounds bounds =
      analysis::of_rows(npv, kEach, analysis::best_by_mean(watched.draws.npv()));

  std::vector<std::vector<double>> scores;
  for (const int id : section) scores.push_back(normal_scores(watched.draws.inputs.column(id)));
  const std::vector<analysis::Known> columns(scores.begin(), scores.end());
  const analysis::Estimate found =
      analysis::mean_of(analysis::of_knowing(watched.draws.npv(), columns, columns.size()).gain);
  const analysis::Estimate lower = analysis::mean_of(bounds.lower);
  const analysis::Estimate upper = analysis::mean_of(bounds.upper);
  MESSAGE("regression " << found.value << " +- " << found.standard_error << ", bounds "
                        << lower.value << " +- " << lower.standard_error << ", " << upper.value
                        << " +- " << upper.standard_error);
  CHECK(found.value > lower.value - 4 * std::hypot(lower.standard_error, found.standard_error));
  CHECK(found.value < upper.value + 4 * std::hypot(upper.standard_error, found.standard_error));
  CHECK(found.value > 4 * found.standard_error);
}

TEST_CASE("information: a rung seen wholly and without error is measured at once, hidden nowhere") {
  const scenario::Scenario scenario = workshop_bank(
      {"run.draws=2000", "inputs.measurement.visible_collaboration=1",
       "inputs.measurement.noise_collaboration=0", "inputs.measurement.visible_loyalty=0",
       "inputs.measurement.noise_loyalty=10"});
  const analysis::Table measurability =
      table_of(value_of_information(scenario, {}), "measurability");
  const analysis::Line& sure = line_of(measurability, {"social-business", "collaboration"});
  const analysis::Line& blind = line_of(measurability, {"social-business", "loyalty"});
  CHECK(sure.figures[0].value == 3);  // culture moves in the first month, benefits show later
  CHECK(sure.figures[1].value == sure.figures[0].value);
  CHECK(sure.figures[2].value == 1);
  CHECK(sure.figures[3].value == 0);
  CHECK(std::isnan(blind.figures[1].value));
  CHECK(blind.figures[3].value > 0.1);
  // The path without levers on people has nothing to measure there.
  const analysis::Line& none = line_of(measurability, {"social-brand", "people"});
  CHECK(std::isnan(none.figures[0].value));
  CHECK(std::isnan(none.figures[3].value));
}

TEST_CASE("information: quiet futures have no chance of the months") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=2000", "run.noise=false"});
  const analysis::Report report = value_of_information(scenario, {});
  const analysis::Table& evpi = table_of(report, "evpi");
  CHECK(std::abs(line_of(evpi, {"chance"}).figures[0].value) <
        1e-6 * line_of(evpi, {"everything"}).figures[0].value);
}

TEST_CASE("information: nothing uncertain leaves nothing to know but chance") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=1000", "run.inputs=\"median\""});
  const analysis::Report report = value_of_information(scenario, {});
  for (const analysis::Table& table : report.tables) CHECK(table.name != "evppi");
  CHECK(std::abs(line_of(table_of(report, "evpi"), {"inputs"}).figures[0].value) < 100e3);
}

TEST_CASE("information: what cannot be studied is refused with exit code 2 and what is needed") {
  const auto message = [](std::vector<std::string> set) {
    try {
      value_of_information(workshop_bank(std::move(set)), {});
    } catch (const core::Error& error) {
      CHECK(error.exit_code() == core::ExitCode::kInvalidScenario);
      return std::string(error.what());
    }
    return std::string();
  };
  const std::string needed = std::to_string(draws_needed(workshop_bank()));
  CHECK(message({"run.draws=500"}).find("at least " + needed + " draws") != std::string::npos);
  CHECK(message({"run.draws=2000", "pilot.path=laggard", "pilot.months=37"})
            .find("begins in month 24 of 60 months and can be watched for 36") !=
        std::string::npos);
  CHECK(message({"run.draws=2000", "run.months=20", "pilot.path=laggard"}).find("never begins") !=
        std::string::npos);
}

TEST_CASE("information: months are counted as people do, and cost that outweighs is named") {
  const analysis::Report report = value_of_information(
      workshop_bank({"run.draws=1300", "run.months=30", "pilot.months=1", "pilot.path=laggard"}),
      {});
  std::string text;
  for (const std::string& sentence : report.sentences) text += sentence + "\n";
  CHECK(text.find("on all rungs for 1 month before choosing") == std::string::npos);
  CHECK(text.find("measuring all rungs for 1 month before choosing") != std::string::npos);
  CHECK(text.find("1 months") == std::string::npos);
  CHECK(text.find("its cost, which is known, outweighs what it brings") != std::string::npos);
}

TEST_CASE("information: it stops when it is told to") {
  const std::atomic<bool> stop = true;
  InformationOptions options;
  options.stop = &stop;
  CHECK_THROWS_AS(value_of_information(workshop_bank({"run.draws=2000"}), options), run::Stopped);
}

TEST_CASE("information: scores are normal, keep the order, and are equal where values are") {
  const std::vector<double> values = {5, 1, 1, 100};
  const std::vector<double> scores = normal_scores(values);
  CHECK(scores[1] == scores[2]);
  CHECK(scores[1] == doctest::Approx(-0.6744898));  // mean rank 1 of 4: probability 1/4
  CHECK(scores[0] == doctest::Approx(0.3186394));   // 5/8
  CHECK(scores[3] == doctest::Approx(1.1503494));   // 7/8
}

}  // namespace e2roi::study
