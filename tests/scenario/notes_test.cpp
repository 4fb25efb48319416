#include "engine/scenario/notes.hpp"

#include <doctest/doctest.h>

#include "tests/scenario/reading.hpp"

using namespace reading;

namespace {

std::vector<std::string> notes(std::vector<std::string> set) {
  set.insert(set.begin(), "company.lever_cost.listening=5");
  return scenario::check_notes(from_text(shop(), std::move(set)));
}

}  // namespace

TEST_CASE("notes: there is nothing to say about an ordinary scenario") { CHECK(notes({}).empty()); }

TEST_CASE("notes: a path that changes nothing equals stay") {
  CHECK(notes({"path.steps.listening=[[0, 0]]", "path.steps.staffing=[[0, 1]]"}) ==
        std::vector<std::string>{
            "path.steps has no levers, no other staffing and no one-offs: it equals stay."});
}

TEST_CASE("notes: a path that costs nothing has no ROI") {
  CHECK(notes({"company.lever_cost.listening=0"}) ==
        std::vector<std::string>{"path.steps costs nothing: its ROI is undefined."});
  CHECK(notes({"company.lever_cost.listening=0", "path.steps.staffing=[[0, 1.5]]"}).empty());
}

TEST_CASE("notes: one-offs beyond the horizon are ignored") {
  CHECK(notes({"path.steps.one_off=[{ month = 36, cost = 5 }]"}) ==
        std::vector<std::string>{"The one-off of path.steps in month 36 is ignored: the run has "
                                 "the months 0 to 35."});
}

TEST_CASE("notes: the ends of a triangle are ends, and what lies beyond a range is clipped") {
  CHECK(notes({"inputs.finance.margin=triangular(5, 9, 12)"}) ==
        std::vector<std::string>{
            "inputs.finance.margin = triangular(5, 9, 12) is never below 5 nor above 12; where "
            "these are meant as 10 % and 90 % quantiles, write triangular(p10: ..., likely: ..., "
            "p90: ...)."});
  CHECK(notes({"inputs.leadership.cancel_hazard=uniform(0.5, 1.5)"}) ==
        std::vector<std::string>{
            "inputs.leadership.cancel_hazard = uniform(0.5, 1.5) reaches beyond its range 0 to 1 "
            "[1/month]: draws outside are set to its end."});
}

TEST_CASE("notes: without noise and uncertainty one draw is enough") {
  CHECK(notes({"run.noise=false", "run.inputs=median"}) ==
        std::vector<std::string>{"With run.noise = false and run.inputs = \"median\" all 100 draws "
                                 "are alike: one is enough."});
}
