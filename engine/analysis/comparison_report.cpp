#include <algorithm>
#include <string>
#include <vector>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/figures.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

Label label(const Comparison& comparison, std::size_t path) {
  const ComparedPath& about = comparison.input[path];
  return {about.id, about.name};
}

Table path_table(const Comparison& comparison) {
  Table table{
      "path",
      "Each path, highest mean first; NPV against staying put, ± one standard error, or "
      "the 95 % interval in brackets",
      {"path"},
      {"path"},
      {{"mean", "mean NPV", "EUR", "mean NPV against stay", Show::kMoney},
       {"regret", "regret", "EUR",
        "expected regret: mean of the best NPV of a draw less this path's, which is the "
        "expected opportunity loss of choosing it",
        Show::kMoney},
       {"bad_case", "worst 5 %", "EUR", "mean NPV of the worst 5 % of draws (CVaR)", Show::kMoney}},
      {},
      0};
  for (const PathFigures& path : comparison.paths) {
    const bool is_stay = path.path == 0;
    table.lines.push_back({{label(comparison, path.path)},
                           {is_stay ? Estimate{0.0} : path.mean, path.regret,
                            is_stay ? Estimate{0.0} : path.bad_case}});
  }
  return table;
}

Table chance_table(const Comparison& comparison) {
  Table table{"chance",
              "Chances of each path, with 95 % intervals",
              {"path"},
              {"path"},
              {{"best", "P(best)", "1", "share of draws in which no path is better; ties shared",
                Show::kPercent},
               {"loss", "P(loss)", "1", "share of draws with NPV below 0", Show::kPercent},
               {"satisfying", "P(good enough)", "1",
                "robustness: share of draws with NPV above 0 and net promoters not below those of "
                "stay",
                Show::kPercent}},
              {},
              0};
  for (const PathFigures& path : comparison.paths)
    table.lines.push_back(
        {{label(comparison, path.path)},
         {path.best, path.path == 0 ? Estimate() : path.loss, path.is_satisfying}});
  return table;
}

Table pair_table(const Comparison& comparison) {
  Table table{
      "pair",
      "Each pair, paired draw by draw: the path with the higher mean NPV less the other",
      {"path", "other_path"},
      {"path", "less"},
      {{"mean", "mean", "EUR", "mean of the draws' differences of NPV", Show::kMoney},
       {"median", "median", "EUR", "median of the draws' differences of NPV", Show::kMoney},
       {"beats", "P(beats)", "1",
        "share of draws in which the path has the higher NPV; a tie counts half", Show::kPercent}},
      {},
      0};
  for (const PairFigures& pair : comparison.pairs)
    table.lines.push_back({{label(comparison, pair.path), label(comparison, pair.other)},
                           {pair.mean_difference, pair.median_difference, pair.beats}});
  return table;
}

Estimate verdict_of(const Dominance& dominance) {
  return dominance.is_tested ? Estimate{static_cast<double>(dominance.verdict)} : Estimate();
}

/// NaN where nothing was tested, or nothing differs.
Estimate level_shown(const Dominance& dominance) {
  return dominance.level > 0 ? Estimate{dominance.level} : Estimate();
}

Table dominance_table(const Comparison& comparison) {
  Table table{
      "dominance",
      "Does the path dominate the other? First order: every quantile at least as high; second "
      "order: every mean of the worst so many per cent. At: where the order is violated most, or "
      "closest; gap: the difference there",
      {"path", "other_path"},
      {"path", "over"},
      {{"first", "1st", "1", "first-order dominance: 1 dominates, 0 undecided, -1 does not",
        Show::kVerdict},
       {"first_level", "at", "1", "level at which the first order is violated most, or closest",
        Show::kPercent},
       {"first_gap", "gap", "EUR", "difference of the quantiles there", Show::kMoney},
       {"second", "2nd", "1", "second-order dominance: 1 dominates, 0 undecided, -1 does not",
        Show::kVerdict},
       {"second_level", "worst", "1",
        "share of worst draws at which the second order is violated "
        "most, or closest",
        Show::kPercent},
       {"second_gap", "gap", "EUR", "difference of the means of these", Show::kMoney}},
      {},
      0};
  for (const PairFigures& pair : comparison.pairs) {
    const Dominance &first = pair.first_order, &second = pair.second_order;
    table.lines.push_back({{label(comparison, pair.path), label(comparison, pair.other)},
                           {verdict_of(first), level_shown(first), first.gap, verdict_of(second),
                            level_shown(second), second.gap}});
  }
  return table;
}

std::vector<std::string> notes(const Comparison& comparison) {
  std::vector<std::string> texts = {
      "From " + grouped(comparison.draws) +
          " draws that all paths share. Intervals hold for the number of draws, not for what the "
          "model leaves out. The regret of the path with the highest mean is what perfect "
          "information would be worth.",
      "Dominance: 'no' is violated beyond a 95 % band over all levels together (Bonferroni), "
      "'yes' is ahead at every level beyond its own 95 % error (Davidson and Duclos 2013); else "
      "'open'. Levels with fewer than 20 draws beyond them are not looked at: nothing is said of "
      "the furthest tails."};
  if (const std::string note = design_note(comparison.sampling); !note.empty())
    texts.push_back(note);
  if (comparison.draws < kFewestForDominance)
    texts.push_back("Dominance takes at least " + grouped(kFewestForDominance) +
                    " draws, the worst 5 % at least 100.");
  return texts;
}

}  // namespace

Report comparison_report(const Comparison& comparison, const std::string& title) {
  Report report;
  report.kind = "comparison";
  report.title = title;
  report.sentences = comparison_sentences(comparison);
  report.tables = {path_table(comparison), chance_table(comparison), pair_table(comparison),
                   dominance_table(comparison)};
  report.notes = notes(comparison);
  return report;
}

}  // namespace e2roi::analysis
