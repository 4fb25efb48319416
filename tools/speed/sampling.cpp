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

}  // namespace

void measure_sampling(const Options& options, Report& report) {
  const scenario::Scenario scenario = scenario_of(options, kBlocks * model::kBlockDraws);
  const run::InputSampler sampler(scenario);
  report.check("draws of a block are the same drawn alone",
               is_same_alone(sampler, 3 * model::kBlockDraws));

  const Blocks blocks(scenario, kBlocks);
  const model::Kernel& kernel = model::best_kernel();
  std::vector<double> values(model::kInputs * model::kBlockDraws);
  const auto taken =
      seconds_by_turns(options.seconds, 2,
                       {[&] {
                          for (std::size_t b = 0; b < kBlocks; ++b)
                            sampler.fill(b * model::kBlockDraws, model::kBlockDraws, values.data());
                        },
                        [&] { blocks.outcomes(kernel); }});
  const auto draws = static_cast<double>(blocks.draws());
  report.add({"inputs drawn", kernel.level, draws / best(taken[0]), "draws/s",
              at_least(draws / best(taken[1]) / kKernelShare), blocks.draws()});
}

}  // namespace e2roi::speed
