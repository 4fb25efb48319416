#include "engine/analysis/stop_rule.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "engine/analysis/words.hpp"
#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::string_view kForm = "'p_wrong < 1 %', 'loss < 100k EUR' or 'se(npv) < 1e5'";

[[noreturn]] void refuse(std::string_view rule, const std::string& what) {
  throw core::UsageError("--until '" + std::string(rule) + "': " + what);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes `ending` off the end, and spaces before it.
bool take_end(std::string_view& text, std::string_view ending) {
  if (text.size() < ending.size() || text.substr(text.size() - ending.size()) != ending)
    return false;
  text = trimmed(text.substr(0, text.size() - ending.size()));
  return true;
}

/// 1e5, 100_000, 100k, 0.1M, 2bn.
std::optional<double> plain_number(std::string_view text) {
  double scale = 1;
  if (take_end(text, "bn"))
    scale = 1e9;
  else if (take_end(text, "M"))
    scale = 1e6;
  else if (take_end(text, "k"))
    scale = 1e3;
  std::string digits(text);
  if (digits.empty() || digits.front() == '_' || digits.back() == '_') return std::nullopt;
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value))
    return std::nullopt;
  return value * scale;
}

double limit_of(std::string_view rule, std::string_view text, const std::string& unit) {
  std::string_view number = text;
  const bool is_percent = take_end(number, "%");
  const bool is_money = !is_percent && take_end(number, "EUR");
  if (is_percent && unit != "1") refuse(rule, "the limit is in " + unit + ", not in per cent.");
  if (is_money && unit != "EUR")
    refuse(rule, unit == "1" ? "the limit is a number or a per cent, not EUR."
                             : "the limit is in " + unit + ", not in EUR.");
  const std::optional<double> value = plain_number(number);
  if (!value)
    refuse(rule, "'" + std::string(text) + "' is not a number such as 0.01, 1 %, 1e5, 100k or 2M.");
  const double limit = is_percent ? *value / 100 : *value;
  if (!(limit > 0)) refuse(rule, "the limit must be above 0.");
  return limit;
}

std::string meant(std::string_view word, const std::vector<std::string>& known) {
  const std::string closest = core::closest(word, known);
  return closest.empty() ? "" : "; did you mean '" + closest + "'?";
}

/// "se(NAME)": which outcome, and its unit.
void read_outcome(StopRule& rule, std::string_view name, const std::vector<OutcomeUnit>& outcomes) {
  std::vector<std::string> known;
  for (const OutcomeUnit& outcome : outcomes) {
    known.push_back(outcome.name);
    if (outcome.name != name) continue;
    rule.quantity = StopRule::Quantity::kStandardError;
    rule.outcome = outcome.name;
    rule.unit = outcome.unit;
    return;
  }
  const std::string hint = meant(name, known);
  refuse(rule.text, "there is no outcome '" + std::string(name) + "'" +
                        (hint.empty() ? "; there are " + listed(known) + "." : hint));
}

void read_quantity(StopRule& rule, std::string_view word,
                   const std::vector<OutcomeUnit>& outcomes) {
  const std::size_t open = word.find('(');
  if (open != std::string_view::npos && word.back() == ')' && trimmed(word.substr(0, open)) == "se")
    return read_outcome(rule, trimmed(word.substr(open + 1, word.size() - open - 2)), outcomes);
  if (word == "p_wrong") {
    rule.quantity = StopRule::Quantity::kWrong;
  } else if (word == "loss") {
    rule.quantity = StopRule::Quantity::kLoss;
    rule.unit = "EUR";
  } else {
    const std::string hint = meant(word, {"p_wrong", "loss", "se(npv)"});
    refuse(rule.text, "there is no quantity '" + std::string(word) + "'" +
                          (hint.empty() ? "; write " + std::string(kForm) + "." : hint));
  }
}

}  // namespace

StopRule parse_stop_rule(std::string_view text, const std::vector<OutcomeUnit>& outcomes) {
  StopRule rule;
  rule.text = trimmed(text);
  const std::string_view all = rule.text;
  const std::size_t sign = all.find('<');
  if (sign == std::string_view::npos)
    refuse(all, "a rule is a quantity, '<' and a limit: " + std::string(kForm) + ".");
  read_quantity(rule, trimmed(all.substr(0, sign)), outcomes);
  std::string_view limit = all.substr(sign + 1);
  if (!limit.empty() && limit.front() == '=') limit.remove_prefix(1);
  rule.limit = limit_of(all, trimmed(limit), rule.unit);
  if (rule.quantity == StopRule::Quantity::kWrong && rule.limit >= 0.5)
    refuse(all, "p_wrong must be below 50 %: at 50 % a coin would do.");
  return rule;
}

}  // namespace e2roi::analysis
