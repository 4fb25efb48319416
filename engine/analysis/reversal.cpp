#include "engine/analysis/reversal.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kNamed = 3;  ///< inputs named in the sentence
constexpr std::size_t kShown = 12;

std::vector<const InputShift*> largest_first(const Reversal& reversal) {
  std::vector<const InputShift*> inputs;
  for (const InputShift& input : reversal.inputs) inputs.push_back(&input);
  std::stable_sort(inputs.begin(), inputs.end(), [](const InputShift* a, const InputShift* b) {
    return std::abs(a->shift.value) > std::abs(b->shift.value);
  });
  return inputs;
}

std::string money_text(const Estimate& estimate) {
  const Style style = money_style({estimate});
  return figure_with_error(estimate, style) + " " + style.unit;
}

std::string sd_text(const Estimate& distance) {
  return figure_with_error(distance, number_style({distance}));
}

/// Two numbers with three digits, or as many more as tell them apart.
std::pair<std::string, std::string> told_apart(double before, double after) {
  int digits = 3;
  while (digits < 6 && core::rounded_text(before, digits) == core::rounded_text(after, digits))
    ++digits;
  return {core::rounded_text(before, digits), core::rounded_text(after, digits)};
}

std::string unit_text(const InputShift& input) { return input.unit == "1" ? "" : " " + input.unit; }

/// "finance.cost_overrun from 1.15 to 1.43"
std::string change(const InputShift& input) {
  const auto [before, after] = told_apart(input.median_before, input.median_after);
  return input.key + " from " + before + " to " + after + unit_text(input);
}

/// Share of the priors that lies beyond the plane of change: a normal tail.
Estimate beyond(const Estimate& distance) {
  const double density =
      std::exp(-distance.value * distance.value / 2) / std::sqrt(2 * std::acos(-1.0));
  return {0.5 * std::erfc(distance.value / std::sqrt(2.0)), density * distance.standard_error};
}

/// "22.0 of 100 futures (± 0.3)"
std::string of_100(const Estimate& share, const std::string& what) {
  const Style style = percent_style({share});
  return figure(share.value, style) + " of 100 " + what + " (± " +
         figure(share.standard_error, style) + ")";
}

std::string how_far(const Reversal& reversal) {
  const Estimate share = beyond(reversal.distance);
  const std::string what = "sets of assumptions that we hold possible";
  return share.value < 0.001 ? "Fewer than 0.1 of 100 " + what + " lie beyond it."
                             : "About " + of_100(share, what) + " lie beyond it.";
}

/// The input that has to move least where it moves alone; none if none will do.
const InputShift* nearest_alone(const Reversal& reversal) {
  const InputShift* nearest = nullptr;
  for (const InputShift& input : reversal.inputs)
    if (std::isfinite(input.alone.value) &&
        (nearest == nullptr || std::abs(input.alone.value) < std::abs(nearest->alone.value)))
      nearest = &input;
  return nearest;
}

std::string alone_sentence(const Reversal& reversal) {
  const InputShift* nearest = nearest_alone(reversal);
  if (nearest == nullptr)
    return "No input would do it alone within " + core::rounded_text(reversal.reach, 2) +
           " standard deviations of its prior.";
  const auto [before, after] = told_apart(nearest->median_before, nearest->median_alone);
  Estimate away = nearest->alone;
  away.value = std::abs(away.value);
  return "Alone, " + nearest->key + " would do it with a median of " + after + unit_text(*nearest) +
         " instead of " + before + ", " + sd_text(away) + " standard deviations away.";
}

std::string lead_sentence(const Reversal& reversal) {
  const std::string ahead = name_of(reversal.ahead), behind = name_of(reversal.behind);
  if (reversal.lead.value == 0 && reversal.lead.standard_error == 0)
    return ahead + " and " + behind + " are worth the same in every future.";
  return ahead + " is ahead of " + behind + " by " + money_text(reversal.lead) +
         " on average, and behind it in " + of_100(reversal.beaten, "futures") + ".";
}

std::string not_found(const Reversal& reversal) {
  const std::string reach = core::rounded_text(reversal.reach, 2);
  if (reversal.lead.value == 0 && reversal.lead.standard_error == 0)
    return "There is no ranking to turn round.";
  if (reversal.end == SearchEnd::kBeyondReach)
    return "No change of assumptions within " + reach +
           " standard deviations of our priors was found that turns that round.";
  return "The search for the smallest change of assumptions within " + reach +
         " standard deviations of our priors came to no end: nothing can be said of it.";
}

std::vector<std::string> sentences(const Reversal& reversal) {
  if (reversal.end != SearchEnd::kFound) {
    std::vector<std::string> said = {lead_sentence(reversal) + " " + not_found(reversal)};
    if (nearest_alone(reversal) != nullptr) said.push_back(alone_sentence(reversal));
    return said;
  }
  std::string smallest = "The smallest change of assumptions that closes the gap is " +
                         sd_text(reversal.distance) +
                         " standard deviations of our priors, all inputs together";
  const auto inputs = largest_first(reversal);
  for (std::size_t i = 0; i < std::min(kNamed, inputs.size()); ++i)
    smallest += (i == 0                                     ? ": above all "
                 : i + 1 == std::min(kNamed, inputs.size()) ? " and "
                                                            : ", ") +
                change(*inputs[i]);
  return {lead_sentence(reversal), smallest + ". " + how_far(reversal), alone_sentence(reversal)};
}

Table ranking(const Reversal& reversal) {
  Table table{
      "ranking",
      "The two paths",
      {"path", "other_path"},
      {"path", "against"},
      {{"lead", "lead", "EUR", "mean NPV of the path less that of the other", Show::kMoney},
       {"beaten", "beaten", "1", "share of draws in which the other is worth more all the same",
        Show::kPercent},
       {"distance", "distance", "sd of the priors",
        "length of the smallest change of assumptions that closes the gap", Show::kNumber},
       {"beyond", "beyond", "1", "share of the priors beyond that change, as if on a plane",
        Show::kPercent},
       {"lead_after", "lead then", "EUR", "lead under the changed assumptions", Show::kMoney}},
      {}};
  table.where = Where::kFiles;
  const bool is_found = reversal.end == SearchEnd::kFound;
  table.lines.push_back({{reversal.ahead, reversal.behind},
                         {reversal.lead, reversal.beaten, is_found ? reversal.distance : Estimate{},
                          is_found ? beyond(reversal.distance) : Estimate{},
                          is_found ? reversal.lead_after : Estimate{}}});
  return table;
}

Table inputs_table(const Reversal& reversal) {
  Table table{
      "inputs",
      "What would have to be different, the largest change first (± one standard error); alone: "
      "if no other input moved",
      {"input"},
      {"input"},
      {{"shift", "shift (sd)", "sd of the prior", "shift of the input", Show::kNumber},
       {"median_before", "median", "unit of the input", "median of the prior", Show::kNumber},
       {"median_after", "then", "unit of the input", "median of the shifted prior", Show::kNumber},
       {"alone", "alone (sd)", "sd of the prior", "shift that would do alone", Show::kNumber},
       {"median_alone", "median then", "unit of the input", "median of the input moved alone",
        Show::kNumber}},
      {},
      kShown};
  for (const InputShift* input : largest_first(reversal))
    table.lines.push_back({{{input->key, ""}},
                           {input->shift,
                            {input->median_before},
                            {input->median_after},
                            input->alone,
                            {input->median_alone}}});
  return table;
}

}  // namespace

Report reversal_report(const Reversal& reversal) {
  Report report{"reversal", reversal.title, sentences(reversal), {ranking(reversal)}, {}};
  if (reversal.end == SearchEnd::kFound) {
    report.tables.push_back(inputs_table(reversal));
    report.notes.push_back(
        "Checked by simulating the shifted assumptions: " + name_of(reversal.ahead) +
        " then leads by " + money_text(reversal.lead_after) + ".");
  }
  report.notes.push_back(
      "Shifts are in standard deviations of the normal score of an input's rank under its prior; "
      "bounds of the records still hold. It is the ranking by mean NPV that is turned round, in "
      "this model; the search is local (engine/analysis/REVERSAL.md).");
  if (reversal.has_ties)
    report.notes.push_back(
        "Some inputs are correlated: an input's shift includes what the others draw it along, so "
        "shifts squared need not add up to the distance; 'alone' leaves the others where they "
        "are.");
  return report;
}

}  // namespace e2roi::analysis
