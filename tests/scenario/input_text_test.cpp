#include "engine/scenario/input_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace e2roi::scenario {
namespace {

struct Case {
  const char* text;
  const char* key;
  std::string expected;
};

/// The canonical text of what was read, or "offset: message".
std::string read_as(const std::string& text, const char* key) {
  const InputRecord* const record = find_input(key);
  REQUIRE(record != nullptr);
  try {
    return parse_input(text, *record).text();
  } catch (const InputTextError& error) {
    return std::to_string(error.offset) + ": " + error.message;
  }
}

/// The same for the fields of a table; the offset is always 0 and left out.
std::string made_of(const std::vector<NamedNumbers>& fields, const std::string& unit,
                    const char* key) {
  try {
    return make_input(fields, unit, *find_input(key)).text();
  } catch (const InputTextError& error) {
    CHECK(error.offset == 0);
    return error.message;
  }
}

constexpr const char* kMonths = "culture.openness_half_life";  // month, 1 to 240
constexpr const char* kHours = "response.tolerance_hours";     // hour, 0.01 to 10000
constexpr const char* kShare = "response.heard_offline";       // 1, 0 to 1
constexpr const char* kRate = "loyalty.churn_base";            // 1/month, 0 to 1
constexpr const char* kMargin = "finance.margin";              // EUR/customer/month
constexpr const char* kMonth = "market.rival_midpoint";        // month, -240 to 600

}  // namespace

TEST_CASE("input text: every spelling of the format is read") {
  for (const Case& c : std::vector<Case>{
           {"20", kMonths, "20"},
           {" 1_200 ", kMargin, "1200"},
           {"+2.5e1", kMonths, "25"},
           {"-12", kMonth, "-12"},
           {"triangular(2, 3, 5)", kMonths, "triangular(2, 3, 5)"},
           {"triangular(p10: 2, likely: 3, p90: 5)", kMonths,
            "triangular(0.9477437952669034, 3, 6.34299180497289)"},
           {"triangular(p90: 5, p10: 2, likely: 3)", kMonths,
            "triangular(0.9477437952669034, 3, 6.34299180497289)"},
           {"triangular(high: 5, likely: 3, low: 2)", kMonths, "triangular(2, 3, 5)"},
           {"pert(2, 3, 5)", kMonths, "pert(2, 3, 5)"},
           {"uniform(2, 5)", kMonths, "uniform(2, 5)"},
           {"normal(mean: 3, sd: 1)", kMonths, "normal(mean: 3, sd: 1)"},
           {"normal(3, 1)", kMonths, "normal(mean: 3, sd: 1)"},
           {"lognormal(median: 12, p90: 24)", kMonths, "lognormal(median: 12, p90: 24)"},
           {"lognormal(p90:24,median:12)", kMonths, "lognormal(median: 12, p90: 24)"},
           {"beta(2, 60)", kShare, "beta(2, 60)"},
           {"beta(a: 2, b: 60, high: 0.5)", kShare, "beta(a: 2, b: 60, high: 0.5)"},
           {"discrete(1: 0.2, 2: 0.8)", kMonths, "discrete(1: 0.2, 2: 0.8)"},
           {"metalog(p10: 2, p50: 6, p90: 15)", kMonths, "metalog(p10: 2, p50: 6, p90: 15)"},
           {"2 to 5", kMonths, "lognormal(median: 3.1622776601683795, p90: 4.518799868567626)"},
           {"-2 to 5", kMonth, "normal(mean: 1.5, sd: 2.127848911691192)"},
           {"triangular ( 2 ,3, 5 )", kMonths, "triangular(2, 3, 5)"},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: a unit may follow the whole or every number") {
  for (const Case& c : std::vector<Case>{
           {"2 year", kMonths, "24"},
           {"78 %", kShare, "0.78"},
           {"78%", kShare, "0.78"},
           {"9 EUR", kMargin, "9"},
           {"108 EUR/customer/year", kMargin, "9"},
           {"1.2 k EUR", kMargin, "1200"},
           {"triangular(2, 3, 5) years", kMonths, "triangular(24, 36, 60)"},
           {"triangular(12 h, 1 day, 1 week)", kHours, "triangular(12, 24, 168)"},
           {"triangular(0, 1 day, 1 week)", kHours, "triangular(0, 24, 168)"},
           {"lognormal(median: 0.3 %, p90: 0.45 %)", kRate,
            "lognormal(median: 0.003, p90: 0.0045)"},
           {"lognormal(median: 3.6, p90: 5.4) %/year", kRate,
            "lognormal(median: 0.003, p90: 0.0045)"},
           {"normal(mean: 1 day, sd: 6 hour)", kHours, "normal(mean: 24, sd: 6)"},
           {"2 to 5 %", kRate, "lognormal(median: 0.03162277660168379, p90: 0.04518799868567626)"},
           {"2 % to 5 %", kRate,
            "lognormal(median: 0.03162277660168379, p90: 0.04518799868567626)"},
           {"1 day to 1 week", kHours,
            "lognormal(median: 63.49803146555018, p90: 135.51271520907125)"},
           {"beta(2, 60) %", kShare, "beta(a: 2, b: 60, high: 0.01)"},
           {"beta(a: 2, b: 60, high: 50 %)", kShare, "beta(a: 2, b: 60, high: 0.5)"},
           {"discrete(1: 20 %, 2: 80 %) year", kMonths, "discrete(12: 0.2, 24: 0.8)"},
           {"discrete(1 year: 0.2, 18 month: 0.8)", kMonths, "discrete(12: 0.2, 18: 0.8)"},
           {"metalog(p10: 1, p50: 2, p90: 4) d", kHours, "metalog(p10: 24, p50: 48, p90: 96)"},
           {"9 \u20AC", kMargin, "9"},
           {"uniform(1 %, 2 %) ", "culture.culture_noise", "uniform(0.01, 0.02)"},
           {"uniform(1/sqrt(month))", "culture.culture_noise",
            "0: these are not the arguments of uniform; write uniform(low, high)"},
           {"uniform(0.1 1/sqrt(month), 0.2 1/sqrt(month))", "culture.culture_noise",
            "uniform(0.1, 0.2)"},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: what cannot be read is pointed at") {
  for (const Case& c : std::vector<Case>{
           {"", kMonths, "0: an input is a number or a distribution, got nothing"},
           {"   ", kMonths, "3: an input is a number or a distribution, got nothing"},
           {"gauss(2, 3, 5)", kMonths,
            "0: unknown distribution \"gauss\"; known are uniform, triangular, pert, normal, "
            "lognormal, beta, metalog, discrete"},
           {"triangle(2, 3, 5)", kMonths,
            "0: unknown distribution \"triangle\", did you mean \"triangular\"?"},
           {" trianguler(2, 3, 5)", kMonths,
            "1: unknown distribution \"trianguler\", did you mean \"triangular\"?"},
           {"nan", kMonths,
            "0: unknown distribution \"nan\"; known are uniform, triangular, pert, normal, "
            "lognormal, beta, metalog, discrete"},
           {"uniform 2, 5", kMonths, "8: expected ( after uniform"},
           {"uniform(2, 5", kMonths, "12: a ) is missing at the end"},
           {"uniform(2, ", kMonths, "11: a number is missing at the end"},
           {"uniform(2, x)", kMonths, "12: expected : after x"},
           {"uniform()", kMonths, "8: expected a number, got \")\""},
           {"uniform(2; 5)", kMonths,
            "0: these are not the arguments of uniform; write uniform(low, high)"},
           {".5", kShare, "0: expected a number, got \".5\""},
           {"5.", kShare, "2: a number is missing at the end"},
           {"1__000", kMargin,
            "1: the unit \"__000\" does not convert to EUR/customer/month; write "
            "EUR/customer/month, k EUR/customer/month, M EUR/customer/month; also per minute, "
            "hour, day, week or year"},
           {"1,000", kMargin,
            "1: a number has no comma: write 1_000 for a thousand, 0.5 for a half"},
           {"2 - 5", kMonths, "2: an interval is written with to, as \"2 to 5\""},
           {"2\u20135", kMonths, "1: an interval is written with to, as \"2 to 5\""},
           {"2 to", kMonths, "4: a number is missing at the end"},
           {"2 to 3 to 4", kMonths, "7: unexpected \"to 4\" at the end"},
           {"1e999", kMonths, "0: the number 1e999 is too large or too small for a computer"},
           {"9 \u20AC to x", kMargin, "7: expected a number, got \"x\""},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: arguments that do not belong to the distribution are named") {
  for (const Case& c : std::vector<Case>{
           {"triangular(2, 3)", kMonths,
            "0: these are not the arguments of triangular; write triangular(low, likely, high) or "
            "triangular(p10: ..., likely: ..., p90: ...)"},
           {"lognormal(12, 24)", kMonths,
            "0: these are not the arguments of lognormal; write lognormal(median: ..., p90: ...)"},
           {"lognormal(median: 12, sigma: 2)", kMonths,
            "22: \"sigma\" is no argument of lognormal; write lognormal(median: ..., p90: ...)"},
           {"triangular(low: 2, likely: 3, p90: 5)", kMonths,
            "0: these are not the arguments of triangular; write triangular(low, likely, high) or "
            "triangular(p10: ..., likely: ..., p90: ...)"},
           {"normal(mean: 3, mean: 4)", kMonths, "16: \"mean\" is given twice"},
           {"normal(mean: 3, 1)", kMonths,
            "16: either all arguments have a name or none; write normal(mean, sd)"},
           {"normal(3, sd: 1)", kMonths,
            "10: either all arguments have a name or none; write normal(mean, sd)"},
           {"uniform(1: 2, 3: 4)", kMonths,
            "8: \"1\" is no argument of uniform; write uniform(low, high)"},
           {"discrete(1: 0.2, 2)", kMonths,
            "17: discrete needs a probability for every value; write discrete(value: probability, "
            "...)"},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: numbers no distribution has are pointed at, as they were written") {
  for (const Case& c : std::vector<Case>{
           {"triangular(2, 5, 3)", kMonths,
            "14: triangular needs low <= likely <= high, got 2, 5, 3"},
           {"triangular(20, 50, 30) %", kShare,
            "15: triangular needs low <= likely <= high, got 20, 50, 30"},
           {"triangular(p90: 5, likely: 1, p10: 2)", kMonths,
            "27: triangular needs p10 <= likely <= p90, got 2, 1, 5"},
           {"triangular(1 day, 2 hour, 3 day)", kHours,
            "18: triangular needs low <= likely <= high, got 24, 2, 72"},
           {"uniform(5, 2)", kMonths, "11: uniform needs low < high, got low 5 and high 2"},
           {"normal(mean: 3, sd: 0)", kMonths, "20: normal needs sd > 0, got 0"},
           {"lognormal(median: 24, p90: 12)", kMonths,
            "27: lognormal needs median < p90, got median 24 and p90 12"},
           {"beta(0, 60)", kShare, "5: beta needs a > 0, got 0"},
           {"discrete(1: 0.2, 2: 0.7)", kMonths,
            "20: the probabilities of discrete must sum to 1 within 1e-9, got 0.9"},
           {"5 to 2", kMonths, "5: an interval needs low < high, got low 5 and high 2"},
           {"metalog(p10: 1, p50: 9, p90: 10)", kMonths,
            "21: no metalog goes through p10 1, p50 9 and p90 10: with this p10 and p90, p50 must "
            "lie between 1.467 and 6.814; a triangular or a lognormal may say what you mean"},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: units that do not fit, or stand twice or only here and there, are errors") {
  for (const Case& c : std::vector<Case>{
           {"20 EUR", kMonths,
            "3: the unit \"EUR\" does not convert to month; write minute, hour, day, week, month "
            "or "
            "year"},
           {"uniform(2, 5) mnths", kMonths,
            "14: the unit \"mnths\" does not convert to month, did you mean \"months\"? Write "
            "minute, hour, day, week, month or year"},
           {"uniform(1 day, 2 EUR)", kMonths,
            "17: the unit \"EUR\" does not convert to month; write minute, hour, day, week, month "
            "or year"},
           {"uniform(20 %, 50 %) %", kShare,
            "20: a unit stands after the numbers and again at the end"},
           {"uniform(2, 5 %)", kShare,
            "8: the number 2 has no unit but others have: write the unit once at the end, or after "
            "every number"},
           {"2 % to 5", kShare,
            "7: the number 5 has no unit but others have: write the unit once at the end, or after "
            "every number"},
           {"beta(2 month, 60)", kShare,
            "7: the unit \"month\" does not convert to a plain number; write 1 or %"},
           {"discrete(1: 0.2 month, 2: 0.8)", kMonths,
            "16: the unit \"month\" does not convert to a plain number; write 1 or %"},
           {"\u20AC 9", kMargin, "0: expected a number, got \"\u20AC 9\""},
           {"9 \u20AC/kilo", kMargin,
            "2: the unit \"\u20AC/kilo\" does not convert to EUR/customer/month; write "
            "EUR/customer/month, k EUR/customer/month, M EUR/customer/month; also per minute, "
            "hour, day, week or year"},
       }) {
    CAPTURE(c.text);
    CHECK(read_as(c.text, c.key) == c.expected);
  }
}

TEST_CASE("input text: a number outside the bounds is refused with the bounds and the unit") {
  CHECK(read_as("240", kMonths) == "240");
  CHECK(read_as("1", kMonths) == "1");
  CHECK(read_as("300", kMonths) == "0: the number must be between 1 and 240 month, got 300");
  CHECK(read_as("30 year", kMonths) == "0: the number must be between 1 and 240 month, got 360");
  CHECK(read_as(" 78", kShare) == "1: the number must be between 0 and 1, got 78");
}

TEST_CASE("input text: a distribution may reach beyond the bounds but not lie outside") {
  CHECK(read_as("uniform(200, 300)", kMonths) == "uniform(200, 300)");
  CHECK(read_as("normal(mean: 0.98, sd: 0.05)", kShare) == "normal(mean: 0.98, sd: 0.05)");
  CHECK(read_as("uniform(300, 400)", kMonths) ==
        "0: values must be between 1 and 240 month, but fewer than one in a "
        "million of uniform(300, 400) are");
  CHECK(read_as("triangular(65, 78, 88)", kShare) ==
        "0: values must be between 0 and 1, but fewer than one in a million "
        "of triangular(65, 78, 88) are");
  CHECK(read_as("normal(mean: -9, sd: 1)", kShare) ==
        "0: values must be between 0 and 1, but fewer than one in a million "
        "of normal(mean: -9, sd: 1) are");
}

TEST_CASE("input text: the canonical text is read back as the same distribution, bit for bit") {
  for (const char* const text :
       {"0.3", "uniform(0.1, 0.7)", "triangular(0.1, 0.3, 0.7)",
        "triangular(p10: 0.1, likely: 0.3, p90: 0.7)", "pert(0.1, 0.3, 0.7)",
        "normal(mean: 0.3, sd: 0.1)", "lognormal(median: 0.3, p90: 0.7)", "0.1 to 0.7",
        "-0.1 to 0.7", "beta(2, 60)", "beta(2, 60) %", "discrete(0.1: 0.3, 0.2: 0.7)",
        "metalog(p10: 0.1, p50: 0.3, p90: 0.7)", "metalog(p10: -0.1, p50: 0.3, p90: 0.7)",
        "lognormal(median: 31.1, p90: 71.3) %/year"}) {
    CAPTURE(text);
    const InputRecord& record = *find_input(kRate);
    const sampling::Distribution first = parse_input(text, record);
    const sampling::Distribution again = parse_input(first.text(), record);
    CHECK(again.text() == first.text());
    CHECK(again.shape().index() == first.shape().index());
    for (const double u : {0x1p-53, 0.01, 0.1, 0.4, 0.6, 0.95, 1 - 0x1p-53})
      CHECK(again.quantile(u) == first.quantile(u));
  }
}

TEST_CASE("input text: every prior of the model is read and spelled canonically") {
  for (const InputRecord& record : input_records()) {
    CAPTURE(record.key);
    CHECK(parse_input(record.prior, record).text() == record.prior);
  }
}

TEST_CASE("input table: all forms are made") {
  for (const auto& [fields, expected] :
       std::vector<std::pair<std::vector<NamedNumbers>, std::string>>{
           {{{"value", {12}}}, "12"},
           {{{"triangular", {2, 3, 5}}}, "triangular(2, 3, 5)"},
           {{{"uniform", {2, 5}}}, "uniform(2, 5)"},
           {{{"pert", {2, 3, 5}}}, "pert(2, 3, 5)"},
           {{{"normal", {3, 1}}}, "normal(mean: 3, sd: 1)"},
           {{{"beta", {2, 6}}}, "beta(2, 6)"},
           {{{"beta", {2, 6, 10}}}, "beta(a: 2, b: 6, high: 10)"},
           {{{"discrete", {1, 0.2, 2, 0.8}}}, "discrete(1: 0.2, 2: 0.8)"},
           {{{"p90", {15}}, {"p10", {2}}, {"p50", {6}}}, "metalog(p10: 2, p50: 6, p90: 15)"},
           {{{"p10", {2}}, {"likely", {3}}, {"p90", {5}}},
            "triangular(0.9477437952669034, 3, 6.34299180497289)"},
           {{{"sd", {1}}, {"mean", {3}}}, "normal(mean: 3, sd: 1)"},
           {{{"median", {12}}, {"p90", {24}}}, "lognormal(median: 12, p90: 24)"},
           {{{"low", {2}}, {"high", {5}}},
            "lognormal(median: 3.1622776601683795, p90: 4.518799868567626)"},
       }) {
    CHECK(made_of(fields, "", kMonth) == expected);
  }
}

TEST_CASE("input table: the unit converts all numbers that have one") {
  CHECK(made_of({{"triangular", {2, 3, 5}}}, "year", kMonths) == "triangular(24, 36, 60)");
  CHECK(made_of({{"beta", {2, 60}}}, "%", kShare) == "beta(a: 2, b: 60, high: 0.01)");
  CHECK(made_of({{"discrete", {1, 0.2, 2, 0.8}}}, "year", kMonths) == "discrete(12: 0.2, 24: 0.8)");
  CHECK(made_of({{"value", {9}}}, "EUR", kMargin) == "9");
  CHECK(made_of({{"value", {9}}}, "month", kMargin) ==
        "the unit \"month\" does not convert to EUR/customer/month; write EUR/customer/month, k "
        "EUR/customer/month, M EUR/customer/month; also per minute, hour, day, week or year");
}

TEST_CASE("input table: keys that make no distribution are refused with all that do") {
  const std::string forms =
      "{ value }, { low, high }, { mean, sd }, { median, p90 }, { p10, p50, p90 }, { p10, likely, "
      "p90 } or { FAMILY = [numbers] }";
  CHECK(made_of({}, "", kMonths) == "an input's table must be " + forms + ", got no number");
  CHECK(made_of({{"p10", {2}}, {"p90", {5}}}, "", kMonths) ==
        "an input's table must be " + forms + ", got { p10, p90 }");
  CHECK(made_of({{"low", {2}}, {"likely", {3}}, {"high", {5}}}, "", kMonths) ==
        "an input's table must be " + forms + ", got { low, likely, high }");
  CHECK(made_of({{"uniform", {2, 5}}, {"sd", {1}}}, "", kMonths) ==
        "an input's table must be " + forms + ", got { uniform, sd }");
  CHECK(made_of({{"medain", {2}}}, "", kMonths) ==
        "unknown key \"medain\", did you mean \"median\"?");
  CHECK(made_of({{"gaussian", {2, 3}}}, "", kMonths) == "unknown key \"gaussian\"; write " + forms);
  CHECK(made_of({{"mean", {2, 3}}, {"sd", {1}}}, "", kMonths) == "mean must be one number, got 2");
  CHECK(made_of({{"lognormal", {12, 24}}}, "", kMonths) ==
        "these are not the arguments of lognormal; write \"lognormal(median: ..., p90: ...)\"");
  CHECK(made_of({{"discrete", {1, 0.2, 2}}}, "", kMonths) ==
        "discrete needs a probability for every value");
}

TEST_CASE("input table: impossible numbers and numbers outside the bounds are refused") {
  CHECK(made_of({{"triangular", {2, 5, 3}}}, "year", kMonths) ==
        "triangular needs low <= likely <= high, got 2, 5, 3");
  CHECK(made_of({{"p10", {5}}, {"p50", {3}}, {"p90", {2}}}, "", kMonths) ==
        "metalog needs p10 < p50 < p90, got 5, 3, 2");
  CHECK(made_of({{"value", {300}}}, "", kMonths) ==
        "the number must be between 1 and 240 month, got 300");
  CHECK(made_of({{"uniform", {30, 40}}}, "year", kMonths) ==
        "values must be between 1 and 240 month, but fewer than one in a "
        "million of uniform(360, 480) are");
}

}  // namespace e2roi::scenario
