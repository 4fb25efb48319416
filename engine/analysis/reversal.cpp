#include "engine/analysis/reversal.hpp"

#include <algorithm>
#include <cmath>

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
    return std::abs(a->shift) > std::abs(b->shift);
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

/// "finance.cost_overrun from 1.15 to 1.43"
std::string change(const InputShift& input) {
  const std::string unit = input.unit == "1" ? "" : " " + input.unit;
  return input.key + " from " + core::rounded_text(input.median_before, 3) + " to " +
         core::rounded_text(input.median_after, 3) + unit;
}

/// Share of the prior's futures that lie beyond the plane of change: a normal tail.
std::string how_far(const Reversal& reversal) {
  const double beyond = 0.5 * std::erfc(reversal.distance.value / std::sqrt(2.0));
  const Estimate share{beyond};
  const std::string of_100 =
      beyond < 0.001 ? "fewer than 0.1" : figure(share.value, {0.01, beyond < 0.1 ? 1 : 0, "%"});
  return "About " + of_100 + " of 100 sets of assumptions that we hold possible lie beyond it.";
}

std::string alone_sentence(const Reversal& reversal) {
  const InputShift* nearest = nullptr;
  for (const InputShift& input : reversal.inputs)
    if (std::isfinite(input.alone.value) &&
        (nearest == nullptr || std::abs(input.alone.value) < std::abs(nearest->alone.value)))
      nearest = &input;
  if (nearest == nullptr)
    return "No input would do it alone within " + core::rounded_text(reversal.reach, 2) +
           " standard deviations of its prior.";
  const std::string unit = nearest->unit == "1" ? "" : " " + nearest->unit;
  return "Alone, " + nearest->key + " would do it with a median of " +
         core::rounded_text(nearest->median_alone, 3) + unit + " instead of " +
         core::rounded_text(nearest->median_before, 3) + ", " +
         core::rounded_text(std::abs(nearest->alone.value), 2) + " standard deviations away.";
}

std::vector<std::string> sentences(const Reversal& reversal) {
  const std::string lead = plain(reversal.ahead) + " is ahead of " + plain(reversal.behind) +
                           " by " + money_text(reversal.lead) + " on average.";
  if (!reversal.is_found)
    return {lead + " No change of assumptions within " + core::rounded_text(reversal.reach, 2) +
            " standard deviations of our priors turns that round."};
  std::string smallest = "The smallest change of assumptions that closes the gap is " +
                         sd_text(reversal.distance) +
                         " standard deviations of our priors, all inputs together";
  const auto inputs = largest_first(reversal);
  for (std::size_t i = 0; i < std::min(kNamed, inputs.size()); ++i)
    smallest += (i == 0                                     ? ": above all "
                 : i + 1 == std::min(kNamed, inputs.size()) ? " and "
                                                            : ", ") +
                change(*inputs[i]);
  return {lead, smallest + ". " + how_far(reversal), alone_sentence(reversal)};
}

}  // namespace

Report reversal_report(const Reversal& reversal) {
  Report report{"reversal", reversal.title, sentences(reversal), {}, {}};
  if (reversal.is_found) {
    Table table{
        "inputs",
        "What would have to be different, the largest change first (± one standard error); alone: "
        "if no other input moved",
        {"input"},
        {"input"},
        {{"shift", "shift (sd)", "sd of the prior", "shift of the input", Show::kNumber},
         {"median_before", "median", "unit of the input", "median of the prior", Show::kNumber},
         {"median_after", "then", "unit of the input", "median of the shifted prior",
          Show::kNumber},
         {"alone", "alone (sd)", "sd of the prior", "shift that would do alone", Show::kNumber},
         {"median_alone", "median then", "unit of the input", "median of the input moved alone",
          Show::kNumber}},
        {},
        kShown};
    for (const InputShift* input : largest_first(reversal))
      table.lines.push_back({{{input->key, ""}},
                             {{input->shift},
                              {input->median_before},
                              {input->median_after},
                              input->alone,
                              {input->median_alone}}});
    report.tables.push_back(std::move(table));
    report.notes.push_back(
        "Checked by simulating the shifted assumptions: " + plain(reversal.ahead) +
        " then leads by " + money_text(reversal.lead_after) + ".");
  }
  report.notes.push_back(
      "Shifts are in standard deviations of the normal score of an input's rank under its prior; "
      "bounds of the records still hold. It is the ranking by mean NPV that is turned round, in "
      "this model (engine/analysis/REVERSAL.md).");
  return report;
}

}  // namespace e2roi::analysis
