// Speed of the kernel: draw-months a second (draws x months x paths, stay included), outcomes only,
// on one core, for the scenario given; against the twin over double in the same run. Checks that
// both give the same bits, prints a line with goal and rate, and appends a row to a CSV file.
//
//   speed_kernel scenarios/workshop-bank/scenario.toml results/speed/kernel.csv [seconds]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/plan.hpp"
#include "engine/scenario/read.hpp"
#include "tools/speed/machine.hpp"

namespace {

using namespace e2roi;

constexpr double kGoal = 10e6;  // draw-months/s at x86-64-v4 on the machine named in the README
constexpr int kBlocks = 8;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class Bench {
 public:
  Bench(const scenario::Scenario& scenario)
      : prepared_(run::company_of(scenario), run::paths_of(scenario), run::horizon_of(scenario)),
        inputs_(kBlocks, std::vector<double>(model::kInputs * model::kBlockDraws)) {
    const run::InputSampler sampler(scenario);
    for (std::size_t b = 0; b < kBlocks; ++b)
      sampler.fill(b * model::kBlockDraws, model::kBlockDraws, inputs_[b].data());
  }

  double draw_months() const {
    return 1.0 * kBlocks * model::kBlockDraws * prepared_.view().months *
           prepared_.view().path_count;
  }

  /// Outcomes of all blocks, simulated by `kernel`.
  std::vector<double> outcomes(const model::Kernel& kernel) const {
    const model::Setting& setting = prepared_.view();
    const std::size_t size =
        static_cast<std::size_t>(setting.path_count) * model::outcome::kCount * model::kBlockDraws;
    std::vector<double> result(size * kBlocks);
    const std::size_t bytes = (kernel.scratch_bytes(setting) + 63) / 64 * 64;
    const std::unique_ptr<void, decltype(&std::free)> scratch(std::aligned_alloc(64, bytes),
                                                              &std::free);
    for (std::size_t b = 0; b < kBlocks; ++b)
      kernel.simulate({&setting, inputs_[b].data(), b * model::kBlockDraws, model::kBlockDraws,
                       scratch.get(), 0, setting.months, nullptr, nullptr,
                       result.data() + b * size});
    return result;
  }

  /// Best rate of repetitions over `seconds` [draw-months/s].
  double rate(const model::Kernel& kernel, double seconds) const {
    double best = 0;
    for (const double end = seconds_now() + seconds; seconds_now() < end;) {
      const double from = seconds_now();
      outcomes(kernel);
      best = std::max(best, draw_months() / (seconds_now() - from));
    }
    return best;
  }

 private:
  const model::PreparedSetting prepared_;
  std::vector<std::vector<double>> inputs_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: speed_kernel SCENARIO CSV [SECONDS]\n");
    return 64;
  }
  const double seconds = argc > 3 ? std::atof(argv[3]) : 2.0;
  const Bench bench(scenario::read(argv[1]));
  const model::Kernel& kernel = model::best_kernel();
  const model::Kernel& twin = model::twin_kernel();

  const std::vector<double> fast = bench.outcomes(kernel), slow = bench.outcomes(twin);
  const bool is_right = std::memcmp(fast.data(), slow.data(), fast.size() * sizeof(double)) == 0;
  const double rate = bench.rate(kernel, seconds), twin_rate = bench.rate(twin, seconds);

  std::printf(
      "kernel %s: %.1f M draw-months/s (goal %.0f), %.1f times its twin over double (%.1f); "
      "bits %s\n",
      kernel.level, rate / 1e6, kGoal / 1e6, rate / twin_rate, twin_rate / 1e6,
      is_right ? "equal" : "DIFFER");
  const std::filesystem::path csv(argv[2]);
  std::filesystem::create_directories(csv.parent_path());
  const bool is_new = !std::filesystem::exists(csv);
  std::ofstream rows(csv, std::ios::app);
  if (is_new)
    rows << "what,level,draw_months_per_s,twin_draw_months_per_s," << speed::kMachineColumns
         << "\n";
  rows << "kernel," << kernel.level << "," << static_cast<long long>(rate) << ","
       << static_cast<long long>(twin_rate) << "," << speed::machine_row() << "\n";
  return is_right ? 0 : 1;
}
