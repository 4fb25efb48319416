#include "engine/scenario/merge.hpp"

#include <doctest/doctest.h>

#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

/// The shop with a child laid over it.
scenario::Scenario child(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("shop.toml", shop());
  const fs::path file = folder.write("child.toml", "extends = \"shop.toml\"\n" + text);
  scenario::Scenario read = scenario::read(file, options());
  for (scenario::Origin& origin : read.origins) origin.from = folder.relative(origin.from);
  return read;
}

}  // namespace

TEST_CASE("merging: a unit of the same id changes only what it says, and stays in its place") {
  const scenario::Scenario read = child("[[company.unit]]\nid = \"floor\"\nopenness = 0.9\n");
  REQUIRE(read.company.units.size() == 2);
  CHECK(read.company.units[0].id == "floor");
  CHECK(read.company.units[0].openness == 0.9);
  CHECK(read.company.units[0].headcount == 40);
  CHECK(origin(read, "company.unit.floor.openness") == "0.9 <- child.toml:4");
  CHECK(origin(read, "company.unit.floor.headcount") == "40 <- shop.toml:19");
  CHECK(origin(read, "company.unit.floor.id") == "\"floor\" <- shop.toml:18");
  CHECK(origin(read, "company.unit.floor.resistance") == "0 <- default");
}

TEST_CASE("merging: a path of another id follows the base's") {
  const scenario::Scenario read =
      child("[[path]]\nid = \"more\"\n[[path]]\nid = \"steps\"\ncommitment = 0.9\n");
  REQUIRE(read.paths.size() == 2);
  CHECK(read.paths[0].id == "steps");
  CHECK(read.paths[0].commitment == 0.9);
  CHECK(read.paths[0].levers[0].size() == 2);
  CHECK(read.paths[1].id == "more");
}

TEST_CASE("merging: tables merge deeply, plain lists are replaced") {
  const scenario::Scenario read = child(
      "company.loyalty = { neutral = 0.4, loyal = 0.4 }\n"
      "run.quantiles = [0.1, 0.9]\n"
      "[[path]]\nid = \"steps\"\nlistening = [[6, 0.5]]\n");
  CHECK(read.company.loyalty[0] == doctest::Approx(0.1));
  CHECK(read.company.loyalty[2] == doctest::Approx(0.4));
  CHECK(read.run.quantiles == std::vector<double>{0.1, 0.9});
  REQUIRE(read.paths[0].levers[0].size() == 1);
  CHECK(read.paths[0].levers[0][0].month == 6);
}

TEST_CASE("merging: an input given in another way forgets the base's numbers, unit and source") {
  const TemporaryFolder folder;
  folder.write("base.toml", shop() +
                                "[inputs]\nfinance.margin = { p10 = 5, p50 = 9, p90 = 15, source = "
                                "\"old\" }\n");
  const auto margin = [&](const std::string& value) {
    const fs::path file = folder.write(
        "child.toml", "extends = \"base.toml\"\n[inputs]\nfinance.margin = " + value + "\n");
    return scenario::read(file, options()).inputs[77];
  };
  const scenario::Input other = margin("{ mean = 9, sd = 1 }");
  CHECK(other.prior.mean() == doctest::Approx(9));
  CHECK(other.source == "");
  const scenario::Input part = margin("{ p90 = 20, note = \"new\" }");
  CHECK(part.prior.quantile(0.1) == doctest::Approx(5));
  CHECK(part.prior.quantile(0.9) == doctest::Approx(20));
  CHECK(part.source == "old");
  CHECK(part.note == "new");
  CHECK(margin("7").prior.is_fixed());
  CHECK(margin("7").source == "");
}
