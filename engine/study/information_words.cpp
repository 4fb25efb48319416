#include <algorithm>
#include <cmath>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/intervals.hpp"
#include "engine/analysis/words.hpp"
#include "engine/study/information_findings.hpp"

namespace e2roi::study {
namespace {

using analysis::Estimate;

std::string money(const Estimate& estimate) {
  const analysis::Style style = analysis::money_style({estimate});
  const std::string figure = analysis::figure(estimate.value, style);
  if (estimate.has_interval())
    return figure + " " + style.unit + " (" + analysis::figure(estimate.low, style) + " to " +
           analysis::figure(estimate.high, style) + ")";
  return figure + " " + style.unit + " ± " + analysis::figure(estimate.standard_error, style);
}

std::string share_text(const Estimate& estimate) {
  return analysis::percent_with_error(estimate, analysis::percent_style({estimate}));
}

bool is_certain(const Worth& worth) {
  return worth.value.value > analysis::kTwoSided95 * worth.value.standard_error;
}

bool is_known(const Estimate& months) { return std::isfinite(months.value); }

std::string path_name(const InformationFindings& found, int path) {
  return name_of(found.paths[static_cast<std::size_t>(path)]);
}

/// "1 month", "12 months"
std::string months_text(int months) {
  return std::to_string(months) + (months == 1 ? " month" : " months");
}

/// "after 3", "not within 60"
std::string when(const Estimate& months, int horizon) {
  return is_known(months) ? "after " + std::to_string(static_cast<int>(months.value))
                          : "not within " + std::to_string(horizon);
}

/// Rungs of a path on which there is anything to measure.
std::vector<std::size_t> rungs_there(const std::array<Measurability, kMeasures>& path) {
  std::vector<std::size_t> rungs;
  for (std::size_t k = 0; k < model::kRungs; ++k)
    if (std::isfinite(path[k].hidden.value)) rungs.push_back(k);
  return rungs;
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

using Path = std::array<Measurability, kMeasures>;

/// "savings after 3 months, revenue after 5 and loyalty not within 60"; "" without rungs.
std::string by_rung(const InformationFindings& found, const Path& path,
                    Estimate Measurability::*months) {
  std::vector<std::string> parts;
  for (const std::size_t k : rungs_there(path)) {
    const Estimate& until = path[k].*months;
    const bool is_one = is_known(until) ? until.value == 1 : found.months == 1;
    parts.push_back(name_of(found.measures[k]) + " " + when(until, found.months) +
                    (!parts.empty() ? ""
                     : is_one       ? " month"
                                    : " months"));
  }
  return listed(parts);
}

/// Whether the rungs can be measured in their order.
std::string order_of(const Path& path) {
  const auto months = [&](std::size_t k) {
    const Estimate& size = path[k].size_months;
    return is_known(size) ? size.value : INFINITY;
  };
  const std::vector<std::size_t> rungs = rungs_there(path);
  if (rungs.size() < 2) return "";
  const bool rises = std::is_sorted(rungs.begin(), rungs.end(), [&](std::size_t a, std::size_t b) {
    return months(a) < months(b);
  });
  return rises && months(rungs.front()) < months(rungs.back())
             ? " The more intangible the rung, the later it can be measured."
             : " The months do not follow the order from tangible to intangible.";
}

/// "Whether … so far can be told after 20 months.", "… cannot be told within 60 months: …" What can
/// be told sooner than the sign of the benefit is told by the cost.
std::string paid_so_far(const InformationFindings& found, const Path& path) {
  const std::string what = "Whether it has paid for itself so far can";
  const Measurability& rest = path[kReturn];
  if (is_known(rest.sign_months)) {
    const bool is_by_cost = !(path[kBenefit].sign_months.value <= rest.sign_months.value);
    return what + " be told from what is measured after " +
           months_text(static_cast<int>(rest.sign_months.value)) +
           (is_by_cost ? ": its cost, which is known, outweighs what it brings." : ".");
  }
  return what + "not be told from what is measured within " + months_text(found.months) +
         ": at the end the sign is right in " + share_text(rest.sign_right) + " of the draws.";
}

/// What those who measure a path can tell, and what they never see.
void say_measurable(const InformationFindings& found, analysis::Report& report) {
  const int shown = found.chosen > 0 ? found.chosen : found.pilot.path;
  if (shown == 0) return;
  const Path& path = found.measurable[static_cast<std::size_t>(shown - 1)];
  const std::string name = path_name(found, shown);
  if (rungs_there(path).empty()) return;
  report.sentences.push_back("What " + name +
                             " brings can be sized up, to within half of the truth in 90 % of the "
                             "draws: " +
                             by_rung(found, path, &Measurability::size_months) + "." +
                             order_of(path));
  report.sentences.push_back(
      "Its sign alone: " + by_rung(found, path, &Measurability::sign_months) +
      "; of all rungs together " + when(path[kBenefit].sign_months, found.months) + ". " +
      paid_so_far(found, path));
  report.sentences.push_back("At the end " + share_text(path[kBenefit].hidden) +
                             " of the value of " + name +
                             " is still invisible to those who measure.");
}

void say_worth(const InformationFindings& found, analysis::Report& report) {
  const std::string choice =
      "Without knowing more the choice is " + path_name(found, found.chosen) + ". ";
  if (found.singles.empty()) {
    report.sentences.push_back(choice + "No input is uncertain: all there is to know, " +
                               money(found.everything.value) +
                               ", is the chance of the months, which nobody can buy.");
    return;
  }
  report.sentences.push_back(
      choice + "Knowing all uncertain inputs first would be worth " + money(found.inputs.value) +
      " and change the choice in " + share_text(found.inputs.changes) + " of the draws" +
      (found.has_noise ? "; another " + money(found.chance) +
                             " is the chance of the months, which nobody can buy."
                       : "."));
  const NamedWorth& input = found.singles.front();
  const NamedWorth& section = found.groups.front();
  std::string most = is_certain(input.worth)
                         ? "Most worth knowing is " + input.name + ", " + money(input.worth.value)
                         : "No input is worth knowing alone, as far as these draws can tell";
  most += is_certain(section.worth) ? "; of whole sections it is " + section.name + ", " +
                                          money(section.worth.value) + "."
                                    : "; no section is either.";
  report.sentences.push_back(most);
  for (const NamedWorth& each : found.together)
    report.sentences.push_back("Knowing " + each.name + " together is worth " +
                               money(each.worth.value) + " and changes the choice in " +
                               share_text(each.worth.changes) + " of the draws.");
}

std::string what_is_watched(const InformationFindings& found) {
  if (!found.pilot.is_given) return "everywhere and on all rungs (no pilot is planned)";
  const std::string units =
      found.pilot_units.empty() ? "everywhere" : "in " + listed(found.pilot_units);
  std::vector<std::string> rungs;
  for (const int k : found.pilot.rungs)
    rungs.push_back(name_of(found.measures[static_cast<std::size_t>(k)]));
  return units + ", measuring " +
         (rungs.size() == std::size_t{model::kRungs} ? "all rungs" : listed(rungs));
}

/// The pilot of the length planned; where none is, of at most a year.
void say_pilot(const InformationFindings& found, analysis::Report& report) {
  if (found.balances.empty()) return;
  std::size_t shown = found.balances.size() - 1;
  if (found.pilot.is_open)
    while (shown > 0 && found.balances[shown].months > 12) --shown;
  const PilotBalance& balance = found.balances[shown];
  report.sentences.push_back(
      "Watching " + path_name(found, found.pilot.path) + " " + what_is_watched(found) + " for " +
      months_text(balance.months) + " before choosing is worth " + money(balance.worth) +
      "; set against it what the pilot costs, " + money(balance.cost) +
      " before any benefit, and what the delay costs, which is not counted.");
}

}  // namespace

void say(const InformationFindings& found, analysis::Report& report) {
  say_measurable(found, report);
  say_worth(found, report);
  say_pilot(found, report);
  report.notes = {
      "Months count from a path's first; sums are undiscounted and go on after a path is "
      "cancelled. "
      "Sign: the measured sum so far has the sign of the true one. Within half: it is off by at "
      "most "
      "half of that. Both from the month on from which they stay so; an upper end at the horizon "
      "may "
      "be beyond it; – is not within the horizon or nothing to measure. Invisible: 1 − what is "
      "seen "
      "of each rung in the last month, weighted with the size of its present value.",
      "Worth of everything: mean of the best NPV of each draw less the best mean NPV. Of all "
      "inputs: "
      "halfway between a bound that is too low and one that is too high, from eight futures of "
      "each "
      "draw of the inputs. Of an input, a section or a pilot: each draw chooses by regressions on "
      "the other draws (ten folds), unless that did harm in the other folds, and is judged by its "
      "own NPV, so the figure errs on the low side; one below 0 means no worth, 0 ± 0 that the "
      "regressions never change the choice for the better.",
      "Knowing here means knowing exactly, before choosing, at no cost. All worth is within the "
      "model: what the model leaves out has no price here.",
      "A pilot shows its units' share of the benefit (of contacts for savings, revenue and "
      "loyalty, "
      "of headcount for people and collaboration), with errors larger by one over the root of that "
      "share, as if errors of customers and employees were independent: an assumption. What it "
      "tells is the sum of each measured rung, so far and at each shorter length in the table."};
}

}  // namespace e2roi::study
