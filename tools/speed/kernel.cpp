// The kernel, outcomes only, against two twins over double of the same source: the engine's own,
// whose bits it must have, and one as any compiler makes it, with exp, log and pow from the C
// library under default flags, which its outcomes must equal but for rounding.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>

#include "engine/model/block.hpp"
#include "engine/model/series.hpp"
#include "tools/speed/blocks.hpp"
#include "tools/speed/libm_twin.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr std::size_t kBlocks = 8;
constexpr double kGoalV4 = 15e6, kGoalV3 = 9e6;  // draw-months/s
constexpr double kGoalOverLibm = 5;              // times, at v4
constexpr double kRounding = 1e-9;

Goal goal_for(const std::string& level, double twin_rate) {
  if (level == "x86-64-v4") return at_least(kGoalV4);
  if (level == "x86-64-v3") return at_least(kGoalV3);
  return at_least(twin_rate);
}

const model::Kernel& libm_twin() {
  static const model::Kernel kernel{
      "libm", [](const model::BlockTask& task) { e2roi_libm_simulate(&task); },
      [](const model::Setting& setting) { return e2roi_libm_scratch_bytes(&setting); }};
  return kernel;
}

/// Whether outcomes are equal within rounding of their own size, and undefined in the same draws.
bool are_close(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    const double size = std::max(std::abs(a[i]), std::abs(b[i]));
    if (std::abs(a[i] - b[i]) <= kRounding * size) continue;
    std::printf("  %s of draw %zu of a block: %.17g, with libm %.17g\n",
                model::kOutcomes[i / model::kBlockDraws % model::outcome::kCount].name,
                i % model::kBlockDraws, a[i], b[i]);
    return false;
  }
  return true;
}

}  // namespace

void measure_kernel(const Options& options, Report& report) {
  const Blocks blocks(scenario_of(options, kBlocks * model::kBlockDraws), kBlocks);
  const model::Kernel& kernel = model::best_kernel();

  const std::vector<double> outcomes = blocks.outcomes(kernel);
  const std::vector<double> scalar = blocks.outcomes(model::twin_kernel());
  report.check("outcomes have the bits of the twin over double",
               std::memcmp(outcomes.data(), scalar.data(), outcomes.size() * sizeof(double)) == 0);
  report.check("and are those of the twin with libm within 1e-9",
               are_close(outcomes, blocks.outcomes(libm_twin())));

  const auto taken = seconds_by_turns(
      options.seconds, 2,
      {[&] { blocks.outcomes(kernel); }, [&] { blocks.outcomes(model::twin_kernel()); },
       [&] { blocks.outcomes(libm_twin()); }});
  const double rate = blocks.draw_months() / best(taken[0]);
  const double twin_rate = blocks.draw_months() / best(taken[1]);
  const double libm_rate = blocks.draw_months() / best(taken[2]);
  const std::string level = kernel.level;
  const std::string unit = "draw-months/s";
  report.add({"kernel", level, rate, unit, goal_for(level, twin_rate), blocks.draws()});
  report.add({"twin over double", "double", twin_rate, unit, {}, blocks.draws()});
  report.add({"twin with libm, default flags", "double", libm_rate, unit, {}, blocks.draws()});
  report.add({"kernel / twin with libm", level, rate / libm_rate, "times",
              level == "x86-64-v4" ? at_least(kGoalOverLibm) : Goal{}, blocks.draws()});
}

}  // namespace e2roi::speed
