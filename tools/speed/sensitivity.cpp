// A Sobol study of every uncertain input, design, evaluation, indices and bootstrap of all paths,
// against as many ordinary draws that keep no more than the study's outcome.
#include <string>

#include "engine/model/block.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/study/sobol_study.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr double kGoalOverPlain = 0.9;
constexpr std::size_t kRepetitions = 3;

study::SaltelliDesign design_of(const scenario::Scenario& scenario, std::uint64_t base) {
  return {study::factors_of(scenario), std::make_unique<study::DrawnBase>(scenario, base)};
}

std::string study_of(const scenario::Scenario& scenario, std::uint64_t base, int threads) {
  const study::SaltelliDesign design = design_of(scenario, base);
  const study::Asked asked = study::asked({}, scenario);
  const run::OutcomeTable table =
      study::outcomes_of(scenario, asked, design.rows(),
                         [&](const run::Rows& rows) { design.fill(rows); }, {threads, nullptr, {}});
  return report_json(
      study::sobol_report(design.factors(), base, study::columns_of(table), asked, scenario));
}

void plain_draws(const scenario::Scenario& scenario, std::uint64_t draws) {
  const run::InputSampler sampler(scenario);
  run::Evaluator(scenario, 1)
      .evaluate(draws,
                [&](const run::Rows& rows) { sampler.fill(rows.first, rows.count, rows.inputs); },
                {model::outcome::npv});
}

}  // namespace

void measure_sensitivity(const Options& options, Report& report) {
  const scenario::Scenario scenario = scenario_of(options, options.draws);
  // 1024 base rows unless a test asks for few draws.
  const std::uint64_t base = options.draws < 20'000 ? 64 : 1024;
  const std::uint64_t rows = design_of(scenario, base).rows();
  report.check("a study on two threads says what one on one thread says",
               study_of(scenario, base, 1) == study_of(scenario, base, 2));
  const auto taken = seconds_by_turns(
      options.seconds, kRepetitions,
      {[&] { study_of(scenario, base, 1); }, [&] { plain_draws(scenario, rows); }});
  const std::string level = model::best_kernel().level;
  const auto rate = [&](std::size_t work) { return static_cast<double>(rows) / best(taken[work]); };
  report.add({"Sobol study, one thread", level, rate(0), "draws/s", {}, rows});
  report.add({"plain draws, outcomes only", level, rate(1), "draws/s", {}, rows});
  report.add({"Sobol study / plain draws", level, rate(0) / rate(1), "of the rate",
              at_least(kGoalOverPlain), rows});
}

}  // namespace e2roi::speed
