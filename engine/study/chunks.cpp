#include "engine/study/chunks.hpp"

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::study {

int input_id(const std::string& key) {
  const scenario::InputRecord* record = scenario::find_input(key);
  if (record == nullptr) throw core::RunError("the model has no input '" + key + "'");
  return record->id;
}

NotedInputs::NotedInputs(const std::vector<std::string>& keys) {
  for (const std::string& key : keys) ids_.push_back(input_id(key));
  values_.resize(ids_.size() * kChunkDraws);
}

void NotedInputs::note(const run::Rows& rows) {
  for (std::size_t place = 0; place < ids_.size(); ++place)
    std::copy_n(rows.inputs + static_cast<std::size_t>(ids_[place]) * model::kBlockDraws,
                rows.count, values_.data() + place * kChunkDraws + rows.first);
}

run::FillRows fill_draws(const run::InputSampler& sampler, std::uint64_t first_draw) {
  return [&sampler, first_draw](const run::Rows& rows) {
    const std::uint64_t first = first_draw + rows.first;
    sampler.fill(first, rows.count, rows.inputs);
    for (std::uint64_t i = 0; i < model::kBlockDraws; ++i) rows.noise[i] = first + i;
  };
}

}  // namespace e2roi::study
