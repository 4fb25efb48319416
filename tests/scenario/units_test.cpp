#include "engine/scenario/units.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/scenario/input_records.hpp"

namespace e2roi::scenario {

TEST_CASE("units: what a scenario may write converts exactly") {
  struct Case {
    const char* written;
    const char* unit;
    double multiply, divide;
  };
  for (const Case& c : std::vector<Case>{
           {"", "month", 1, 1},
           {"month", "month", 1, 1},
           {"months", "month", 1, 1},
           {"year", "month", 12, 1},
           {" years ", "month", 12, 1},
           {"hour", "month", 1, 730},
           {"h", "hour", 1, 1},
           {"day", "hour", 24, 1},
           {"d", "hour", 24, 1},
           {"week", "hour", 168, 1},
           {"month", "hour", 730, 1},
           {"year", "hour", 8760, 1},
           {"min", "hour", 1, 60},
           {"%", "1", 1, 100},
           {"percent", "1", 1, 100},
           {"1", "1", 1, 1},
           {"%", "1/month", 1, 100},
           {"%/month", "1/month", 1, 100},
           {"% per month", "1/month", 1, 100},
           {"% / month", "1/month", 1, 100},
           {"/month", "1/month", 1, 1},
           {"per year", "1/month", 1, 12},
           {"1/year", "1/month", 1, 12},
           {"%/year", "1/month", 1, 1200},
           {"%/month", "1/year", 12, 100},
           {"1/day", "1/month", 730, 24},
           {"%", "1/year", 1, 100},
           {"1/sqrt(month)", "1/sqrt(month)", 1, 1},
           {"%", "1/sqrt(month)", 1, 100},
           {"EUR", "EUR/customer/month", 1, 1},
           {"EUR/customer", "EUR/customer/month", 1, 1},
           {"EUR/month", "EUR/customer/month", 1, 1},
           {"EUR/month/customer", "EUR/customer/month", 1, 1},
           {"euro per customer per year", "EUR/customer/month", 1, 12},
           {"k EUR", "EUR/customer", 1000, 1},
           {"kEUR", "EUR/customer", 1000, 1},
           {"M  EUR", "EUR/customer", 1000000, 1},
           {"k\u20AC/year", "EUR/employee/month", 1000, 12},
           {"contacts/customer/year", "contact/customer/month", 1, 12},
           {"hand-offs", "hand-off/escalation", 1, 1},
           {"agents", "agent", 1, 1},
       }) {
    CAPTURE(c.written);
    CAPTURE(c.unit);
    const auto change = unit_change(c.written, c.unit);
    REQUIRE(change);
    CHECK(change->multiply / change->divide == c.multiply / c.divide);
  }
}

TEST_CASE("units: a rate per year becomes the nearest number per month, not compounded") {
  CHECK(unit_change("%/year", "1/month")->apply(30) == 0.025);
  CHECK(unit_change("1/year", "1/month")->apply(0.12) == 0.01);
  CHECK(unit_change("%", "1")->apply(0.3) == 0.003);
  CHECK(unit_change("%", "1")->apply(0.45) == 0.0045);  // 0.45 / 100 is the double after it
  CHECK(unit_change("day", "month")->apply(1) == 24.0 / 730);
}

TEST_CASE("units: what does not convert is nothing") {
  struct Case {
    std::string written, unit;
  };
  for (const Case& c : std::vector<Case>{
           {"EUR", "month"},
           {"month", "1"},
           {"%", "month"},
           {"%/month", "1"},
           {"1/month", "month"},
           {"EUR/contact", "EUR/customer"},
           {"EUR/customer/customer", "EUR/customer"},
           {"customer", "contact/customer/month"},
           {"m EUR", "EUR/customer"},
           {"Month", "month"},
           {"furlong", "month"},
           {"month//", "month"},
           {"sqrt(month)", "month"},
       }) {
    CHECK_MESSAGE(!unit_change(c.written, c.unit), c.written);
  }
}

TEST_CASE("units: every record's unit is known and converts to itself") {
  for (const InputRecord& record : input_records()) {
    CAPTURE(record.key);
    CHECK(unit_change(record.unit, record.unit) == UnitChange{});
    CHECK_FALSE(unit_change("parsec", record.unit));
  }
}

TEST_CASE("units: all that is listed as accepted is accepted") {
  for (const InputRecord& record : input_records()) {
    const std::string listed = accepted_units(record.unit);
    const std::string first = listed.substr(0, listed.find(';'));
    std::string word;
    for (const char c : first + ",") {
      if (c != ',') {
        word += c;
        continue;
      }
      const auto last = word.find(" or ");
      CAPTURE(word);
      CHECK(unit_change(word.substr(0, last), record.unit));
      if (last != std::string::npos) CHECK(unit_change(word.substr(last + 4), record.unit));
      word.clear();
    }
  }
}

TEST_CASE("units: a mistake lists what would be accepted and what was probably meant") {
  CHECK(accepted_units("1") == "1 or %");
  CHECK(accepted_units("agent") == "agent");
  CHECK(unit_mistake("EUR", "month") ==
        "the unit \"EUR\" does not convert to month; write minute, hour, day, week, month or year");
  CHECK(unit_mistake("mnth", "month") ==
        "the unit \"mnth\" does not convert to month, did you mean \"month\"? Write minute, hour, "
        "day, week, month or year");
  CHECK(
      unit_mistake("moon", "month") ==
      "the unit \"moon\" does not convert to month; write minute, hour, day, week, month or year");
  CHECK(unit_mistake("EUR/custmers", "EUR/customer") ==
        "the unit \"EUR/custmers\" does not convert to EUR/customer, did you mean \"customers\"? "
        "Write EUR/customer, k EUR/customer, M EUR/customer");
  CHECK(unit_mistake("month", "1") ==
        "the unit \"month\" does not convert to a plain number; write 1 or %");
  CHECK(unit_mistake("day", "1/month") ==
        "the unit \"day\" does not convert to 1/month; write 1/month, %/month; also per minute, "
        "hour, day, week or year");
  CHECK(unit_mistake("EUR/contact", "EUR/customer") ==
        "the unit \"EUR/contact\" does not convert to EUR/customer; write EUR/customer, k "
        "EUR/customer, M EUR/customer");
}

}  // namespace e2roi::scenario
