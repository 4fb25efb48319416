#include "engine/run/inputs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/run/same_results.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::run {

TEST_CASE("inputs: a block has the bits of the quantiles one by one, whatever the level") {
  using sampling::Distribution;
  const Distribution families[] = {
      Distribution::uniform(2, 5),
      Distribution::triangular(2, 3, 5),
      Distribution::pert(2, 3, 5),
      Distribution::normal(3, 1),
      Distribution::lognormal_p90(3, 6),
      Distribution::beta(2, 3, 7),
      Distribution::p10_p50_p90(2, 3, 6),
      Distribution::p10_p50_p90(-2, 1, 5),
      Distribution::discrete({{-1, 0.2}, {2, 0.5}, {9, 0.3}}),
  };
  scenario::Scenario scenario = tests::workshop_bank();
  std::vector<scenario::InputRecord> records;
  for (const scenario::Input& input : scenario.inputs) records.push_back(*input.record);
  for (std::size_t id = 0; id < records.size(); ++id) {
    const bool is_bounded = id % 2 == 0;
    records[id].lo = is_bounded ? 2.25 : -1e9;
    records[id].hi = is_bounded ? 4.5 : 1e9;
    scenario.inputs[id].record = &records[id];
    scenario.inputs[id].prior = families[id % std::size(families)];
  }
  const InputSampler sampler(scenario);
  constexpr std::size_t kNotWhole = model::kBlockDraws - 3;  // the last ones make no whole pack
  std::vector<double> u(model::kInputs * model::kBlockDraws);
  sampler.uniforms(768, model::kBlockDraws, u.data());
  std::vector<double> values = u;
  sampler.to_values(kNotWhole, values.data());
  for (std::size_t id = 0; id < records.size(); ++id) {
    const scenario::Input& input = scenario.inputs[id];
    const std::size_t row = id * model::kBlockDraws;
    std::vector<double> alone;
    for (std::size_t draw = 0; draw < kNotWhole; ++draw)
      alone.push_back(
          std::clamp(input.prior.quantile(u[row + draw]), records[id].lo, records[id].hi));
    CHECK_MESSAGE(tests::same_bits({values.data() + row, kNotWhole}, alone),
                  input.prior.text() << " between " << records[id].lo << " and " << records[id].hi);
  }
}

}  // namespace e2roi::run
