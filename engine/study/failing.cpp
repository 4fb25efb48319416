#include <cctype>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"
#include "engine/model/series.hpp"
#include "engine/study/discover.hpp"

namespace e2roi::study {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw core::UsageError("the condition '" + text + "' " + why);
}

/// A number with what people put behind it: 5 %, 1.5M, 200k, 3 M EUR.
double number_of(const std::string& condition, std::string text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  std::string unit = trimmed(std::string_view(rest, static_cast<std::size_t>(end - rest)));
  if (error == std::errc() && unit.size() >= 3 && unit.ends_with("EUR"))
    unit = trimmed(unit.substr(0, unit.size() - 3));
  if (error != std::errc() || !std::isfinite(value) ||
      !(unit.empty() || unit == "%" || unit == "k" || unit == "M"))
    refuse(condition, "compares with '" + text +
                          "', which is not a number such as 0, 5 %, 200k "
                          "or 1.5M");
  return value * (unit == "%" ? 0.01 : unit == "k" ? 1e3 : unit == "M" ? 1e6 : 1.0);
}

int outcome_of(const std::string& condition, const std::string& name) {
  std::vector<std::string> names;
  for (const model::QuantityRecord& record : model::kOutcomes) {
    if (name == record.name) return static_cast<int>(names.size());
    names.emplace_back(record.name);
  }
  const std::string meant = core::closest(name, names);
  std::string all = "cancelled";
  for (const std::string& each : names) all += ", " + each;
  refuse(condition, "begins with '" + name + "', which is no outcome" +
                        (meant.empty() ? "; there are " + all : "; did you mean '" + meant + "'?"));
}

/// A path that never pays back does so later than any month.
bool counts_never(const Failing& failing) {
  return failing.outcome == model::outcome::payback && !failing.is_below;
}

}  // namespace

bool Failing::operator()(double value) const {
  if (is_defined) return !std::isnan(value);
  if (std::isnan(value)) return counts_never(*this);
  if (value == bound) return or_equal;
  return is_below ? value < bound : value > bound;
}

Failing parse_failing(const std::string& text) {
  if (trimmed(text) == "cancelled")
    return {model::outcome::cancel_month, true, false, 0, true, "is cancelled"};
  const auto sign = text.find_first_of("<>");
  if (sign == std::string::npos)
    refuse(text, "has no < or >; write it as 'npv < 0', 'roi < 20 %' or 'cancelled'");
  const std::string name = trimmed(std::string_view(text).substr(0, sign));
  Failing failing;
  failing.outcome = outcome_of(text, name);
  failing.is_below = text[sign] == '<';
  failing.or_equal = sign + 1 < text.size() && text[sign + 1] == '=';
  const std::string relation = text.substr(sign, failing.or_equal ? 2 : 1);
  const std::string bound = trimmed(std::string_view(text).substr(sign + relation.size()));
  failing.bound = number_of(text, bound);
  const bool is_npv = failing.outcome == model::outcome::npv && failing.bound == 0;
  if (is_npv && !failing.or_equal)
    failing.words = failing.is_below ? "loses money" : "makes money";
  else
    failing.words = "has " + name + " " + relation + " " + bound +
                    (counts_never(failing) ? " or never pays back" : "");
  return failing;
}

}  // namespace e2roi::study
