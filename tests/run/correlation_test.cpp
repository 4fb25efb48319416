#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/results/file.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/run.hpp"
#include "tests/run/same_results.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::run {
namespace {

using tests::run_with;
using tests::workshop_bank;

constexpr std::size_t kContagion = 6, kVoiceRate = 19, kChurnBase = 53;

/// Contagion with the churn, and the churn with how often customers speak up.
const std::string kChain =
    "correlation=[{ inputs = [\"culture.contagion\", \"loyalty.churn_base\"], rank = -0.6 }, "
    "{ inputs = [\"loyalty.churn_base\", \"response.voice_rate\"], rank = 0.5 }]";

std::vector<double> input(const core::ResultSet& results, std::size_t id) {
  const std::vector<double>& values = results.find("inputs", "value")->values;
  const std::size_t draws = values.size() / model::kInputs;
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(id * draws);
  return {begin, begin + static_cast<std::ptrdiff_t>(draws)};
}

/// Spearman's correlation of values without ties.
double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  const auto ranks = [](const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks_of(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks_of[order[i]] = static_cast<double>(i);
    return ranks_of;
  };
  const std::vector<double> a = ranks(x), b = ranks(y);
  const auto n = static_cast<double>(x.size());
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
  return 1 - 6 * squares / (n * (n * n - 1));
}

}  // namespace

TEST_CASE("correlation: the inputs of a run have the rank correlations of its scenario") {
  // Five standard errors of at most 1.1 / sqrt(4096): a false alarm once in a million tests.
  for (const char* sampling : {"monte-carlo", "latin-hypercube", "sobol"}) {
    scenario::Scenario scenario =
        workshop_bank(4096, {kChain, std::string("run.sampling=") + sampling, "run.months=2"});
    const core::ResultSet results = run_with(scenario, 2);
    const std::vector<double> contagion = input(results, kContagion),
                              churn = input(results, kChurnBase),
                              voice = input(results, kVoiceRate);
    CHECK(std::abs(spearman(contagion, churn) + 0.6) < 5 * 1.1 / 64);
    CHECK(std::abs(spearman(churn, voice) - 0.5) < 5 * 1.1 / 64);
    CHECK(std::abs(spearman(contagion, voice)) < 5 * 1.1 / 64);
  }
}

TEST_CASE("correlation: margins are those of the priors") {
  // The 10 %, 50 % and 90 % quantiles of 4,096 draws, within 4.5 standard errors of a share: a
  // false alarm once in 100,000 tests.
  const scenario::Scenario scenario = workshop_bank(4096, {kChain, "run.months=2"});
  const core::ResultSet results = run_with(scenario, 2);
  for (const std::size_t id : {kContagion, kVoiceRate, kChurnBase}) {
    const std::vector<double> values = input(results, id);
    for (const double p : {0.1, 0.5, 0.9}) {
      const double quantile = scenario.inputs[id].prior.quantile(p);
      const auto below = std::count_if(values.begin(), values.end(),
                                       [&](double value) { return value <= quantile; });
      CHECK(std::abs(static_cast<double>(below) / 4096 - p) < 4.5 * std::sqrt(p * (1 - p) / 4096));
    }
  }
}

TEST_CASE("correlation: inputs that are not correlated keep their bits, as do the months' noise") {
  const core::ResultSet plain = run_with(workshop_bank(300), 2),
                        chain = run_with(workshop_bank(300, {kChain}), 2);
  for (std::size_t id = 0; id < model::kInputs; ++id)
    CHECK((input(plain, id) == input(chain, id)) == (id != kVoiceRate && id != kChurnBase));
  // All correlations 0 or none: the same scenario but for rounding of the normal numbers.
  CHECK(results::digest(run_with(workshop_bank(300, {"correlation=[]"}), 1)) ==
        results::digest(plain));
}

TEST_CASE("correlation: 1, 2, 3 and 7 threads give the same bits") {
  const scenario::Scenario scenario = workshop_bank(700, {kChain});
  const std::string digest = results::digest(run_with(scenario, 1));
  for (const int threads : {2, 3, 7}) CHECK(results::digest(run_with(scenario, threads)) == digest);
}

TEST_CASE("correlation: the digest of a correlated run, 500 draws, is the pinned one") {
  CHECK(results::digest(run_with(workshop_bank(500, {kChain}), 2)) ==
        "9eaa0f23865df4fcf2e914f3e8fbb2413f5582822e4f51fbb87b7a2d572d3279");
}

TEST_CASE("correlation: an input that a study fixes leaves the others correlated") {
  scenario::Scenario scenario = workshop_bank(256, {kChain});
  scenario.inputs[kContagion].prior = sampling::Distribution::fixed(0.04);
  const InputSampler sampler(scenario);
  CHECK(sampler.is_correlated());
  std::vector<double> values(model::kInputs * model::kBlockDraws);
  sampler.fill(0, 256, values.data());
  const auto column = [&](std::size_t id) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(id * model::kBlockDraws);
    return std::vector<double>(begin, begin + model::kBlockDraws);
  };
  CHECK(column(kContagion) == std::vector<double>(256, 0.04));
  CHECK(spearman(column(kChurnBase), column(kVoiceRate)) > 0.25);
  scenario.run.median_inputs = true;
  CHECK_FALSE(InputSampler(scenario).is_correlated());
}

}  // namespace e2roi::run
