#include "engine/scenario/read.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/scenario/input_records.hpp"
#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

const scenario::Input& input(const scenario::Scenario& scenario, const std::string& key) {
  return scenario.inputs[static_cast<std::size_t>(scenario::find_input(key)->id)];
}

}  // namespace

TEST_CASE("reading: the documented example of a scenario means what it says") {
  const scenario::Scenario bank = scenario::read(kFolder / "good/formats_example.toml", options());
  CHECK(bank.name == "Dutch retail bank, 2013");
  CHECK(bank.note == "Figures from the 2012 annual report unless a source says otherwise");
  CHECK(bank.run.draws == 20'000);
  CHECK(bank.run.months == 60);
  CHECK(bank.run.seed == 20130630);
  CHECK(bank.run.sampling == "monte-carlo");
  CHECK(bank.run.noise);
  CHECK_FALSE(bank.run.median_inputs);
  CHECK(bank.run.terminal_value);
  CHECK(bank.run.quantiles == std::vector<double>{0.05, 0.25, 0.5, 0.75, 0.95});
  CHECK(bank.run.keep_trajectories == 0);

  const scenario::Company& company = bank.company;
  CHECK(company.customers == 1e6);
  CHECK(company.market_size == 8e6);
  CHECK(company.rival_customers == 5.9e6);
  const double sum = 0.22 + 0.46 + 0.22 + 0.10;
  CHECK(company.loyalty == std::array<double, 4>{0.22 / sum, 0.46 / sum, 0.22 / sum, 0.10 / sum});
  CHECK(company.fit == 0.5);
  CHECK(company.weaving == 0.15);
  CHECK(company.listening == 0.1);
  CHECK(company.tooling == 0.2);
  CHECK(company.care_staff == 320);
  CHECK(company.hours_per_fte == 120);
  CHECK(company.opening_hours == 312);
  CHECK(company.lever_cost == std::array<double, 5>{25e3, 60e3, 80e3, 110e3, 90e3});
  CHECK(company.ties.empty());
  REQUIRE(company.units.size() == 2);
  CHECK(company.units[0].id == "branches");
  CHECK(company.units[0].resistance == 0);
  CHECK(company.units[1].id == "care");
  CHECK(company.units[1].headcount == 420);
  CHECK(company.units[1].contact_share == 0.55);
  CHECK(company.units[1].openness == 0.35);
  CHECK(company.units[1].empowerment == 0.3);
  CHECK(company.units[1].resistance == 0.1);
}

TEST_CASE("reading: the documented example's paths and inputs mean what they say") {
  const scenario::Scenario bank = scenario::read(kFolder / "good/formats_example.toml", options());
  REQUIRE(bank.paths.size() == 2);
  CHECK(bank.paths[0].name == "social-brand");
  CHECK(bank.paths[0].commitment == 0.5);
  const scenario::Path& path = bank.paths[1];
  CHECK(path.id == "social-business");
  CHECK(path.name == "Social Business");
  CHECK(path.commitment == 0.8);
  REQUIRE(path.levers[4].size() == 2);
  CHECK(path.levers[4][1].month == 12);
  CHECK(path.levers[4][1].value == 1);
  CHECK(path.levers[0][1].month == 3);
  REQUIRE(path.staffing.size() == 4);
  CHECK(path.staffing[1].value == 1.15);
  REQUIRE(path.one_offs.size() == 1);
  CHECK(path.one_offs[0].month == 3);
  CHECK(path.one_offs[0].cost == 9e5);
  CHECK(path.one_offs[0].what == "social intranet roll-out");

  REQUIRE(bank.inputs.size() == 109);
  for (std::size_t id = 0; id < bank.inputs.size(); ++id)
    CHECK(bank.inputs[id].record->id == static_cast<int>(id));
  CHECK(input(bank, "loyalty.churn_base").prior.quantile(0.5) == doctest::Approx(0.003));
  CHECK(input(bank, "loyalty.churn_base").prior.quantile(0.9) == doctest::Approx(0.0045));
  CHECK(input(bank, "response.tolerance_hours").prior.quantile(0.9) == doctest::Approx(15));
  CHECK(input(bank, "response.tolerance_hours").source == "survey 2012");
  CHECK(input(bank, "finance.margin").prior.is_fixed());
  CHECK(input(bank, "finance.margin").overridden);
  CHECK_FALSE(input(bank, "finance.wage").overridden);
  CHECK(input(bank, "finance.wage").prior.quantile(0.5) == 4800);
}

TEST_CASE("reading: loyalty shares that miss 1 by a rounding are divided by their sum") {
  const scenario::Scenario read = from_text(
      shop(), {"company.loyalty={ detractor = 0.1000000009, neutral = 0.5, loyal = 0.3, advocate = "
               "0.1 }"});
  const double sum = 0.1000000009 + 0.5 + 0.3 + 0.1;
  CHECK(read.company.loyalty ==
        std::array<double, 4>{0.1000000009 / sum, 0.5 / sum, 0.3 / sum, 0.1 / sum});
  CHECK(read.company.loyalty[1] < 0.5);
}

TEST_CASE("reading: whole numbers may be written as 1e4 or 36.0, and numbers with underscores") {
  const scenario::Scenario shop =
      from_text(reading::shop(), {"run.draws=1e4", "run.months=36.0", "company.care_staff=1_0"});
  CHECK(shop.run.draws == 10'000);
  CHECK(shop.run.months == 36);
  CHECK(shop.company.care_staff == 10);
}

TEST_CASE("reading: a seed has 64 bits, the upper half of them in quotes") {
  CHECK(from_text(shop(), {"run.seed=9223372036854775807"}).run.seed == 9223372036854775807U);
  const std::string text = shop();
  const auto with_seed = [&](const std::string& seed) {
    return from_text("run.seed = " + seed + "\n" + text.substr(0, text.find("[run]")) +
                     text.substr(text.find("[company]")))
        .run.seed;
  };
  CHECK(with_seed("\"18446744073709551615\"") == 18446744073709551615U);
  CHECK(with_seed("\"007\"") == 7);
  CHECK(from_text(shop(), {"run.seed=18446744073709551615"}).run.seed == 18446744073709551615U);
  CHECK(mistakes(shop(), {"run.seed=18446744073709551616"}) != "");
}

TEST_CASE("reading: a file may begin with a byte order mark and end its lines as Windows does") {
  std::string text = shop();
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(from_text(windows).merged_text == from_text(text).merged_text);
  const std::string broken = windows + "one_of = 3\r\n";
  CHECK(mistakes(broken) ==
        "test.toml:34:1: error: unknown key \"path.steps.one_of\"; did you mean "
        "\"path.steps.one_off\"?\n  34 | one_of = 3\n     | ^");
}

TEST_CASE("reading: names keep their letters, and columns count characters") {
  CHECK(from_text(shop(), {"name=\"Bäckerei Grüße €\""}).name == "Bäckerei Grüße €");
  const std::string text =
      shop() + "one_off = [{ what = \"Größenwahn €\", cost = -1, month = 1 }]\n";
  CHECK(mistakes(text) ==
        "test.toml:34:44: error: path.steps.one_off#1.cost is -1, but must be 0 or between 1e-6 "
        "and 1e12 [EUR]\n"
        "  34 | one_off = [{ what = \"Größenwahn €\", cost = -1, month = 1 }]\n"
        "     |                                            ^");
}

TEST_CASE("reading: a scenario without a name is called as its file") {
  std::string text = shop();
  text.erase(text.find("name = \"Shop\""), 13);
  CHECK(scenario::read_text(text, "cases/corner-shop.toml", options()).name == "corner-shop");
}

TEST_CASE("reading: -0 is 0") {
  const scenario::Scenario read = from_text(
      shop(), {"company.fit=-0.0", "company.rival_customers=-0", "inputs.finance.margin=-0.0"});
  CHECK_FALSE(std::signbit(read.company.fit));
  CHECK_FALSE(std::signbit(read.company.rival_customers));
  CHECK_FALSE(std::signbit(input(read, "finance.margin").prior.quantile(0.5)));
}

TEST_CASE("reading: a number of an input lies within its bounds, a distribution may reach beyond") {
  CHECK(mistakes(shop(), {"inputs.leadership.cancel_hazard=1.5"}) != "");
  CHECK(mistakes(shop(), {"inputs.leadership.cancel_hazard=uniform(0.5, 1.5)"}) == "");
}

TEST_CASE("reading: an input's table may spell its value as a text, with a source and a note") {
  const scenario::Scenario read =
      from_text(shop(), {"inputs.finance.margin={ value = \"5 to 9 EUR\", source = \"CFO\", note = "
                         "\"before tax\" }"});
  CHECK(input(read, "finance.margin").prior.quantile(0.95) == doctest::Approx(9));
  CHECK(input(read, "finance.margin").source == "CFO");
  CHECK(input(read, "finance.margin").note == "before tax");
}

TEST_CASE("reading: a discrete input is a list of pairs") {
  const scenario::Scenario read =
      from_text(shop(), {"inputs.finance.margin={ discrete = [[5, 0.2], [9, 0.8]] }"});
  CHECK(input(read, "finance.margin").prior.quantile(0.1) == 5);
  CHECK(input(read, "finance.margin").prior.quantile(0.5) == 9);
}

TEST_CASE("reading: a pilot names its months, units, measures and path, and nobody need plan one") {
  const scenario::Pilot none = from_text(shop()).pilot;
  CHECK(none.months == 0);
  CHECK(none.units.empty());
  CHECK(none.measures.empty());
  CHECK(none.path.empty());
  const scenario::Scenario read =
      from_text(shop(), {"pilot.months=6", "pilot.units=[\"floor\"]",
                         "pilot.measures=[\"people\", \"savings\"]", "pilot.path=steps"});
  CHECK(read.pilot.months == 6);
  CHECK(read.pilot.units == std::vector<std::string>{"floor"});
  CHECK(read.pilot.measures == std::vector<std::string>{"people", "savings"});
  CHECK(read.pilot.path == "steps");
  CHECK(scenario::read_text(read.merged_text, "again").pilot.units == read.pilot.units);
}
