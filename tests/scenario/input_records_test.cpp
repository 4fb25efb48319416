#include "engine/scenario/input_records.hpp"

#include <doctest/doctest.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using e2roi::scenario::find_input;
using e2roi::scenario::input_records;
using e2roi::scenario::InputRecord;

namespace {

/// The numbers in a prior's text, in order; a name such as "p90" is no number.
std::vector<double> numbers_in(std::string text) {
  for (const std::string name : {"p90"}) {
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.erase(at, name.size());
    }
  }
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return std::string("0123456789.-").find(c) == std::string::npos; }, ' ');
  std::istringstream stream(text);
  std::vector<double> numbers;
  for (double number = 0; stream >> number;) numbers.push_back(number);
  return numbers;
}

std::string family_in(const std::string& text) {
  const auto bracket = text.find('(');
  return bracket == std::string::npos ? "fixed" : text.substr(0, bracket);
}

/// The design's prior in a scenario's words: family and numbers; `logn median r` says P90 as r.
void check_prior(const toml::array& dist, const std::string& prior) {
  static const std::map<std::string, std::string> families = {
      {"fixed", "fixed"}, {"tri", "triangular"}, {"uni", "uniform"}, {"logn", "lognormal"}};
  CHECK(family_in(prior) == families.at(dist[0].value<std::string>().value()));
  std::vector<double> expected;
  for (std::size_t i = 1; i < dist.size(); ++i) expected.push_back(dist[i].value<double>().value());
  const std::vector<double> got = numbers_in(prior);
  REQUIRE(got.size() == expected.size());
  if (family_in(prior) == "lognormal") {
    CHECK(got[0] == expected[0]);
    CHECK(std::abs(got[1] / got[0] - expected[1]) <= 1e-15 * expected[1]);
  } else {
    CHECK(got == expected);
  }
}

}  // namespace

TEST_CASE("input records: they say what the design's table of parameters says") {
  const toml::table design = toml::parse_file(E2ROI_TESTS "/scenario/parameters.toml");
  std::size_t found = 0;
  for (const auto& [section, inputs] : design) {
    for (const auto& [name, entry] : *inputs.as_table()) {
      const std::string key = std::string(section.str()) + "." + std::string(name.str());
      CAPTURE(key);
      const InputRecord* record = find_input(key);
      REQUIRE(record != nullptr);
      const toml::table& design_record = *entry.as_table();
      CHECK(record->id == design_record["id"].value<int>());
      CHECK(std::string(record->unit) == design_record["unit"].value<std::string>());
      CHECK(record->lo == design_record["lo"].value<double>());
      CHECK(record->hi == design_record["hi"].value<double>());
      CHECK(std::string(record->source) == design_record["source"].value<std::string>());
      check_prior(*design_record["dist"].as_array(), record->prior);
      ++found;
    }
  }
  CHECK(found == input_records().size());
  CHECK(found == 109);
}

TEST_CASE("input records: every source has its entry in scenarios/EVIDENCE.md") {
  std::ifstream file(E2ROI_TESTS "/../scenarios/EVIDENCE.md");
  const std::string evidence{std::istreambuf_iterator<char>(file), {}};
  const std::regex code("[A-L][0-9]+|[0-9][.]?[0-9a-z]");
  int cited = 0;
  for (const InputRecord& record : input_records()) {
    const std::string source = record.source;
    for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it) {
      const std::string entry = it->str() == "A1" ? "3.6" : it->str();  // the company A1
      CHECK_MESSAGE(evidence.find("\n| " + entry + " |") != std::string::npos, source);
      ++cited;
    }
  }
  CHECK(cited > 70);
}

TEST_CASE("input records: element i has id i, and keys and help texts are all different") {
  std::set<std::string> keys, helps;
  for (std::size_t i = 0; i < input_records().size(); ++i) {
    const InputRecord& record = input_records()[i];
    CHECK(record.id == static_cast<int>(i));
    CHECK(find_input(record.key) == &record);
    keys.insert(record.key);
    helps.insert(record.help);
  }
  CHECK(keys.size() == 109);
  CHECK(helps.size() == 109);
}

TEST_CASE("input records: each help is one plain ASCII sentence that says what higher does") {
  for (const InputRecord& record : input_records()) {
    CAPTURE(record.key);
    const std::string help = record.help;
    CHECK(std::all_of(help.begin(), help.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    CHECK(help.find("; higher ") != std::string::npos);
    CHECK(help.back() == '.');
    CHECK(help.size() <= 180);
  }
}

TEST_CASE("input records: a key that no input has is not found") {
  CHECK(find_input("culture.openness") == nullptr);
  CHECK(find_input("") == nullptr);
}

TEST_CASE("input records: a modeller's judgement is marked, evidence and company facts are not") {
  CHECK(find_input("culture.fatigue_gain")->is_assumption());
  CHECK(find_input("leadership.cancel_hazard")->is_assumption());  // "H3, assumption"
  CHECK_FALSE(find_input("loyalty.churn_base")->is_assumption());
  CHECK_FALSE(find_input("finance.margin")->is_assumption());
}
