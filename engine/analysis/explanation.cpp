#include "engine/analysis/explanation.hpp"

#include <algorithm>
#include <array>

#include "engine/analysis/explanation_words.hpp"
#include "engine/analysis/terminal_table.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

constexpr const char* kNpv = "NPV";

std::vector<Column> ledger_columns() {
  const auto money = [](const char* name, const char* heading, const char* meaning) {
    return Column{name, heading, "EUR", meaning, Show::kMoney};
  };
  return {money("savings", "savings", "present value of rung 1, savings in service"),
          money("revenue", "revenue", "present value of rung 2, revenue"),
          money("loyalty", "loyalty", "present value of rung 3, loyalty"),
          money("people", "people", "present value of rung 4, people who stay"),
          money("collaboration", "together", "present value of rung 5, working together"),
          money("cost", "cost", "present value of what is spent"),
          money("npv", kNpv, "net present value: the rungs less the cost")};
}

std::vector<Column> synergy_columns() {
  return {{"alone", "alone", "EUR", "benefit as the only part", Show::kMoney},
          {"shared", "shared", "EUR", "benefit by Shapley value", Show::kMoney},
          {"last", "last", "EUR", "benefit lost where it alone is left out", Show::kMoney},
          {"left_out", "NPV lost", "EUR", "NPV lost where it alone is left out", Show::kMoney}};
}

std::vector<Estimate> figures_of(const LedgerRow& row) {
  std::vector<Estimate> figures(row.rungs.begin(), row.rungs.end());
  figures.push_back(row.cost);
  figures.push_back(row.npv);
  return figures;
}

std::vector<Column> verdict_columns(bool with_truth) {
  const auto share = [](const char* name, const char* heading, const char* meaning) {
    return Column{name, heading, "1", meaning, Show::kPercent};
  };
  std::vector<Column> columns;
  if (with_truth)
    columns.push_back(
        share("truth", "true NPV > 0", "share of draws with NPV within the horizon above 0"));
  columns.push_back(
      share("measured", "measured", "share of draws in which measured benefits exceed the cost"));
  columns.push_back(share("before_after", "before/after",
                          "share of draws in which customers' margin rose by more than the cost"));
  columns.push_back(
      share("believed", "believed", "share of draws in which leaders are convinced at the end"));
  columns.push_back(share("cancelled", "cancelled", "share of draws in which leaders stop it"));
  return columns;
}

std::vector<Estimate> figures_of(const Verdicts& verdicts, bool with_truth) {
  std::vector<Estimate> figures{verdicts.measured, verdicts.before_after, verdicts.believed,
                                verdicts.cancelled};
  if (with_truth) figures.insert(figures.begin(), verdicts.truth);
  return figures;
}

/// A table over paths and parts for files, and one a path for terminals.
template <class Row, class Figures>
void add_part_tables(Report& report, const Table& empty, const Explanation& explanation,
                     const Row& rows_of, const Figures& figures) {
  Table all = empty;
  all.where = Where::kFiles;
  std::vector<Table> small;
  for (const Ledger& ledger : explanation.ledgers) {
    Table table = empty;
    table.title += " of " + name_of(ledger.path);
    table.axes = {"lever"};
    table.heads = {""};
    std::vector<Estimate> money;
    for (const auto& row : rows_of(ledger)) {
      const std::vector<Estimate> of_row = figures(row);
      money.insert(money.end(), of_row.begin(), of_row.end());
      all.lines.push_back({{ledger.path, {row.id, ""}}, of_row});
      table.lines.push_back({{{row.id, ""}}, of_row});
    }
    small.push_back(terminal_table(table, money_style(money)));
  }
  report.tables.push_back(all);
  report.tables.insert(report.tables.end(), small.begin(), small.end());
}

/// The ledger's benefits with the rung as a dimension of its own.
Table benefit_table(const Explanation& explanation) {
  constexpr std::array<const char*, kLedgerRungs> kRungIds = {"savings", "revenue", "loyalty",
                                                              "people", "collaboration"};
  Table table{
      "benefit",
      "What each part brings on each rung",
      {"path", "lever", "rung"},
      {"path", "part", "rung"},
      {{"value", "benefit", "EUR", "present value that the part brings on the rung", Show::kMoney}},
      {}};
  table.where = Where::kFiles;
  for (const Ledger& ledger : explanation.ledgers) {
    const auto add = [&](const LedgerRow& row) {
      for (std::size_t k = 0; k < kLedgerRungs; ++k)
        table.lines.push_back({{ledger.path, {row.id, ""}, {kRungIds[k], ""}}, {row.rungs[k]}});
    };
    for (const LedgerRow& row : ledger.rows) add(row);
    add(ledger.total);
  }
  return table;
}

void add_verdict_table(Report& report, const Explanation& explanation, const char* name,
                       const char* title, Verdicts PlaceboRow::*which, bool with_truth) {
  Table table{name, title, {"path"}, {"path"}, verdict_columns(with_truth), {}};
  for (const PlaceboRow& row : explanation.placebo)
    table.lines.push_back({{row.path}, figures_of(row.*which, with_truth)});
  report.tables.push_back(table);
}

}  // namespace

Report explanation_report(const Explanation& explanation) {
  Report report{"explanation",
                explanation.title,
                explanation_sentences(explanation),
                {},
                explanation_notes(explanation)};
  add_part_tables(
      report,
      {"ledger",
       "What each part brings and costs",
       {"path", "lever"},
       {"path", "part"},
       ledger_columns(),
       {}},
      explanation,
      [](const Ledger& ledger) {
        std::vector<LedgerRow> rows = ledger.rows;
        rows.push_back(ledger.total);
        return rows;
      },
      [](const LedgerRow& row) { return figures_of(row); });
  report.tables.push_back(benefit_table(explanation));
  add_part_tables(
      report,
      {"synergy",
       "Benefit alone, shared, and last to come, and NPV lost without it,",
       {"path", "lever"},
       {"path", "part"},
       synergy_columns(),
       {}},
      explanation, [](const Ledger& ledger) { return ledger.synergies; },
      [](const Synergy& row) {
        return std::vector<Estimate>{row.alone, row.shared, row.last, row.left_out};
      });
  add_verdict_table(report, explanation, "placebo",
                    "How often each way to look would say that it pays, had nothing worked",
                    &PlaceboRow::placebo, false);
  add_verdict_table(report, explanation, "as_it_is", "The same as the scenario has it",
                    &PlaceboRow::scenario, true);
  return report;
}

}  // namespace e2roi::analysis
