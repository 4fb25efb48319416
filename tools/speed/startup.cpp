// What people wait for: the program as a process, from its start to its end.
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/results/file.hpp"
#include "tools/speed/process.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr double kGoalStart = 30;      // ms
constexpr double kGoalEndToEnd = 0.5;  // s, for 10,000 draws on two threads
constexpr std::size_t kStarts = 10, kRuns = 5;

}  // namespace

void measure_startup(const Options& options, Report& report) {
  if (options.program.empty()) throw std::runtime_error("startup needs --program E2ROI");
  const TemporaryFolder folder;
  const std::string program = options.program.string(), scenario = options.scenario.string();
  const std::string file = (folder / "result.h5").string();
  const auto run = [&](std::uint64_t draws, const std::string& threads) {
    run_program({program, "run", scenario, "--quiet", "--draws", std::to_string(draws), "--threads",
                 threads, "--out", file});
  };
  const std::uint64_t draws = options.draws / 2;
  run(draws, "2");
  report.check("the program writes as many draws as asked for", results::read(file).draws == draws);

  const auto starts = seconds_by_turns(0, kStarts,
                                       {[&] {
                                          run_program({program, "check", scenario});
                                        },
                                        [&] { run(1, "1"); }});
  const auto ends = seconds_by_turns(0, kRuns, {[&] { run(draws, "2"); }});
  const std::string level = model::best_kernel().level;
  report.add({"e2roi check", level, median(starts[0]) * 1e3, "ms", at_most(kGoalStart), 0});
  report.add({"e2roi run --draws 1", level, median(starts[1]) * 1e3, "ms", at_most(kGoalStart), 1});
  report.add({"e2roi run --threads 2", level, median(ends[0]), "s",
              draws == 10'000 ? at_most(kGoalEndToEnd) : Goal{}, draws});
}

}  // namespace e2roi::speed
