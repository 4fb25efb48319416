#include "engine/analysis/explanation.hpp"

#include <doctest/doctest.h>

#include <string>

namespace e2roi::analysis {
namespace {

LedgerRow row(const char* id, std::array<double, kLedgerRungs> rungs, double cost) {
  LedgerRow made{id, {}, {cost, 1e4}, {}};
  double sum = 0;
  for (std::size_t k = 0; k < kLedgerRungs; ++k) {
    made.rungs[k] = {rungs[k], 1e5};
    sum += rungs[k];
  }
  made.npv = {sum - cost, 2e5};
  return made;
}

Verdicts verdicts(double before_after) {
  return {{0.25, 0.01}, {0, 0}, {before_after, 0.003}, {0.5, 0.01}, {0.1, 0.01}};
}

Explanation explanation_example() {
  Explanation explanation{"Bank", {}, {}, false};
  Ledger ledger{{"social", "Social Business"}, 20'000, {}, {}, {}};
  ledger.rows = {row("empowerment", {1e6, 1e6, 12e6, 0, 0}, 4e6),
                 row("tooling", {3e6, 0, 0, 0, 0}, 5e6), row("one-offs", {}, 1e6)};
  ledger.total = row("total", {4e6, 1e6, 12e6, 0, 0}, 10e6);
  ledger.synergies = {{"empowerment", {9e6, 1e5}, {14e6, 1e5}, {19e6, 1e5}, {15e6, 1e5}}};
  explanation.ledgers.push_back(ledger);
  explanation.placebo.push_back({ledger.path, verdicts(0.08), verdicts(0.4)});
  return explanation;
}

}  // namespace

TEST_CASE("explanation: a sentence says what a path is worth, what brings it and what costs more") {
  const Report report = explanation_report(explanation_example());
  REQUIRE(report.sentences.size() == 2);
  CHECK(report.sentences[0] ==
        "Of the 7.0 ± 0.2 M EUR that Social Business is worth on average, empowerment brings 10.0 "
        "± 0.2, mostly through loyalty; tooling (-2.0 ± 0.2) costs more than it brings.");
  CHECK(report.sentences[1].find("Had nothing that Social Business builds moved anybody, comparing "
                                 "before and after would still have announced a positive return in "
                                 "8.0 of 100 futures (± 0.3); measuring against a company that "
                                 "stays as it is, in none; ") == 0);
}

TEST_CASE("explanation: a path that loses is said to lose") {
  Explanation explanation = explanation_example();
  Ledger& ledger = explanation.ledgers.front();
  ledger.rows = {row("tooling", {3e6, 0, 0, 0, 0}, 5e6)};
  ledger.total = ledger.rows.front();
  CHECK(explanation_report(explanation).sentences[0] ==
        "Social Business is worth -2.0 ± 0.2 M EUR on average: no part of it brings more than it "
        "costs; tooling (-2.0 ± 0.2) costs more than it brings.");
  ledger.rows = {row("one-offs", {}, 1e6)};
  ledger.synergies.clear();
  CHECK(explanation_report(explanation).sentences[0].find("only its one-offs") !=
        std::string::npos);
}

TEST_CASE("explanation: files have the ledger by path and lever, terminals one table a path") {
  const Report report = explanation_report(explanation_example());
  core::ResultSet results;
  results.path_ids = {"stay", "social"};
  results.rungs = {"savings", "revenue", "loyalty", "people", "collaboration"};
  add_report(results, report);
  const core::NamedArray* loyalty = results.find("explanation", "ledger_loyalty");
  REQUIRE(loyalty != nullptr);
  CHECK(loyalty->axes == std::vector<std::string>{"path", "lever"});
  CHECK(loyalty->shape == std::vector<std::size_t>{2, 4});
  CHECK(loyalty->values[4] == 12e6);
  const core::NamedArray* benefit = results.find("explanation", "benefit_value");
  REQUIRE(benefit != nullptr);
  CHECK(benefit->axes == std::vector<std::string>{"path", "lever", "rung"});
  CHECK(benefit->shape == std::vector<std::size_t>{2, 4, 5});
  CHECK(benefit->values[(1 * 4 + 0) * 5 + 2] == 12e6);
  CHECK(results.find("explanation", "placebo_before_after")->values[1] == 0.08);
  CHECK(results.find("explanation", "as_it_is_truth")->values[1] == 0.25);
  const std::string text = report_text(report);
  CHECK(text.find("What each part brings and costs of Social Business (M EUR)") !=
        std::string::npos);
  std::size_t widest = 0, start = 0;
  for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1)
    widest = std::max(widest, end - start);
  CHECK(widest <= 120);  // bytes: ± has two
}

}  // namespace e2roi::analysis
