#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <sstream>

#include "engine/scenario/input_records.hpp"
#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

std::uint64_t bits(double number) { return std::bit_cast<std::uint64_t>(number); }

/// The same scenario, to the last bit of every number and of what every input draws.
void check_same(const scenario::Scenario& a, const scenario::Scenario& b) {
  CHECK(a.merged_text == b.merged_text);
  CHECK(a.run.seed == b.run.seed);
  for (std::size_t k = 0; k < 4; ++k)
    CHECK(bits(a.company.loyalty[k]) == bits(b.company.loyalty[k]));
  CHECK(bits(a.company.customers) == bits(b.company.customers));
  CHECK(bits(a.company.care_staff) == bits(b.company.care_staff));
  REQUIRE(a.inputs.size() == b.inputs.size());
  for (std::size_t i = 0; i < a.inputs.size(); ++i) {
    CAPTURE(a.inputs[i].record->key);
    CHECK(a.inputs[i].overridden == b.inputs[i].overridden);
    CHECK(a.inputs[i].source == b.inputs[i].source);
    CHECK(a.inputs[i].note == b.inputs[i].note);
    for (const double u : {0x1p-53, 0.001, 0.3, 0.5, 0.9, 0.99999})
      CHECK(bits(a.inputs[i].prior.quantile(u)) == bits(b.inputs[i].prior.quantile(u)));
  }
  REQUIRE(a.origins.size() == b.origins.size());
  for (std::size_t i = 0; i < a.origins.size(); ++i) {
    CHECK(a.origins[i].key == b.origins[i].key);
    CHECK(a.origins[i].value == b.origins[i].value);
  }
}

}  // namespace

TEST_CASE("merged text: reading it gives the same scenario") {
  const scenario::Scenario bank = scenario::read(kFolder / "good/formats_example.toml", options());
  check_same(bank, from_text(bank.merged_text));
}

TEST_CASE("merged text: every kind of value survives, to the last bit") {
  const scenario::Scenario odd = from_text(
      shop(),
      {"run.seed=\"18446744073709551615\"",
       "company.customers=12345.678901234567",
       "company.care_staff=1e-6",
       "company.market_size=999999999999.9999",
       "name=\"a \\\"quoted\\\" \\\\ name\\twith \\u0007 and\\nlines, Größe\"",
       "company.ties=[[0, 0.1], [0.30000000000000004, 0]]",
       "run.quantiles=[1e-9, 0.5]",
       "company.loyalty={ detractor = 0.1000000003, neutral = 0.5, loyal = 0.3, advocate = 0.1 }",
       "path.steps.staffing=[[-2.5, 1], [0.1, 3.3333333333333335]]",
       "path.steps.one_off=[{ month = -3, cost = 1e-6 }, { month = 3, cost = 0, what = \"x\" }]",
       "inputs.finance.margin=7.1 to 12.3",
       "inputs.finance.wage={ p10 = 3, p50 = 5, p90 = 9.7 }",
       "inputs.response.tolerance_hours=lognormal(median: 0.3 day, p90: 1.1 day)",
       "inputs.finance.staff_turnover={ value = 0.013, source = \"HR, \\\"2012\\\"\", note = \"n\" "
       "}",
       "inputs.loyalty.churn_base=beta(2, 60)",
       "inputs.culture.contagion=12.7 %",
       "inputs.market.capture=triangular(p10: 0.01, likely: 0.03, p90: 0.07)",
       "inputs.finance.contact_hour_cost=discrete(28.1: 0.3, 33.3: 0.7)",
       "inputs.market.rival_midpoint=normal(mean: 3, sd: 0.7) year",
       "inputs.market.imitation=pert(0.01, 0.02, 0.033)"});
  CHECK(odd.run.seed == 18446744073709551615U);
  CHECK(odd.name == "a \"quoted\" \\ name\twith \a and\nlines, Größe");
  check_same(odd, from_text(odd.merged_text));
}

TEST_CASE("merged text: a long plan or matrix survives") {
  std::string points;
  for (int month = 0; month < 3000; ++month)
    points += (month > 0 ? ",\n[" : "[") + std::to_string(month) + ".25, 0.123456789012345]";
  const scenario::Scenario read = from_text(shop() + "\ntooling = [\n" + points + "]\n");
  CHECK(read.paths[0].levers[3].size() == 3000);
  check_same(read, from_text(read.merged_text));
}

TEST_CASE("merged text: every key stands in it, defaults included, and inputs only if replaced") {
  const scenario::Scenario read = from_text(shop(), {"inputs.finance.margin=10"});
  CHECK(read.merged_text.find("\nkeep_trajectories = 0\n") != std::string::npos);
  CHECK(read.merged_text.find("\nresistance = 0\n") != std::string::npos);
  CHECK(read.merged_text.find("\n[inputs]\nfinance.margin = 10\n") != std::string::npos);
  CHECK(read.merged_text.find("finance.wage") == std::string::npos);
  CHECK(from_text(shop()).merged_text.find("[inputs]") == std::string::npos);
}

TEST_CASE("origins: every final value is listed once, inputs of the model too") {
  const scenario::Scenario read = from_text(shop());
  CHECK(origin(read, "inputs.finance.wage") == "4800 <- default");
  CHECK(origin(read, "inputs.culture.contagion") == "\"triangular(0.01, 0.04, 0.1)\" <- default");
  CHECK(origin(read, "company.loyalty.loyal") == "0.3 <- test.toml:12");
  CHECK(origin(read, "path.steps.listening") == "[[0, 0], [3, 1]] <- test.toml:33");
  CHECK(origin(read, "path.steps.name") == "\"steps\" <- default");
  // 2 of the file, 10 of [run], 11 + 4 + 5 of [company], 2 units of 6, 109 inputs, the
  // correlations, 4 of [pilot], a path of 10.
  CHECK(read.origins.size() == 2 + 10 + 11 + 4 + 5 + 2 * 6 + 109 + 1 + 4 + 10);
}
