#pragma once
#include <optional>
#include <string>
#include <string_view>

/// Units: from what a scenario writes to the unit of an input's record.  scenarios/REFERENCE.md.
///
/// A minute, hour, day (24 clock hours), week, month (730 hours) and year (12 months) convert into
/// each other, with their plurals and min, h, d. So do rates per such a time, in proportion and not
/// compounded: 12 %/year is 1 %/month. % is 1/100. EUR (euro, also with the sign) may carry k or M.
/// Customers, contacts, employees, agents, hand-offs and escalations convert into nothing else.
/// What a record's unit has after a "/" may be left out: "9 EUR" for an input in
/// EUR/customer/month, "0.3 %" for one in 1/month. "per" is as good as "/".
namespace e2roi::scenario {

/// A change of unit. Two whole factors, so that 30 %/year is 0.025/month and not the next double.
struct UnitChange {
  double multiply = 1, divide = 1;  ///< > 0

  /// value * multiply / divide; 0.45 % is 0.0045 and not 0.0045000000000000005: a result that is a
  /// decimal of 12 digits but for rounding becomes that decimal.
  double apply(double value) const;
  bool operator==(const UnitChange&) const = default;
};

/// The change from `written` to `unit` (a record's); nothing where `written` does not convert.
/// "" is the unit of the record itself.
std::optional<UnitChange> unit_change(std::string_view written, std::string_view unit);

/// What may be written for an input with that unit, as a phrase: "1/month, %/month; also per
/// minute, hour, day, week or year".
std::string accepted_units(std::string_view unit);

/// Why `written` cannot stand for an input with that unit: names it, what it was probably meant to
/// be, and all that is accepted.
std::string unit_mistake(std::string_view written, std::string_view unit);

}  // namespace e2roi::scenario
