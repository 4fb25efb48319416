#include "engine/run/workspace.hpp"

#include <new>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"

namespace e2roi::run {

Workspace new_workspace(const model::Setting& setting, std::size_t series, std::size_t units) {
  Workspace space;
  const std::size_t bytes = (model::best_kernel().scratch_bytes(setting) + 63) / 64 * 64;
  space.scratch.reset(std::aligned_alloc(64, bytes));
  if (space.scratch == nullptr) throw std::bad_alloc();
  const auto paths = static_cast<std::size_t>(setting.path_count);
  space.inputs.resize(model::kInputs * model::kBlockDraws);
  space.outcomes.resize(paths * model::outcome::kCount * model::kBlockDraws);
  space.series.resize(series);
  space.units.resize(units);
  return space;
}

}  // namespace e2roi::run
