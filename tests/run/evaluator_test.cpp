#include "engine/run/evaluator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "engine/core/real.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/run.hpp"
#include "tests/run/same_results.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::run {
namespace {

using tests::same_bits;
using tests::workshop_bank;

namespace outcome = model::outcome;

}  // namespace

TEST_CASE("evaluator: rows with the inputs and the noise of draws have their outcomes") {
  const scenario::Scenario scenario = workshop_bank(700);
  const core::ResultSet results = run(scenario);
  const InputSampler sampler(scenario);
  for (const int threads : {1, 3}) {
    const OutcomeTable table =
        Evaluator(scenario, threads)
            .evaluate(700,
                      [&](const Rows& rows) { sampler.fill(rows.first, rows.count, rows.inputs); },
                      {outcome::customers, outcome::npv});
    REQUIRE(table.paths == results.path_ids.size());
    const std::vector<double>& npv = results.find("draws", "npv")->values;
    for (std::size_t path = 0; path < table.paths; ++path)
      CHECK(same_bits(table.column(outcome::npv, path), std::span(npv).subspan(path * 700, 700)));
  }
}

TEST_CASE("evaluator: a row has the noise of the draw that it names, whatever its inputs") {
  const scenario::Scenario scenario = workshop_bank(8);
  const InputSampler sampler(scenario);
  const auto npv_of = [&](std::uint64_t inputs_of, std::uint64_t noise_of) {
    const OutcomeTable table = Evaluator(scenario, 1)
                                   .evaluate(1,
                                             [&](const Rows& rows) {
                                               sampler.fill(inputs_of, rows.count, rows.inputs);
                                               rows.noise[0] = noise_of;
                                             },
                                             {outcome::npv});
    return table.column(outcome::npv, 1)[0];
  };
  const core::ResultSet results = run(scenario);
  CHECK(npv_of(5, 5) == results.find("draws", "npv")->values[8 + 5]);
  CHECK(npv_of(5, 6) != npv_of(5, 5));
  CHECK(npv_of(6, 5) != npv_of(5, 5));
}

TEST_CASE("evaluator: a visitor sees the series of every row") {
  scenario::Scenario scenario = workshop_bank(300);
  scenario.run.keep_trajectories = 300;
  const core::ResultSet results = run(scenario);
  const std::vector<double>& cumulative = results.find("trajectories", "cumulative")->values;
  const InputSampler sampler(scenario);
  std::vector<double> last(300);
  Evaluator(scenario, 2)
      .evaluate(
          300, [&](const Rows& rows) { sampler.fill(rows.first, rows.count, rows.inputs); }, {},
          [&](const SeriesBlock& block) {
            block.row(scenario.run.months - 1, 2, model::series::cumulative)
                .copy(block.count, last.data() + block.first);
          });
  const auto months = static_cast<std::size_t>(scenario.run.months);
  CHECK(same_bits(last, std::span(cumulative).subspan((2 * months + months - 1) * 300, 300)));
}

TEST_CASE("evaluator: it stops when it is told to") {
  const scenario::Scenario scenario = workshop_bank(8);
  const std::atomic<bool> stop = true;
  const auto fill = [&](const Rows& rows) {
    InputSampler(scenario).fill(rows.first, rows.count, rows.inputs);
  };
  CHECK_THROWS_AS(Evaluator(scenario, 1, &stop).evaluate(1000, fill, {outcome::npv}), Stopped);
}

}  // namespace e2roi::run
