#include "engine/analysis/explanation_words.hpp"

#include <algorithm>
#include <numeric>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/words.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::array<const char*, kLedgerRungs> kRungNames = {
    "savings in service", "revenue", "loyalty", "people who stay", "working together"};

/// "9.8 ± 0.2": in the unit of `style`, with as many decimals as its own error allows.
std::string with_error(const Estimate& money, Style style) {
  style.decimals = decimals_for({money}, style.scale);
  return figure_with_error(money, style);
}

Estimate benefit_of(const LedgerRow& row) {
  Estimate sum{0};
  for (const Estimate& rung : row.rungs) sum.value += rung.value;
  return sum;
}

/// ", mostly through loyalty", or ", through loyalty and revenue" where none is half of it.
std::string main_rungs(const LedgerRow& row) {
  std::array<std::size_t, kLedgerRungs> falling{};
  std::iota(falling.begin(), falling.end(), std::size_t{0});
  std::stable_sort(falling.begin(), falling.end(), [&row](std::size_t a, std::size_t b) {
    return row.rungs[a].value > row.rungs[b].value;
  });
  const std::string first = kRungNames[falling[0]], second = kRungNames[falling[1]];
  if (!(row.rungs[falling[0]].value > 0)) return "";
  if (row.rungs[falling[0]].value > benefit_of(row).value / 2) return ", mostly through " + first;
  return ", through " + first + " and " + second;
}

/// Parts whose cost surely exceeds what they bring.
std::string losers(const Ledger& ledger, const Style& style) {
  std::vector<std::string> found;
  for (const LedgerRow& row : ledger.rows)
    if (row.id != "one-offs" && row.npv.value < -2 * row.npv.standard_error)
      found.push_back(row.id + " (" + with_error(row.npv, style) + ")");
  if (found.empty()) return "";
  std::string text = "; ";
  for (std::size_t i = 0; i < found.size(); ++i)
    text += (i == 0 ? "" : i + 1 == found.size() ? " and " : ", ") + found[i];
  return text + (found.size() == 1 ? " costs" : " cost") + " more than " +
         (found.size() == 1 ? "it brings" : "they bring");
}

std::string ledger_sentence(const Ledger& ledger) {
  std::vector<Estimate> figures{ledger.total.npv};
  const LedgerRow* best = nullptr;
  for (const LedgerRow& row : ledger.rows) {
    figures.push_back(row.npv);
    if (row.id != "one-offs" && (best == nullptr || row.npv.value > best->npv.value)) best = &row;
  }
  const Style style = money_style(figures);
  const std::string path = name_of(ledger.path),
                    worth = with_error(ledger.total.npv, style) + " " + style.unit;
  std::string text = ledger.total.npv.value > 0
                         ? "Of the " + worth + " that " + path + " is worth on average, "
                         : path + " is worth " + worth + " on average: ";
  if (best == nullptr) return text + "it has no lever and no staffing plan, only its one-offs.";
  if (best->npv.value > 0)
    text += best->id + " brings " + with_error(best->npv, style) +
            (ledger.total.npv.value > 0 ? "" : " net") + main_rungs(*best);
  else
    text += "no part of it brings more than it costs";
  return text + losers(ledger, style) + ".";
}

/// "in 31.2 of 100 futures (± 0.3)", "in none"
std::string in_futures(const Estimate& share) {
  if (share.value == 0) return "in none";
  const Style style = percent_style({share});
  return "in " + figure(share.value, style) + " of 100 futures (± " +
         figure(share.standard_error, style) + ")";
}

std::string placebo_sentence(const PlaceboRow& row) {
  return "Had nothing that " + name_of(row.path) +
         " builds moved anybody, comparing before and after would still have announced a positive "
         "return " +
         in_futures(row.placebo.before_after) +
         "; measuring against a company that stays as it is, " + in_futures(row.placebo.measured) +
         "; leaders would be convinced at the end " + in_futures(row.placebo.believed) +
         ". As the scenario has it the three say so " + in_futures(row.scenario.before_after) +
         ", " + in_futures(row.scenario.measured) + " and " + in_futures(row.scenario.believed) +
         "; it is true " + in_futures(row.scenario.truth) + ".";
}

}  // namespace

std::vector<std::string> explanation_sentences(const Explanation& explanation) {
  std::vector<std::string> sentences;
  for (const Ledger& ledger : explanation.ledgers) {
    sentences.push_back(ledger_sentence(ledger));
    for (const PlaceboRow& row : explanation.placebo)
      if (row.path.id == ledger.path.id) sentences.push_back(placebo_sentence(row));
  }
  return sentences;
}

std::vector<std::string> explanation_notes(const Explanation& explanation) {
  std::vector<std::string> notes;
  const std::uint64_t draws = explanation.ledgers.empty() ? 0 : explanation.ledgers.front().draws;
  notes.push_back(
      "Ledger: means over " + grouped(draws) +
      " draws, ± one standard error. Benefits are Shapley values over all combinations of the "
      "path's levers and staffing, each simulated with the same draws and noise; every "
      "combination keeps the commitment and the one-offs. What parts do only together "
      "(empowerment needs openness; more success keeps leaders in favour) is shared equally among "
      "them: 'alone' and 'last' show how much that is. Cost is what the path spends on each part, "
      "with overrun and the cost of leaving it.");
  notes.push_back(
      "Nothing worked: inputs that carry what levers and staffing build to customers, colleagues "
      "and money are 0, so every benefit is exactly 0; costs, leaders and measuring are as in the "
      "scenario. 'measured': the discounted sum of what is measured exceeds the cost within the "
      "horizon; it is 0 there by construction, because in this model measuring errs in proportion "
      "to what is there. 'before/after': customers' margin since the path's first month, against "
      "that month, rises by more than the cost; customers go as in the path stay. 'believed': "
      "leaders' judgement is above its hurdle in the last month.");
  if (explanation.has_staff_cuts)
    notes.push_back(
        "Where a path employs fewer people its saving on pay is real whether anything works or "
        "not: it remains among the measured benefits.");
  return notes;
}

}  // namespace e2roi::analysis
