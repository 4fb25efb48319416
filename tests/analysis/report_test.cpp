#include "engine/analysis/report.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "engine/core/json.hpp"

namespace e2roi::analysis {
namespace {

/// Two tables: worth by path and lever, and a chance by path.
Report report_example() {
  Report report{"ledger", "Bank", {"Openness pays most."}, {}, {"By Shapley values."}};
  report.tables.push_back(
      {"worth",
       "Worth of each lever",
       {"path", "lever"},
       {"path", "lever"},
       {{"npv", "NPV", "EUR", "net present value", Show::kMoney},
        {"share", "share", "1", "share of the whole", Show::kPercent}},
       {{{{"social", "Social Business"}, {"openness", ""}}, {{2e6, 1e5}, {0.75}}},
        {{{"social", "Social Business"}, {"tooling", ""}},
         {{-500123.0, 200123.0}, Estimate::with_interval(0.25, 0.2, 0.31)}}}});
  report.tables.push_back({"chance",
                           "Chance of a loss",
                           {"path"},
                           {"path"},
                           {{"loss", "P(loss)", "1", "chance of a loss", Show::kPercent}},
                           {{{{"late", ""}}, {{0.5, 0.01}}}, {{{"social", ""}}, {{0.25, 0.01}}}},
                           1});
  return report;
}

}  // namespace

TEST_CASE("report: text leads with the sentence, figures carry their error or interval") {
  const std::string text = report_text(report_example());
  CHECK(text ==
        "Openness pays most.\n"
        "\n"
        "Worth of each lever\n"
        "path             lever     NPV (M EUR)      share (%)\n"
        "Social Business  openness    2.0 ± 0.1             75\n"
        "Social Business  tooling    -0.5 ± 0.2  25 (20 to 31)\n"
        "\n"
        "Chance of a loss\n"
        "path  P(loss) (%)\n"
        "late       50 ± 1\n"
        "… and 1 more, in --json and in the result file\n"
        "\n"
        "By Shapley values.\n");
}

TEST_CASE("report: JSON has every line under the names of axes and columns") {
  const std::string json = report_json(report_example());
  CHECK(json.find("\"format\": \"e2roi-ledger-1\"") != std::string::npos);
  CHECK(json.find("{\"path\": \"social\", \"lever\": \"tooling\", \"npv\": {\"value\": -500123, "
                  "\"standard_error\": 200123, \"unit\": \"EUR\"}, \"share\": {\"value\": 0.25, "
                  "\"low\": 0.2, \"high\": 0.31, \"unit\": \"1\"}}") != std::string::npos);
  CHECK(json.find("\"path\": \"social\", \"loss\"") != std::string::npos);  // not cut like text
}

TEST_CASE("report: arrays keep every label of known axes and take those of others") {
  core::ResultSet results;
  results.path_ids = {"stay", "late", "social"};
  add_report(results, report_example());
  REQUIRE(results.labels.size() == 1);
  CHECK(results.labels[0].second == std::vector<std::string>{"openness", "tooling"});
  const core::NamedArray* npv = results.find("ledger", "worth_npv");
  REQUIRE(npv != nullptr);
  CHECK(npv->shape == std::vector<std::size_t>{3, 2});
  CHECK(std::isnan(npv->values[0]));
  CHECK(npv->values[4] == 2e6);
  CHECK(npv->values[5] == -500123.0);
  CHECK(results.find("ledger", "worth_npv_standard_error")->values[5] == 200123.0);
  CHECK(results.find("ledger", "worth_share_low")->values[5] == 0.2);
  CHECK(results.find("ledger", "worth_npv_low") == nullptr);
  CHECK(results.find("ledger", "chance_loss")->values[1] == 0.5);
}

}  // namespace e2roi::analysis
