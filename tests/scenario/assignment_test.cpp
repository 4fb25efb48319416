#include "engine/scenario/assignment.hpp"

#include <doctest/doctest.h>

#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

/// A variable of the environment for as long as a test runs.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

scenario::Scenario with_environment(std::vector<std::string> set = {}) {
  return scenario::read_text(shop(), "test.toml", {std::move(set), true, false});
}

std::string mistakes_with_environment() {
  try {
    with_environment();
    return "";
  } catch (const scenario::InvalidScenario& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("--set: any key can be set, paths and units by their id") {
  const scenario::Scenario read = from_text(
      shop(),
      {"run.noise=false", "company.unit.floor.openness=0.25", "path.steps.commitment = 0.75",
       "path.steps.tooling=[[1, 0], [2, 1]]", "company.lever_cost={ tooling = 5 }",
       "path.steps.one_off=[{ month = 2, cost = 10 }]", "inputs.culture.contagion=0.5"});
  CHECK_FALSE(read.run.noise);
  CHECK(read.company.units[0].openness == 0.25);
  CHECK(read.company.units[0].headcount == 40);
  CHECK(read.paths[0].commitment == 0.75);
  CHECK(read.paths[0].levers[3].size() == 2);
  CHECK(read.company.lever_cost[3] == 5);
  CHECK(read.paths[0].one_offs[0].cost == 10);
  CHECK(read.inputs[6].prior.quantile(0.5) == 0.5);
  CHECK(origin(read, "path.steps.commitment") == "0.75 <- --set");
  CHECK(origin(read, "path.steps.id") == "\"steps\" <- test.toml:32");
}

TEST_CASE("--set: what is no TOML is a text, and so is a number where a text belongs") {
  const scenario::Scenario read =
      from_text(shop(), {"name=Corner shop", "note=2013", "run.inputs=median",
                         "inputs.finance.margin=8 to 12 EUR", "path.steps.name=1e3"});
  CHECK(read.name == "Corner shop");
  CHECK(read.note == "2013");
  CHECK(read.run.median_inputs);
  CHECK(read.inputs[77].prior.quantile(0.95) == doctest::Approx(12));
  CHECK(read.paths[0].name == "1e3");
}

TEST_CASE("--set: the last one holds") {
  CHECK(from_text(shop(), {"run.seed=1", "run.seed=2"}).run.seed == 2);
}

TEST_CASE("--set: a mistake shows what was typed, with a caret") {
  CHECK(mistakes(shop(), {"run.sede=7"}) ==
        "--set: error: unknown key \"run.sede\"; did you mean \"run.seed\"?\n"
        "   | run.sede=7\n"
        "   |     ^");
  CHECK(mistakes(shop(), {"company.fit = 1.5"}) ==
        "--set: error: company.fit is 1.5, but must be between 0 and 1 [1]\n"
        "   | company.fit = 1.5\n"
        "   |               ^");
  CHECK(mistakes(shop(), {"inputs.finance.margin=9 USD"})
            .find("   | inputs.finance.margin=9 USD\n   |                         ^") !=
        std::string::npos);
  CHECK(mistakes(shop(), {"name=\"ä\"", "inputs.finance.margin=\"2 to 1\""})
            .find("   | inputs.finance.margin=\"2 to 1\"\n   |                             ^") !=
        std::string::npos);
}

TEST_CASE("--set: keys that lead nowhere are refused") {
  const auto message = [](const std::string& option) {
    const std::string text = mistakes(shop(), {option});
    return text.substr(0, text.find('\n'));
  };
  CHECK(message("run.seed") == "--set: error: --set takes KEY=VALUE, such as run.seed=7");
  CHECK(message("=7") == "--set: error: --set takes KEY=VALUE, such as run.seed=7");
  CHECK(message("run..seed=7") == "--set: error: a part of the key is missing");
  CHECK(message("path.step.commitment=1") ==
        "--set: error: no path has the id \"step\"; did you mean \"steps\"?");
  CHECK(message("path.other.commitment=1") ==
        "--set: error: no path has the id \"other\"; there are steps");
  CHECK(message("path.steps=1") ==
        "--set: error: path.steps is a table: name the key in it, such as path.steps.commitment");
  CHECK(message("path.steps.id=x") ==
        "--set: error: an id cannot be changed from outside the files");
  CHECK(message("run.seed.x=1") == "--set: error: run.seed is one value and has no x");
  CHECK(message("path.steps.one_off.month=1") ==
        "--set: error: path.steps.one_off is a list and is given as a whole");
  CHECK(message("extends=x.toml") == "--set: error: extends can only stand in a file");
  CHECK(message("run.seed=\"-3\"").find("found the text \"-3\"") != std::string::npos);
}

TEST_CASE("environment: a variable in capitals sets its key, after the files and before --set") {
  const Variable seed("E2ROI_RUN__SEED", "7");
  const Variable months("E2ROI_RUN__MONTHS", "12");
  const Variable margin("E2ROI_INPUTS__FINANCE__MARGIN", "5 to 9 EUR");
  const Variable commitment("E2ROI_PATH__STEPS__COMMITMENT", "0.125");
  const scenario::Scenario read = with_environment({"run.months=24"});
  CHECK(read.run.seed == 7);
  CHECK(read.run.months == 24);
  CHECK(read.inputs[77].prior.quantile(0.95) == doctest::Approx(9));
  CHECK(read.paths[0].commitment == 0.125);
  CHECK(origin(read, "run.seed") == "7 <- environment E2ROI_RUN__SEED");
  CHECK(origin(read, "run.months") == "24 <- --set");
  CHECK(from_text(shop()).run.seed == 1);
}

TEST_CASE("environment: an id's - is written _") {
  const Variable variable("E2ROI_PATH__NEW_WAYS__COMMITMENT", "0.25");
  const std::string text = shop() + "[[path]]\nid = \"new-ways\"\n";
  CHECK(scenario::read_text(text, "test.toml", {}).paths[1].commitment == 0.25);
}

TEST_CASE("environment: variables with another meaning are left alone") {
  const Variable isa("E2ROI_ISA", "v2");
  const Variable threads("E2ROI_THREADS", "3");
  const Variable other("E2ROIX", "3");
  CHECK(mistakes_with_environment() == "");
}

TEST_CASE("environment: a variable that names no key is a mistake") {
  const Variable near("E2ROI_RUN__SEDE", "7");
  const Variable part("E2ROI_SEED", "7");
  const Variable far("E2ROI_XYZ", "");
  CHECK(mistakes_with_environment() ==
        "environment: error: the variable E2ROI_RUN__SEDE names no key of a scenario; did you mean "
        "E2ROI_RUN__SEED?\n   | E2ROI_RUN__SEDE=7\n   | ^\n"
        "environment: error: the variable E2ROI_SEED names no key of a scenario; did you mean "
        "E2ROI_RUN__SEED?\n   | E2ROI_SEED=7\n   | ^\n"
        "environment: error: the variable E2ROI_XYZ names no key of a scenario\n"
        "   | E2ROI_XYZ=\n   | ^");
}

TEST_CASE("environment: a wrong value is shown with a caret") {
  const Variable fit("E2ROI_COMPANY__FIT", "1.5");
  CHECK(mistakes_with_environment() ==
        "environment: error: company.fit is 1.5, but must be between 0 and 1 [1]\n"
        "   | E2ROI_COMPANY__FIT=1.5\n"
        "   |                    ^");
}
