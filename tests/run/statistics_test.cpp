#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/result_set.hpp"
#include "engine/run/run.hpp"
#include "engine/scenario/read.hpp"

namespace e2roi::run {
namespace {

using nlohmann::json;

void check_close(double got, const json& expected, const std::string& what) {
  if (expected.is_null()) {
    CHECK_MESSAGE(std::isnan(got), what);
  } else {
    const double value = expected;
    CHECK_MESSAGE(std::abs(got - value) <= 1e-9 * std::abs(value),
                  what << ": " << got << " for " << value);
  }
}

}  // namespace

TEST_CASE("golden: 20,000 draws of workshop-bank have the statistics of the golden case") {
  const std::string tests = E2ROI_TESTS;
  std::ifstream stream(tests + "/golden/bank_statistics.json");
  const json golden = json::parse(stream);
  const scenario::Scenario scenario =
      scenario::read(tests + "/../scenarios/workshop-bank/scenario.toml", {{}, false, false});
  REQUIRE(scenario.run.draws == golden["draws"].get<std::uint64_t>());
  const core::ResultSet results = run(scenario);

  REQUIRE(golden["result"].size() == results.path_ids.size());
  for (std::size_t p = 0; p < results.path_ids.size(); ++p) {
    std::string name = results.path_ids[p];
    std::replace(name.begin(), name.end(), '-', '_');
    REQUIRE(golden["result"].contains(name));
    for (const auto& item : golden["result"][name].items()) {
      const std::string& outcome = item.key();
      const json& expected = item.value();
      const auto value = [&](const std::string& suffix) {
        return results.find("outcome", outcome + suffix)->values[p];
      };
      const std::string where = name + " " + outcome;
      check_close(value("_defined"), expected["defined"], where + " defined");
      check_close(value("_mean"), expected["mean"], where + " mean");
      check_close(value("_sd"), expected["sd"], where + " sd");
      const core::NamedArray& quantiles = *results.find("outcome", outcome + "_quantile");
      for (std::size_t q = 0; q < results.quantiles.size(); ++q) {
        const char* const names[] = {"0.05", "0.25", "0.5", "0.75", "0.95"};
        const json& all = expected["q"];
        check_close(quantiles.values[p * 5 + q], all.is_null() ? all : all[names[q]],
                    where + " quantile " + names[q]);
      }
    }
  }
}

TEST_CASE(
    "stages: their shares add up to one and give the mean stage, counted or from every value") {
  scenario::Scenario scenario = scenario::read(
      std::string(E2ROI_TESTS) + "/../scenarios/workshop-bank/scenario.toml", {{}, false, false});
  for (const std::uint64_t draws : {700U, 64U}) {  // above and below 64 MiB of values
    scenario.run.draws = draws;
    const core::ResultSet results = run(scenario);
    const core::NamedArray& shares = *results.find("series", "stage_share");
    const core::NamedArray& means = *results.find("series", "stage_mean");
    REQUIRE(shares.shape == std::vector<std::size_t>{results.path_ids.size(), 60, 5});
    double highest = 0;
    for (std::size_t place = 0; place < means.values.size(); ++place) {
      double sum = 0, mean = 0;
      for (std::size_t k = 0; k < 5; ++k) {
        const double share = shares.values[5 * place + k];
        CHECK(share * static_cast<double>(draws) ==
              doctest::Approx(std::round(share * static_cast<double>(draws))));
        sum += share;
        mean += share * static_cast<double>(k + 1);
      }
      CHECK(sum == doctest::Approx(1));
      CHECK(mean == doctest::Approx(means.values[place]));
      highest = std::max(highest, mean);
    }
    CHECK(highest > 3);  // Social Business at the end, so that all of this is about something
  }
}

}  // namespace e2roi::run
