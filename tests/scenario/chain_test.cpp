#include "engine/scenario/chain.hpp"

#include <doctest/doctest.h>

#include "tests/scenario/reading.hpp"

using namespace reading;

TEST_CASE("extends: a chain of files merges from its end, each over the one it extends") {
  const TemporaryFolder folder;
  folder.write("base/deep/shop.toml", shop());
  folder.write("base/middle.toml",
               "extends = \"deep/shop.toml\"\nrun.months = 24\nrun.seed = 5\nname = \"Middle\"\n");
  const fs::path file = folder.write("top.toml", "extends = \"base/middle.toml\"\nrun.seed = 6\n");
  const scenario::Scenario read = scenario::read(file, options());
  CHECK(read.name == "Middle");
  CHECK(read.run.months == 24);
  CHECK(read.run.seed == 6);
  CHECK(read.run.draws == 100);
  CHECK(folder.relative(origin(read, "run.seed")) == "6 <- top.toml:2");
  CHECK(folder.relative(origin(read, "run.months")) == "24 <- base/middle.toml:2");
  CHECK(folder.relative(origin(read, "run.draws")) == "100 <- base/deep/shop.toml:5");
  CHECK(origin(read, "run.noise") == "true <- default");
  CHECK(read.merged_text.find("extends") == std::string::npos);
}

TEST_CASE("extends: a folder stands for the scenario.toml in it") {
  const TemporaryFolder folder;
  folder.write("case/scenario.toml", shop());
  CHECK(scenario::read(folder.path() / "case", options()).name == "Shop");
}

TEST_CASE("extends: a base outside the scenario's folder is refused unless that is allowed") {
  const TemporaryFolder folder;
  folder.write("shop.toml", shop());
  folder.write("case/up.toml", "extends = \"../shop.toml\"\n");
  folder.write("case/whole.toml", "extends = \"" + (folder.path() / "shop.toml").string() + "\"\n");
  const std::string refusal = "extends leaves the folder tree of the scenario";
  CHECK(folder.mistakes("case/up.toml").find(refusal) != std::string::npos);
  CHECK(folder.mistakes("case/up.toml", true) == "");
  CHECK(folder.mistakes("case/whole.toml").find(refusal) != std::string::npos);
  CHECK(folder.mistakes("case/whole.toml", true) == "");
}

TEST_CASE("extends: a symbolic link does not lead out of the scenario's folder either") {
  const TemporaryFolder folder;
  folder.write("shop.toml", shop());
  folder.write("case/top.toml", "extends = \"link.toml\"\n");
  folder.write("case/through.toml", "extends = \"away/shop.toml\"\n");
  fs::create_symlink("../shop.toml", folder.path() / "case/link.toml");
  fs::create_directory_symlink("..", folder.path() / "case/away");
  for (const char* file : {"case/top.toml", "case/through.toml"}) {
    CHECK(folder.mistakes(file).find("extends leaves the folder tree") != std::string::npos);
    CHECK(folder.mistakes(file, true) == "");
  }
}

TEST_CASE("extends: cases in one collection, which the schema marks, may share a base") {
  const TemporaryFolder folder;
  folder.write("base/shop.toml", shop());
  folder.write("case/scenario.toml", "extends = \"../base/shop.toml\"\n");
  folder.write("case/deep/scenario.toml", "extends = \"../../base/shop.toml\"\n");
  CHECK(folder.mistakes("case") != "");
  folder.write("e2roi.schema.json", "{}");
  CHECK(folder.mistakes("case") == "");
  CHECK(folder.mistakes("case/deep") != "");
}

TEST_CASE("extends: the mistakes of all files of a chain are reported together") {
  const TemporaryFolder folder;
  folder.write("base.toml", shop() + "commitment = 2\n");
  folder.write("top.toml", "extends = \"base.toml\"\nrun.draws = 1,000\ncompany.fit = 3\n");
  CHECK(folder.mistakes("top.toml") ==
        "top.toml:2:14: error: a number is written without commas: 1_000\n"
        "  2 | run.draws = 1,000\n"
        "    |              ^\n"
        "top.toml:3:15: error: company.fit is 3, but must be between 0 and 1 [1]\n"
        "  3 | company.fit = 3\n"
        "    |               ^\n"
        "base.toml:34:14: error: path.steps.commitment is 2, but must be between 0 and 1 [1]\n"
        "  34 | commitment = 2\n"
        "     |              ^");
}

TEST_CASE("reading: a file that is not there is an input error, a huge one an invalid scenario") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(scenario::read(folder.path() / "none.toml", options()), e2roi::core::FileError);
  CHECK(folder.mistakes("none.toml") ==
        "cannot read the scenario none.toml: there is no such file");
  CHECK_THROWS_AS(scenario::read("/dev/null", options()), e2roi::core::FileError);
  const fs::path huge = folder.write("huge.toml", shop() + "#" + std::string(4U << 20U, 'x'));
  CHECK_THROWS_AS(scenario::read(huge, options()), scenario::InvalidScenario);
  CHECK(folder.mistakes("huge.toml")
            .find("huge.toml: error: the file is refused: it has " +
                  std::to_string(fs::file_size(huge)) + " bytes") == 0);
  folder.write("top.toml", "extends = \"huge.toml\"\n");
  CHECK(folder.mistakes("top.toml").find("a scenario has at most 4194304") != std::string::npos);
}

TEST_CASE("reading: an endless line is refused before it exhausts anything") {
  std::string keys = "a";
  for (int i = 0; i < 1'000'000; ++i) keys += ".a";
  CHECK(
      mistakes(shop() + "[" + keys + "]\n")
          .find("test.toml:34:1: error: the line has 2000003 bytes, but may have at most 50000") ==
      0);
}

TEST_CASE("reading: text that is no file extends nothing") {
  CHECK(mistakes("extends = \"/etc/passwd\"\n" + shop()) ==
        "test.toml:1:1: error: a scenario that is no file cannot extend one\n"
        "  1 | extends = \"/etc/passwd\"\n"
        "    | ^");
}
