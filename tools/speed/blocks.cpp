#include "tools/speed/blocks.hpp"

#include <new>

#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/plan.hpp"

namespace e2roi::speed {

Blocks::Blocks(const scenario::Scenario& scenario, std::size_t count)
    : prepared_(run::company_of(scenario), run::paths_of(scenario), run::horizon_of(scenario)),
      inputs_(count, std::vector<double>(model::kInputs * model::kBlockDraws)) {
  const run::InputSampler sampler(scenario);
  for (std::size_t b = 0; b < count; ++b)
    sampler.fill(b * model::kBlockDraws, model::kBlockDraws, inputs_[b].data());
}

double Blocks::draw_months() const {
  return static_cast<double>(draws()) * setting().months * setting().path_count;
}

void Blocks::simulate(const model::Kernel& kernel, std::size_t block, int from, int to,
                      void* scratch, double* series, double* outcomes) const {
  kernel.simulate({&setting(), inputs_[block].data(), block * model::kBlockDraws,
                   model::kBlockDraws, scratch, from, to, series, nullptr, outcomes});
}

Blocks::Scratch Blocks::scratch_for(const model::Kernel& kernel) const {
  const std::size_t bytes = (kernel.scratch_bytes(setting()) + 63) / 64 * 64;
  Scratch scratch(std::aligned_alloc(64, bytes), &std::free);
  if (scratch == nullptr) throw std::bad_alloc();
  return scratch;
}

std::size_t Blocks::outcomes_size() const {
  return static_cast<std::size_t>(setting().path_count) * model::outcome::kCount *
         model::kBlockDraws;
}

std::vector<double> Blocks::outcomes(const model::Kernel& kernel) const {
  std::vector<double> result(outcomes_size() * count());
  const Scratch scratch = scratch_for(kernel);
  for (std::size_t b = 0; b < count(); ++b)
    simulate(kernel, b, 0, setting().months, scratch.get(), nullptr,
             result.data() + b * outcomes_size());
  return result;
}

}  // namespace e2roi::speed
