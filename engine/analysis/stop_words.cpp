#include <cmath>
#include <string>
#include <vector>

#include "engine/analysis/figures.hpp"
#include "engine/analysis/stopping.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/number_text.hpp"

namespace e2roi::analysis {
namespace {

std::string name_of(const std::vector<std::string>& names, std::size_t path) {
  return path == 0 ? "staying put" : plain(names[path]);
}

/// Two digits: "1.3 M EUR"; of other units the number and the unit.
std::string size_of(double value, const std::string& unit) {
  const Estimate estimate{std::abs(value)};
  const Style style = unit == "EUR" ? money_style({estimate}) : Style{1, 0, unit};
  return core::rounded_text(std::abs(value) / style.scale, 2) +
         (style.unit == "1" ? "" : " " + style.unit) +
         (unit == "customer" || unit == "month" ? "s" : "");
}

std::string chance(double value) {
  return value < 1e-4 ? "below 0.01 %" : core::rounded_text(value * 100, 2) + " %";
}

/// "choosing X now gives away at most 1.3 M EUR of expected NPV against any other path (95 % sure)"
std::string most_lost(const StopState& state, const std::vector<std::string>& names) {
  if (state.most_lost == 0)
    return "no other path than " + name_of(names, state.best) +
           " can have the higher expected NPV (95 % sure)";
  return "choosing " + name_of(names, state.best) + " now gives away at most " +
         size_of(state.most_lost, "EUR") + " of expected NPV against any other path (95 % sure)";
}

std::string on_wrong(const StopRule& rule, const StopState& state,
                     const std::vector<std::string>& names) {
  const std::string best = name_of(names, state.best), rival = name_of(names, state.rival);
  const std::string bound = "p_wrong is " + chance(state.value) + ", asked was " + rule.text;
  if (state.holds)
    return "Enough draws to choose, " + grouped(state.draws) + ": " + best +
           " has the highest expected NPV, and the chance that these draws mislead is at most " +
           chance(rule.limit) + " (" + bound + "); closest to it is " + rival + ".";
  return grouped(state.draws) + " draws do not tell " + best + " and " + rival + " apart (" +
         bound + "): their mean NPVs are " + size_of(state.lead, "EUR") + " apart, and " +
         most_lost(state, names) + ".";
}

std::string on_loss(const StopRule& rule, const StopState& state,
                    const std::vector<std::string>& names) {
  const std::string asked = "; asked was " + rule.text + ".";
  return (state.holds ? "Enough draws to choose, " + grouped(state.draws) + ": "
                      : "Not enough draws yet, " + grouped(state.draws) + ": ") +
         most_lost(state, names) + asked;
}

std::string on_error(const StopRule& rule, const StopState& state,
                     const std::vector<std::string>& names) {
  const std::string asked = "; asked was " + rule.text + ".";
  if (std::isinf(state.value))
    return "The mean of " + rule.outcome + " is unknown after " + grouped(state.draws) +
           " draws: it is undefined in nearly all of them" + asked;
  return (state.holds ? "Enough draws, " : "Not enough draws yet, ") + grouped(state.draws) +
         ": the largest standard error of mean " + rule.outcome + " is " +
         size_of(state.value, rule.unit) + ", that of " + name_of(names, state.rival) + asked;
}

}  // namespace

std::string stop_sentence(const StopRule& rule, const StopState& state,
                          const std::vector<std::string>& names) {
  if (rule.quantity == StopRule::Quantity::kStandardError) return on_error(rule, state, names);
  if (!state.has_rival)
    return "All paths are worth the same in every one of " + grouped(state.draws) +
           " draws, so no choice among them can be wrong.";
  return rule.quantity == StopRule::Quantity::kWrong ? on_wrong(rule, state, names)
                                                     : on_loss(rule, state, names);
}

}  // namespace e2roi::analysis
