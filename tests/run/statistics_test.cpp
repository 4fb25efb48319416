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

}  // namespace e2roi::run
