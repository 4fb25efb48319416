#include "engine/analysis/stopping.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

Table rival_table(const StopState& state, const std::vector<Label>& paths) {
  Table table{
      "rival",
      "How far " + (state.best == 0 ? "staying put" : name_of(paths[state.best])) +
          " is ahead of each other path: mean difference of NPV ± one standard error, and "
          "bounds that hold at any number of draws, for all paths together",
      {"path"},
      {"path"},
      {{"lead", "ahead by", "EUR", "mean NPV of the best path less that of this one", Show::kMoney},
       {"p_wrong", "P(wrong) at most", "1",
        "bound of the chance that this path is better than the best one so far", Show::kPercent, 2},
       {"most_lost", "loss at most", "EUR",
        "upper 95 % bound of the expected NPV that choosing the best one gives away "
        "against this path",
        Show::kMoney}},
      {},
      0};
  for (const Rival& rival : state.rivals)
    table.lines.push_back({{paths[rival.path]}, {rival.lead, {rival.p_wrong}, {rival.most_lost}}});
  return table;
}

Table mean_table(const StopRule& rule, const StopState& state, const std::vector<Label>& paths) {
  Table table{"error",
              "Mean of " + rule.outcome + " of each path, ± one standard error",
              {"path"},
              {"path"},
              {{"mean", rule.outcome, rule.unit, "mean of " + rule.outcome,
                rule.unit == "EUR"        ? Show::kMoney
                : rule.unit == "customer" ? Show::kCount
                                          : Show::kNumber}},
              {},
              0};
  for (std::size_t path = 0; path < state.means.size(); ++path)
    table.lines.push_back({{paths[path]}, {state.means[path]}});
  return table;
}

}  // namespace

Report stop_report(const StopRule& rule, const StopState& state, const std::vector<Label>& paths,
                   const std::string& title) {
  std::vector<std::string> names;
  for (const Label& path : paths) names.push_back(name_of(path));
  Report report{"stopping", title, {stop_sentence(rule, state, names)}, {}, {}};
  if (rule.quantity == StopRule::Quantity::kStandardError) {
    report.tables = {mean_table(rule, state, paths)};
    report.notes = {
        "Stopped where the estimated error was small enough (Chow and Robbins 1965): right for "
        "many draws, no bound is claimed."};
  } else {
    report.tables = {rival_table(state, paths)};
    report.notes = {
        "Bounds by a confidence sequence (Robbins 1970; Waudby-Smith et al. 2024): right for many "
        "draws, and of expected NPV under these priors, not of the better strategy."};
  }
  return report;
}

}  // namespace e2roi::analysis
