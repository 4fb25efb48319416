#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "engine/analysis/summary.hpp"
#include "engine/core/utf8.hpp"
#include "tests/analysis/example_results.hpp"

using e2roi::analysis::decision_json;
using e2roi::analysis::decision_text;
using e2roi::analysis::summarise;
using e2roi::core::NamedArray;
using e2roi::core::ResultSet;
using e2roi::tests::three_paths;

namespace {

/// One quantity of tests/golden/bank_statistics.json: its 5 %, 50 % and 95 % quantiles, path by
/// path.
NamedArray quantiles(const std::string& name, const std::vector<double>& values) {
  return {"outcome", name + "_quantile", "", "1", {"path", "quantile"}, {3, 3}, values, true};
}

NamedArray errors(const std::string& name, double of_brand, double of_business) {
  NamedArray array = quantiles(name, {0, 0, 0, 0, 0, 0, 0, 0, 0});
  for (std::size_t i = 0; i < 3; ++i) {
    array.values[3 + i] = of_brand;
    array.values[6 + i] = of_business;
  }
  array.name += "_standard_error";
  return array;
}

NamedArray by_path(const std::string& name, const std::vector<double>& values) {
  return {"outcome", name, "", "1", {"path"}, {3}, values, false};
}

/// Stay, social brand and social business of the golden bank, as a light reading gives them. The
/// standard errors, the shares and npv_horizon are not in the golden data: they are made up.
ResultSet bank() {
  ResultSet results;
  results.title = "Bank";
  results.path_ids = {"stay", "social-brand", "social-business"};
  results.path_names = {"Stay", "Social Brand", "Social Business"};
  for (int month = 0; month < 60; ++month) results.months.push_back(month);
  results.quantiles = {0.05, 0.5, 0.95};
  results.draws = 20'000;
  const std::vector<double> npv = {0,
                                   0,
                                   0,
                                   -30131743.411920324,
                                   1319098.2599864388,
                                   22478094.42642436,
                                   -17805064.771209,
                                   13826959.27037274,
                                   44680069.19144031};
  std::vector<double> hours(3 * 60 * 3, 20.0);
  hours[(2 * 60 + 59) * 3 + 1] = 3.26;
  results.arrays = {
      quantiles("npv", npv),
      errors("npv", 140'000, 190'000),
      quantiles("npv_horizon", {0, 0, 0, -3e7, -4.9e6, 1e7, -4e7, -12.34e6, 1e7}),
      errors("npv_horizon", 140'000, 150'000),
      quantiles("roi", {NAN, NAN, NAN, -16.27, 0.5666627978554561, 18.0, -0.6257,
                        0.5879717219472024, 2.4111}),
      errors("roi", 0.08, 0.01),
      quantiles("net_promoters", {-0.27, -0.1413675158119282, -0.08, -0.33, -0.12370196415347653,
                                  0.005, -0.23, 0.013285126453121, 0.12}),
      errors("net_promoters", 0.0009, 0.001),
      quantiles("customers", {662186, 984740.0048117761, 1270180, 724437, 1038973.2225498678,
                              1338588, 827134, 1165116.32622092, 1494955}),
      errors("customers", 1'500, 1'600),
      by_path("npv_positive", {0, 0.5214, 0.7712}),
      by_path("npv_negative", {0, 0.4786, 0.2288}),
      by_path("cancel_month_defined", {0, 0.56055, 0.0949}),
      {"series",
       "response_hours",
       "",
       "hour",
       {"path", "month", "quantile"},
       {3, 60, 3},
       hours,
       false}};
  return results;
}

ResultSet only_first_two(ResultSet results) {
  results.path_ids.resize(2);
  results.path_names.resize(2);
  for (NamedArray& array : results.arrays) {
    array.values.resize(array.values.size() / 3 * 2);
    array.shape.front() = 2;
  }
  return results;
}

constexpr const char* kBank =
    R"(Social Business is worth most: median NPV 13.8 M EUR, chance of a loss 22.9 %, chance of being
cancelled 9.5 %. Within the 60 months alone its median is -12.3 M EUR: the gain lies beyond them,
where benefits are an assumption.

Worth against staying put: net present value (NPV) in M EUR
path                P(NPV > 0)  median NPV  in 60 months              90 % of draws
Stay (reference)             –           –             –                          –
Social Brand      52.1 % ± 0.4   1.3 ± 0.1    -4.9 ± 0.1  -30.1 ± 0.1 to 22.5 ± 0.1
Social Business   77.1 % ± 0.3  13.8 ± 0.2   -12.3 ± 0.1  -17.8 ± 0.2 to 44.7 ± 0.2

Return, risk, and customers after 60 months: medians, net promoters in points
path                   ROI  P(cancelled)  net promoters  customers (M)  hours to answer
Stay (reference)         –             –    -14.1 ± 0.0  0.985 ± 0.000             20.0
Social Brand      57 % ± 8  56.1 % ± 0.4    -12.4 ± 0.1  1.039 ± 0.002             20.0
Social Business   59 % ± 1   9.5 % ± 0.2      1.3 ± 0.1  1.165 ± 0.002              3.3

± is one standard error of 20,000 draws: more draws make it smaller, not the spread of the futures
themselves.
Priors are wide and many are a modeller's judgement; the evidence is mostly correlational, some of
it from vendors.
NPV counts what is left of the benefits after 60 months, by an assumption; NPV in 60 months leaves
that out.
)";

constexpr const char* kJsonBeginning = R"({
  "format": "e2roi-summary-1",
  "title": "Three paths",
  "draws": 4,
  "first_draw": "18000000000000000000",
  "months": 2,
  "best_path": "open",
  "headline": "Ouvert \"à tous\" is worth more than staying put: median NPV 2 M EUR, )";

/// The figures are those of summary_test.cpp; the error of a share of 3 in 4 is sqrt(3)/8.
constexpr std::array kJsonParts = {
    R"(      "id": "stay",
      "name": "Stay",
      "is_reference": true,
      "npv_positive": {"value": 0, "standard_error": 0, "unit": "1"},)",
    R"("roi_median": {"value": null, "standard_error": null, "unit": "1"},)",
    R"("response_hours": {"value": 24, "standard_error": null, "unit": "hour"}
    },
    {
      "id": "open",
      "name": "Ouvert \"à tous\"",
      "is_reference": false,
      "npv_positive": {"value": 0.75, "standard_error": 0.21650635094610965, "unit": "1"},)",
    R"("npv_median": {"value": 2500000, "standard_error": 1500000, "unit": "EUR"},)",
    R"("npv_horizon_median": {"value": -2500000, "standard_error": 1250000, "unit": "EUR"},)",
    R"("customers": {"value": 650, "standard_error": 100, "unit": "customer"},)"};

/// The same text with every break of a line a space.
std::string unbroken(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

TEST_CASE("decision: the table of the golden bank reads as a board would want it") {
  CHECK(decision_text(summarise(bank())) == kBank);
}

TEST_CASE("decision: no line is wider than a hundred characters, however long a name is") {
  ResultSet results = bank();
  results.path_names[2] = std::string(300, 'x');
  std::istringstream lines(decision_text(summarise(results)));
  std::string sentence, line;
  for (std::size_t number = 0; std::getline(lines, line); ++number)
    if (line.find(std::string(300, 'x')) == std::string::npos)
      CHECK(e2roi::core::characters(line) <= 100);
}

TEST_CASE("decision: a gain within the horizon needs no second sentence") {
  ResultSet results = three_paths();
  results.arrays[1].values = results.arrays[0].values;
  const std::string text = unbroken(decision_text(summarise(results)));
  CHECK(
      text.starts_with("Ouvert à tous is worth most: median NPV 2 M EUR, chance of a loss 25 %, "
                       "chance of being cancelled 25 %.  Worth against"));
  CHECK(text.find("NPV counts what is left") == std::string::npos);
}

TEST_CASE("decision: where no path pays the sentence says so") {
  ResultSet results = three_paths();
  for (std::size_t draw = 4; draw < 8; ++draw) results.arrays[0].values[draw] = -9e6;
  CHECK(decision_text(summarise(results))
            .starts_with("No path is worth more than staying put; Laggard comes "
                         "closest, with median NPV -2 M EUR, chance"));
}

TEST_CASE("decision: a path like staying put is worth nothing, and nothing is invented") {
  ResultSet results = only_first_two(three_paths());
  std::fill(results.arrays[0].values.begin(), results.arrays[0].values.end(), 0.0);
  CHECK(decision_text(summarise(results))
            .starts_with("Ouvert à tous is worth no more than staying put: median "
                         "NPV 0.0 EUR, chance of a loss 0 %,"));
}

TEST_CASE("decision: one path alone is not called the best") {
  CHECK(decision_text(summarise(only_first_two(three_paths())))
            .starts_with("Ouvert à tous is worth more than staying put: median NPV 2 M EUR, "));
}

TEST_CASE("decision: results without paths or without figures still make a table of dashes") {
  ResultSet results = three_paths();
  results.arrays.clear();
  const std::string text = decision_text(summarise(results));
  CHECK(text.starts_with("There is no path here whose worth against staying put could be told.\n"));
  CHECK(text.find("nan") == std::string::npos);
  results.path_ids = {"stay"};
  results.path_names.clear();
  CHECK(decision_text(summarise(results)).find("stay (reference)") != std::string::npos);
}

TEST_CASE("decision: JSON keeps its form, with null for what is undefined") {
  ResultSet results = only_first_two(three_paths());
  results.path_names[1] = "Ouvert \"à tous\"";
  const std::string json = decision_json(summarise(results));
  CAPTURE(json);
  CHECK(json.starts_with(kJsonBeginning));
  CHECK(json.ends_with("\n    }\n  ]\n}\n"));
  for (const char* part : kJsonParts) {
    CAPTURE(part);
    CHECK(json.find(part) != std::string::npos);
  }
  std::size_t place = 0;  // each estimate once a path, in the order of PathSummary
  for (int path = 0; path < 2; ++path)
    for (const char* key :
         {"npv_positive", "npv_negative", "npv_median", "npv_low", "npv_high", "npv_horizon_median",
          "roi_median", "cancelled", "net_promoters", "customers", "response_hours"}) {
      place = json.find("\"" + std::string(key) + "\": {\"value\": ", place + 1);
      CHECK(place != std::string::npos);
    }
}

TEST_CASE("decision: JSON of results without paths names no best one") {
  CHECK(decision_json(summarise(ResultSet())).find("\"best_path\": null,") != std::string::npos);
}
