#include "engine/analysis/reversal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace e2roi::analysis {

TEST_CASE("reversal: the report says how far the assumptions would have to move") {
  Reversal reversal;
  reversal.ahead = {"bold", "Bold"};
  reversal.behind = {"stay", "Stay"};
  reversal.lead = {2e6, 1e5};
  reversal.beaten = {0.22, 0.003};
  reversal.end = SearchEnd::kFound;
  reversal.lead_after = {1e3, 1e5};
  reversal.reach = 5;
  reversal.distance = {0.8, 0.05};
  reversal.inputs = {{"a.x", "month", {0.1, 0.02}, 10, 10.5, {}, NAN},
                     {"b.y", "1", {-0.7, 0.05}, 1.0804, 1.0798, {-1.5, 0.1}, 1.04}};
  Report report = reversal_report(reversal);
  CHECK(report.sentences[0] ==
        "Bold is ahead of Stay by 2.0 ± 0.1 M EUR on average, and behind it in 22.0 of 100 futures "
        "(± 0.3).");
  // The normal tail beyond 0.8 is 0.2119, its density there 0.2897: ± 0.05 · 0.2897.
  CHECK(report.sentences[1] ==
        "The smallest change of assumptions that closes the gap is 0.80 ± 0.05 standard deviations "
        "of our priors, all inputs together: above all b.y from 1.0804 to 1.0798 and a.x from 10 "
        "to 10.5 month. About 21 of 100 sets of assumptions that we hold possible (± 1) lie beyond "
        "it.");
  CHECK(report.sentences[2] ==
        "Alone, b.y would do it with a median of 1.04 instead of 1.08, 1.5 ± 0.1 standard "
        "deviations away.");
  CHECK(report.tables[1].lines[0].labels[0].id == "b.y");
  const std::vector<Estimate>& ranking = report.tables[0].lines[0].figures;
  CHECK(ranking[2].value == 0.8);
  CHECK(ranking[3].value == doctest::Approx(0.211855));
  CHECK(ranking[3].standard_error == doctest::Approx(0.05 * 0.289692).epsilon(1e-5));
}

TEST_CASE("reversal: what was not found is not said to be impossible") {
  Reversal reversal;
  reversal.ahead = {"bold", "Bold"};
  reversal.behind = {"stay", "Stay"};
  reversal.lead = {2e6, 1e5};
  reversal.reach = 5;
  reversal.end = SearchEnd::kBeyondReach;
  CHECK(reversal_report(reversal).sentences[0].find("No change of assumptions within 5") !=
        std::string::npos);
  CHECK(reversal_report(reversal).tables.size() == 1);
  CHECK(std::isnan(reversal_report(reversal).tables[0].lines[0].figures[2].value));
  reversal.end = SearchEnd::kUnsettled;
  CHECK(reversal_report(reversal).sentences[0].find("came to no end") != std::string::npos);
  reversal.lead = {0, 0};
  CHECK(reversal_report(reversal).sentences[0] ==
        "Bold and Stay are worth the same in every future. There is no ranking to turn round.");
}

}  // namespace e2roi::analysis
