#include "engine/scenario/key_records.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "engine/scenario/check_value.hpp"
#include "engine/scenario/toml_text.hpp"

using namespace e2roi::scenario;

TEST_CASE("every key is written down once, below its table") {
  std::set<std::string> seen = {""};
  for (const KeyRecord& record : key_records()) {
    CAPTURE(record.key);
    CHECK(seen.insert(record.key).second);
    std::string parent(record.parent());
    if (parent.ends_with("[]")) parent.resize(parent.size() - 2);
    CHECK(seen.count(parent) == 1);
    CHECK(find_key(record.key) == &record);
  }
  CHECK(find_key("run.sede") == nullptr);
}

TEST_CASE("every key says what it is, and every number its unit") {
  for (const KeyRecord& record : key_records()) {
    CAPTURE(record.key);
    CHECK(std::string(record.help).ends_with("."));
    CHECK_FALSE(std::string(record.source).empty());
    const bool has_numbers = record.type == KeyType::kWhole || record.type == KeyType::kSeed ||
                             record.type == KeyType::kNumber || record.type == KeyType::kNumbers ||
                             record.type == KeyType::kMatrix || record.type == KeyType::kPoints;
    CHECK(has_numbers == !std::string(record.unit).empty());
    const bool has_words = record.type == KeyType::kChoice || record.type == KeyType::kChoices;
    CHECK(has_words == !std::string(record.choices).empty());
    CHECK(record.lo < record.hi);
    CHECK(record.min_items <= record.max_items);
  }
}

TEST_CASE("every default is inside its own range, and nothing required has one") {
  int defaults = 0;
  for (const KeyRecord& record : key_records()) {
    CAPTURE(record.key);
    const std::string text = record.default_toml;
    CHECK_FALSE((record.required && !text.empty()));
    if (text.empty()) continue;
    ++defaults;
    Report report;
    report.add_source(Source::Kind::kFile, "defaults", "");
    CHECK(check_value(parse_typed(text, Place{0, 1, 1}), record, record.key, report).is_valid());
    CHECK_NOTHROW(report.throw_if_mistaken());
  }
  CHECK(defaults > 20);
}

TEST_CASE("a key knows its name and its table") {
  const KeyRecord* record = find_key("path[].one_off[].month");
  REQUIRE(record != nullptr);
  CHECK(record->name() == "month");
  CHECK(record->parent() == "path[].one_off[]");
  CHECK(find_key("name")->parent().empty());
}

TEST_CASE("ranges are phrases with shortest numbers and units") {
  CHECK(range_text(*find_key("company.fit")) == "between 0 and 1 [1]");
  CHECK(range_text(*find_key("run.quantiles")) == "above 0 and below 1 [1]");
  CHECK(range_text(*find_key("company.customers")) == "between 1e-6 and 1e12 [customer]");
  CHECK(range_text(*find_key("path[].one_off[].cost")) == "0 or between 1e-6 and 1e12 [EUR]");
  CHECK(range_text(*find_key("run.seed")) == "between 0 and 18446744073709551615 [1]");
  CHECK(range_text(*find_key("path[].staffing")) == "between 0.05 and 20 [1]");
  CHECK(bound_text(-1e6) == "-1e6");
  CHECK(bound_text(10000) == "10000");
}
