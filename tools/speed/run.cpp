// A whole run as the program does it, on one thread, against the kernel alone for as many draws;
// and the run on two threads against one.
#include "engine/run/run.hpp"

#include <cstdio>
#include <string>
#include <utility>

#include "engine/analysis/summary.hpp"
#include "engine/model/block.hpp"
#include "engine/results/file.hpp"
#include "engine/run/threads.hpp"
#include "tools/speed/blocks.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr std::size_t kBlocks = 8;
constexpr double kGoalOverKernel = 2.0;
constexpr double kGoalScaling = 1.9;
constexpr std::size_t kRepetitions = 3;

core::ResultSet run_on(const scenario::Scenario& scenario, int threads) {
  run::Options options;
  options.threads = threads;
  return run::run(scenario, options);
}

/// Scenario, inputs, kernel, fans, statistics, decision table, digest, file. Returns the digest.
std::string whole_run(const Options& options, const std::filesystem::path& file) {
  core::ResultSet results = run_on(scenario_of(options, options.draws), 1);
  const std::string digest = results::digest(results);
  results.provenance.emplace_back("digest", digest);
  analysis::decision_text(analysis::summarise(results));
  results::write(std::move(results), file);
  return digest;
}

}  // namespace

void measure_run(const Options& options, Report& report) {
  const TemporaryFolder folder;
  const std::string digest = whole_run(options, folder / "result.h5");
  report.check("the digest is that of a run on two threads",
               results::digest(run_on(scenario_of(options, options.draws), 2)) == digest);

  const Blocks blocks(scenario_of(options, kBlocks * model::kBlockDraws), kBlocks);
  const model::Kernel& kernel = model::best_kernel();
  const auto taken = seconds_by_turns(
      options.seconds, kRepetitions,
      {[&] { whole_run(options, folder / "result.h5"); }, [&] { blocks.outcomes(kernel); }});
  const double whole = best(taken[0]);
  const double alone =
      best(taken[1]) * static_cast<double>(options.draws) / static_cast<double>(blocks.draws());
  report.add({"whole run, one thread", kernel.level, whole, "s", {}, options.draws});
  report.add({"kernel alone", kernel.level, alone, "s", {}, options.draws});
  report.add({"whole run / kernel alone", kernel.level, whole / alone, "times",
              at_most(kGoalOverKernel), options.draws});
}

void measure_threads(const Options& options, Report& report) {
  const scenario::Scenario scenario = scenario_of(options, 2 * options.draws);
  report.check("one thread and two give the same digest",
               results::digest(run_on(scenario, 1)) == results::digest(run_on(scenario, 2)));
  if (run::default_threads() < 2) {
    std::printf("threads   not measured: this process may use one core only\n");
    return;
  }
  const auto taken = seconds_by_turns(options.seconds, kRepetitions,
                                      {[&] { run_on(scenario, 1); }, [&] { run_on(scenario, 2); }});
  report.add({"run on 2 threads / on 1", model::best_kernel().level,
              median(taken[0]) / median(taken[1]), "times", at_least(kGoalScaling),
              2 * options.draws});
}

}  // namespace e2roi::speed
