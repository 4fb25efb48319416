#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "engine/core/error.hpp"
#include "engine/study/sweep.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

/// A file that is gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("e2roi-" + unique() + ".csv")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  static std::string unique() {
    static int count = 0;
    return std::to_string(++count) + "-" +
           std::to_string(std::filesystem::hash_value(std::filesystem::current_path()));
  }
  std::filesystem::path path_;
};

/// "line:column message" of everything that is wrong with a list, planned for the bank.
std::vector<std::string> mistakes_in(const std::string& text) {
  const TemporaryFile file(text);
  std::vector<std::string> mistakes;
  try {
    plan_sweep(workshop_bank(20), list_of(file.path()), "", nullptr);
  } catch (const scenario::InvalidScenario& invalid) {
    for (const scenario::Diagnostic& each : invalid.diagnostics()) {
      CHECK(each.file == file.path().string());
      mistakes.push_back(std::to_string(each.line) + ":" + std::to_string(each.column) + " " +
                         each.message);
    }
  }
  return mistakes;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("list: quotes, blanks, empty lines, Windows ends and a byte order mark are fine") {
  const TemporaryFile file(
      "\xEF\xBB\xBF\"openness\" , finance.margin\r\n\r\n 0.5,9\r\n1e-1 ,\"12.5\"");
  const Cells cells = list_of(file.path());
  REQUIRE(cells.axes.size() == 2);
  CHECK(cells.axes[0].key == "openness");
  CHECK(cells.axes[0].values == std::vector<double>{0.5, 0.1});
  CHECK(cells.axes[1].values == std::vector<double>{9, 12.5});
  CHECK(cells.values(1) == std::vector<double>{0.1, 12.5});
  CHECK(cells.value_places[1][1].line == 4);
}

TEST_CASE("list: every mistake is named with its line and column") {
  CHECK(mistakes_in("") == Texts{"1:1 the file is empty; its first line must name keys"});
  CHECK(mistakes_in("openness\n") == Texts{"1:1 there is no sample below the keys"});
  CHECK(mistakes_in("openness,openness\n1,1\n") == Texts{"1:10 'openness' is named twice"});
  CHECK(mistakes_in("openness,weaving\n1\n1,x\n0,1,2\n") ==
        Texts{"2:1 there is 1 value for 2 keys", "3:3 'x' is not a number",
              "4:1 there are 3 values for 2 keys"});
  CHECK(mistakes_in("openness,company.fit\n,1\n") == Texts{"2:1 a value for openness is missing"});
  CHECK(mistakes_in("openness;company.fit\n0;1\n") ==
        Texts{"1:1 keys and values are separated by commas, not semicolons"});
  // As a double it would be the seed 9007199254740992.
  CHECK(mistakes_in("run.seed\n9007199254740991\n9007199254740993\n") ==
        Texts{"3:1 '9007199254740993' has too many digits: whole numbers go up to "
              "9007199254740991"});
  CHECK(mistakes_in("openness\nnan\n") == Texts{"2:1 'nan' is not a number"});
  CHECK(mistakes_in("openness\n-1\n0\n") ==
        Texts{"2:1 openness is -1, but a factor must be between 0 and 100"});
}

TEST_CASE("list: what the scenario's reader refuses is named where it stands, once") {
  const Texts range = mistakes_in("weaving,finance.margin\n1,-5\n1,9\n1,-6\n");
  REQUIRE(range.size() == 2);
  CHECK(range[0].find("2:3 inputs.finance.margin is -5, but must be between 0 and") == 0);
  CHECK(range[1].find("4:3 inputs.finance.margin is -6") == 0);
  const Texts unknown = mistakes_in("weaving,inputs.finance.mragin\n1,5\n1,6\n");
  REQUIRE(unknown.size() == 1);
  CHECK(unknown[0].find("1:9 unknown input") == 0);
  CHECK(unknown[0].find("did you mean \"inputs.finance.margin\"") != std::string::npos);
  CHECK(mistakes_in("weavin\n1\n")[0].find("did you mean 'weaving'?") != std::string::npos);
}

TEST_CASE("list: a file that is not there is a file error") {
  CHECK_THROWS_AS(list_of("no/such.csv"), core::FileError);
  CHECK_THROWS_AS(list_of("."), core::FileError);
}

}  // namespace e2roi::study
