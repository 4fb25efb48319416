#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/results/file.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/run.hpp"
#include "engine/run/tables.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/run/same_results.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::run {
namespace {

using tests::run_with;
using tests::workshop_bank;

}  // namespace

TEST_CASE("run: every design gives the same bits for 1, 2, 3 and 7 threads, and its own") {
  std::vector<std::string> digests;
  for (const char* sampling : {"monte-carlo", "latin-hypercube", "sobol"}) {
    const scenario::Scenario scenario =
        workshop_bank(1100, {std::string("run.sampling=") + sampling});
    const core::ResultSet one = run_with(scenario, 1);
    digests.push_back(results::digest(one));
    for (const int threads : {2, 3, 7})
      CHECK(results::digest(run_with(scenario, threads)) == digests.back());
    CHECK(std::count(one.provenance.begin(), one.provenance.end(),
                     std::pair<std::string, std::string>("sampling", sampling)) == 1);
  }
  CHECK(digests[0] != digests[1]);
  CHECK(digests[1] != digests[2]);
}

TEST_CASE("run: the digest of each design, 500 draws, is the pinned one") {
  // Equal for gcc and clang, and for every x86-64 level.
  CHECK(results::digest(run_with(workshop_bank(500, {"run.sampling=latin-hypercube"}), 2)) ==
        "bad9a0a43ff06f9db12f54d3772475a723ddb8f71842275344cea2899abbf7da");
  CHECK(results::digest(run_with(workshop_bank(500, {"run.sampling=sobol"}), 2)) ==
        "9fcd809dd1abead9cb878433ef7840b628c0a8d5a41c5e77e6ea2ca6bb87a9ee");
}

TEST_CASE("run: a Latin hypercube's draws of an input lie one in each of N strata") {
  for (const std::uint64_t draws : {300u, 512u}) {
    const scenario::Scenario scenario = workshop_bank(draws, {"run.sampling=latin-hypercube"});
    const core::ResultSet results = run_with(scenario, 2);
    const std::vector<double>& values = results.find("inputs", "value")->values;
    int checked = 0;
    for (const int id : InputSampler(scenario).drawn()) {
      const scenario::Input& input = scenario.inputs[static_cast<std::size_t>(id)];
      const auto begin =
          values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::uint64_t>(id) * draws);
      std::vector<double> sorted(begin, begin + static_cast<std::ptrdiff_t>(draws));
      std::sort(sorted.begin(), sorted.end());
      bool is_stratified = true;
      for (std::size_t i = 0; i < draws; ++i) {
        const auto edge = [&](std::size_t stratum) {
          const double u = std::clamp(static_cast<double>(stratum) / static_cast<double>(draws),
                                      0x1p-53, 1 - 0x1p-53);
          return std::clamp(input.prior.quantile(u), input.record->lo, input.record->hi);
        };
        const double slack = 1e-12 * std::abs(sorted[i]);
        is_stratified =
            is_stratified && sorted[i] >= edge(i) - slack && sorted[i] <= edge(i + 1) + slack;
      }
      CHECK_MESSAGE(is_stratified, input.record->key);
      ++checked;
    }
    CHECK(checked > 70);
  }
}

TEST_CASE("run: runs of Sobol that begin at a later draw are the same draws of the whole") {
  const core::ResultSet whole = run_with(workshop_bank(1000, {"run.sampling=sobol"}), 2);
  for (const std::uint64_t first : {1u, 256u, 777u}) {
    const core::ResultSet part =
        run_with(workshop_bank(1000 - first, {"run.sampling=sobol"}), 2, first);
    for (const auto& array : {std::pair("inputs", "value"), std::pair("draws", "npv")}) {
      const std::vector<double>&all = whole.find(array.first, array.second)->values,
            &some = part.find(array.first, array.second)->values;
      const std::size_t rows = all.size() / 1000;
      bool same = true;
      for (std::size_t row = 0; row < rows; ++row)
        same = same &&
               std::equal(some.begin() + static_cast<std::ptrdiff_t>(row * (1000 - first)),
                          some.begin() + static_cast<std::ptrdiff_t>((row + 1) * (1000 - first)),
                          all.begin() + static_cast<std::ptrdiff_t>(row * 1000 + first));
      CHECK_MESSAGE(same, array.second << " from " << first);
    }
  }
}

TEST_CASE("run: a new input would move no other: an input that is fixed takes nothing away") {
  for (const char* sampling : {"latin-hypercube", "sobol"}) {
    scenario::Scenario scenario = workshop_bank(256, {std::string("run.sampling=") + sampling});
    std::vector<double> all(model::kInputs * model::kBlockDraws), fewer(all.size());
    InputSampler(scenario).fill(0, 256, all.data());
    scenario.inputs[0].prior = sampling::Distribution::fixed(12);
    scenario.inputs[53].prior = sampling::Distribution::fixed(0.003);
    InputSampler(scenario).fill(0, 256, fewer.data());
    for (std::size_t id = 0; id < model::kInputs; ++id) {
      const auto begin = static_cast<std::ptrdiff_t>(id * model::kBlockDraws);
      const bool same = std::equal(all.begin() + begin, all.begin() + begin + model::kBlockDraws,
                                   fewer.begin() + begin);
      CHECK_MESSAGE(same == (id != 0 && id != 53), id);
    }
  }
}

TEST_CASE("run: a Latin hypercube cannot begin at a later draw, nor be replayed by one") {
  const scenario::Scenario scenario = workshop_bank(100, {"run.sampling=latin-hypercube"});
  CHECK_THROWS_WITH_AS(run_with(scenario, 1, 100),
                       "--first-draw 100 does not go with run.sampling = \"latin-hypercube\": its "
                       "draws depend on how many there are, so a run of it cannot be made in "
                       "pieces. Runs of \"monte-carlo\" and \"sobol\" can.",
                       core::UsageError);
  const std::string text = not_finite(scenario, 41, 1, "outcome npv");
  CHECK(text.find("--first-draw") == std::string::npos);
  CHECK(text.find("--draws 100") != std::string::npos);
}

}  // namespace e2roi::run
