#include "tests/model/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"

namespace e2roi::tests {
namespace {

using namespace model;
using nlohmann::json;

std::vector<std::string> input_keys() {
  std::vector<std::string> keys(kInputs);
  Inputs<double> inputs;
  for_each_input(
      inputs, [&](int id, const char* key, double&) { keys[static_cast<std::size_t>(id)] = key; });
  return keys;
}

struct Simulated {
  std::vector<double> series;    // [month][path][series][kSeriesLanes] of one pack
  std::vector<double> outcomes;  // [path][outcome][kBlockDraws]
};

/// One golden draw with its own inputs, in lane 0 of a block.
Simulated simulate_draw(const Golden& golden, const PreparedSetting& prepared, std::size_t which,
                        const Kernel& kernel, int stretch) {
  const Setting& setting = prepared.view();
  std::vector<double> inputs(kInputs * kBlockDraws);
  const auto keys = input_keys();
  for (std::size_t id = 0; id < kInputs; ++id)
    for (std::size_t lane = 0; lane < kBlockDraws; ++lane)
      inputs[id * kBlockDraws + lane] = golden.json["inputs"][keys[id]][which];
  const auto row = static_cast<std::size_t>(setting.path_count * series::kCount * kSeriesLanes);
  Simulated result;
  result.series.resize(row * static_cast<std::size_t>(setting.months));
  result.outcomes.resize(
      static_cast<std::size_t>(setting.path_count * outcome::kCount * kBlockDraws));
  const std::size_t bytes = (kernel.scratch_bytes(setting) + 63) / 64 * 64;
  std::unique_ptr<void, decltype(&std::free)> scratch(std::aligned_alloc(64, bytes), &std::free);
  for (int from = 0; from < setting.months; from += stretch)
    kernel.simulate({&setting, inputs.data(), golden.json["draws"][which].get<std::uint64_t>(), 1,
                     scratch.get(), from, std::min(from + stretch, setting.months),
                     result.series.data() + row * static_cast<std::size_t>(from), nullptr,
                     result.outcomes.data()});
  return result;
}

double number(const json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

void check_close(double got, double expected, double scale, const std::string& what) {
  if (std::isnan(expected)) {
    CHECK_MESSAGE(std::isnan(got), what << ": got " << got << ", expected undefined");
  } else {
    const double bound = 1e-9 * std::max(std::abs(expected), scale);
    CHECK_MESSAGE(std::abs(got - expected) <= bound,
                  what << ": got " << got << ", expected " << expected);
  }
}

/// By month and draw; net promoters, which the golden results lack, from their two shares.
json golden_series(const json& all, std::size_t s) {
  if (s != series::net_promoters) return all[kSeries[s].name];
  json values = all["advocate"];
  for (std::size_t t = 0; t < values.size(); ++t)
    for (std::size_t d = 0; d < values[t].size(); ++d)
      values[t][d] = number(values[t][d]) - number(all["detractor"][t][d]);
  return values;
}

void check_golden(const std::string& name, const Kernel& kernel, int stretch) {
  const Golden golden(name);
  const PreparedSetting prepared(golden.company, golden.paths, golden.horizon);
  for (std::size_t d = 0; d < golden.json["draws"].size(); ++d) {
    const Simulated got = simulate_draw(golden, prepared, d, kernel, stretch);
    for (std::size_t p = 0; p < golden.path_names.size(); ++p) {
      const json& expected = golden.json["result"][golden.path_names[p]];
      const std::string where = name + " " + golden.path_names[p] + " draw " + std::to_string(d);
      REQUIRE(expected["series"].size() + 1 == series::kCount);
      for (std::size_t s = 0; s < series::kCount; ++s) {
        const json values = golden_series(expected["series"], s);
        double scale = 0;
        for (const json& month : values) scale = std::max(scale, std::abs(number(month[d])));
        for (std::size_t t = 0; t < values.size(); ++t) {
          const std::size_t place =
              ((t * golden.path_names.size() + p) * series::kCount + s) * kSeriesLanes;
          check_close(got.series[place], number(values[t][d]), scale,
                      where + " " + kSeries[s].name + " month " + std::to_string(t));
        }
      }
      for (std::size_t k = 0; k < outcome::kCount; ++k) {
        const std::string outcome = kOutcomes[k].name;
        const json& value = outcome.starts_with("pv_rung_")
                                ? expected["outcome"]["pv_rungs"][outcome.substr(8)]
                                : expected["outcome"][outcome];
        REQUIRE(value.is_array());
        check_close(got.outcomes[(p * outcome::kCount + k) * kBlockDraws], number(value[d]), 0,
                    where + " " + outcome);
      }
    }
  }
}

}  // namespace

TEST_CASE("golden: the fast kernel reproduces every series and outcome") {
  for (const char* name : {"bank_quiet", "bank_noisy", "shop_noisy", "chain_noisy"})
    check_golden(name, best_kernel(), 1000);
}

TEST_CASE("golden: the twin over double reproduces every series and outcome") {
  for (const char* name : {"bank_quiet", "bank_noisy", "shop_noisy", "chain_noisy"})
    check_golden(name, twin_kernel(), 1000);
}

TEST_CASE("golden: a run in stretches of seven months reproduces every series and outcome") {
  check_golden("chain_noisy", best_kernel(), 7);
}

}  // namespace e2roi::tests
