// Drawing the uncertain inputs, a block of draws at a time.
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/run/inputs.hpp"
#include "tools/speed/blocks.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr std::size_t kBlocks = 8;
constexpr double kKernelShare = 0.1;  ///< at most so much of the kernel's time for the same draws
constexpr std::size_t kCorrelated = 10;
constexpr double kDesignCost = 2;  ///< a design takes at most so many times independent draws'

/// Whether a block's draws are the same numbers when each is drawn alone.
bool is_same_alone(const run::InputSampler& sampler, std::uint64_t first_draw) {
  std::vector<double> block(model::kInputs * model::kBlockDraws), alone(block.size());
  sampler.fill(first_draw, model::kBlockDraws, block.data());
  for (int draw = 0; draw < model::kBlockDraws; ++draw) {
    sampler.fill(first_draw + static_cast<std::uint64_t>(draw), model::kSeriesLanes, alone.data());
    for (std::size_t first = 0; first < block.size(); first += model::kBlockDraws)
      if (block[first + static_cast<std::size_t>(draw)] != alone[first]) return false;
  }
  return true;
}

/// Draws all blocks, into `values`.
void draw_all(const run::InputSampler& sampler, std::vector<double>& values) {
  for (std::size_t b = 0; b < kBlocks; ++b)
    sampler.fill(b * model::kBlockDraws, model::kBlockDraws, values.data());
}

}  // namespace

void measure_sampling(const Options& options, Report& report) {
  scenario::Scenario scenario = scenario_of(options, kBlocks * model::kBlockDraws);
  std::vector<run::InputSampler> samplers;
  for (const char* design : {"monte-carlo", "latin-hypercube", "sobol"}) {
    scenario.run.sampling = design;
    // A Latin hypercube of a full power of two would never have to walk.
    scenario.run.draws = options.draws;
    samplers.emplace_back(scenario);
    report.check(std::string(design) + ": draws of a block are the same drawn alone",
                 is_same_alone(samplers.back(), 3 * model::kBlockDraws));
  }
  scenario.run.sampling = "monte-carlo";
  const std::vector<int> drawn = samplers.front().drawn();
  for (std::size_t i = 0; i + 1 < kCorrelated; ++i)
    scenario.correlations.push_back({drawn[i], drawn[i + 1], 0.4});
  samplers.emplace_back(scenario);
  scenario.run.draws = kBlocks * model::kBlockDraws;

  const Blocks blocks(scenario, kBlocks);
  const model::Kernel& kernel = model::best_kernel();
  std::vector<double> values(model::kInputs * model::kBlockDraws);
  const auto taken = seconds_by_turns(
      options.seconds, 4,
      {[&] { draw_all(samplers[0], values); }, [&] { draw_all(samplers[1], values); },
       [&] { draw_all(samplers[2], values); }, [&] { draw_all(samplers[3], values); },
       [&] { blocks.outcomes(kernel); }});
  const auto draws = static_cast<double>(blocks.draws());
  const auto rate = [&](std::size_t i) { return draws / best(taken[i]); };
  const auto add = [&](const char* what, std::size_t i, double goal) {
    report.add({what, kernel.level, rate(i), "draws/s", at_least(goal), blocks.draws()});
  };
  add("inputs drawn", 0, rate(4) / kKernelShare);
  add("inputs drawn, latin-hypercube", 1, rate(0) / kDesignCost);
  add("inputs drawn, sobol", 2, rate(0) / kDesignCost);
  add("inputs drawn, ten correlated", 3, rate(0) / kDesignCost);
}

}  // namespace e2roi::speed
