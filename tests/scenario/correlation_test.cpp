#include <doctest/doctest.h>

#include "engine/scenario/describe.hpp"
#include "engine/scenario/input_records.hpp"
#include "tests/scenario/reading.hpp"

using namespace reading;
using e2roi::sampling::RankCorrelation;

namespace {

/// "culture.contagion loyalty.churn_base 0.5; …"
std::string pairs_of(const scenario::Scenario& read) {
  std::string text;
  for (const RankCorrelation& pair : read.correlations) {
    CHECK(pair.first < pair.second);
    const auto key = [](int id) {
      return std::string(scenario::input_records()[static_cast<std::size_t>(id)].key);
    };
    text += (text.empty() ? "" : "; ") + key(pair.first) + " " + key(pair.second) + " " +
            std::to_string(pair.rank).substr(0, 5);
  }
  return text;
}

const std::string kTwo =
    "[[correlation]]\ninputs = [\"loyalty.churn_base\", \"culture.contagion\"]\nrank = -0.25\n";
const std::string kThree =
    "[[correlation]]\ninputs = [\"culture.contagion\", \"culture.fatigue_gain\", "
    "\"loyalty.delight_up\"]\n"
    "ranks = [[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]]\nsource = \"two surveys\"\n";

}  // namespace

TEST_CASE("correlation: several tables make up one list of pairs, rank and matrix alike") {
  CHECK(from_text(shop()).correlations.empty());
  CHECK(
      pairs_of(from_text(shop() + kTwo + kThree)) ==
      "culture.contagion loyalty.churn_base -0.25; culture.contagion culture.fatigue_gain 0.500; "
      "culture.contagion loyalty.delight_up 0.200; culture.fatigue_gain loyalty.delight_up 0.300");
}

TEST_CASE("correlation: one rank holds for every two of a longer list") {
  CHECK(pairs_of(from_text(shop() +
                           "[[correlation]]\ninputs = [\"culture.contagion\", "
                           "\"culture.fatigue_gain\", \"loyalty.delight_up\"]\nrank = 0.4\n")) ==
        "culture.contagion culture.fatigue_gain 0.400; culture.contagion loyalty.delight_up 0.400; "
        "culture.fatigue_gain loyalty.delight_up 0.400");
}

TEST_CASE("correlation: merged text gives the same correlations again") {
  const scenario::Scenario read = from_text(shop() + kTwo + kThree);
  const scenario::Scenario again = from_text(read.merged_text);
  CHECK(again.merged_text == read.merged_text);
  CHECK(pairs_of(again) == pairs_of(read));
  CHECK(read.merged_text.find("source = \"two surveys\"") != std::string::npos);
  CHECK(from_text(shop()).merged_text.find("correlation") == std::string::npos);
}

TEST_CASE("correlation: a child's tables replace the base's, --set gives them as a whole") {
  const TemporaryFolder folder;
  folder.write("base.toml", shop() + kTwo);
  const fs::path child = folder.write("child.toml", "extends = \"base.toml\"\n" + kThree);
  CHECK(pairs_of(scenario::read(child, options())).find("churn_base") == std::string::npos);
  const fs::path same = folder.write("same.toml", "extends = \"base.toml\"\n");
  CHECK(pairs_of(scenario::read(same, options())) == "culture.contagion loyalty.churn_base -0.25");
  CHECK(pairs_of(scenario::read(same, options({"correlation=[]"}))) == "");
  const scenario::Scenario set = scenario::read(
      same,
      options({"correlation=[{ inputs = [\"culture.contagion\", \"culture.relapse_half_life\"]"
               ", rank = 0.1 }]"}));
  CHECK(set.correlations.size() == 1);
  CHECK(origin(set, "correlation").find(" <- --set") != std::string::npos);
}

TEST_CASE("correlation: an input that --set gives one value can no longer be correlated") {
  CHECK(mistakes(shop() + kTwo, {"inputs.culture.contagion=0.05"})
            .find("culture.contagion has one value here, 0.05, and cannot be correlated") !=
        std::string::npos);
  CHECK(mistakes(shop() + kTwo, {"inputs.culture.contagion=0.02 to 0.05"}) == "");
}

TEST_CASE("correlation: describe knows its keys") {
  const auto inputs = scenario::model_inputs();
  CHECK(scenario::describe_key("correlation.rank", inputs).find("above -1 and below 1 [1]") !=
        std::string::npos);
  CHECK(scenario::describe_key("correlation", inputs).find("[[correlation]]") != std::string::npos);
}
