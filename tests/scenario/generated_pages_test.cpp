#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/reference.hpp"
#include "engine/scenario/schema.hpp"

namespace e2roi::scenario {
namespace {

std::string file_text(const std::string& name) {
  std::ifstream stream(std::string(E2ROI_TESTS "/../scenarios/") + name);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The part of the schema that stands for a key such as "company.unit[].id".
nlohmann::json part_for(const nlohmann::json& schema, const std::string& key) {
  nlohmann::json node = schema;
  std::istringstream parts(key);
  for (std::string part; std::getline(parts, part, '.');) {
    const bool many = part.ends_with("[]");
    if (many) part.resize(part.size() - 2);
    node = node["properties"][part];
    if (many) node = node["items"];
  }
  return node;
}

}  // namespace

TEST_CASE("generated pages: scenarios/REFERENCE.md is what 'e2roi describe --reference' prints") {
  CHECK_MESSAGE(file_text("REFERENCE.md") == reference(),
                "stale: e2roi describe --reference > scenarios/REFERENCE.md");
}

TEST_CASE("generated pages: scenarios/e2roi.schema.json is what 'e2roi describe --schema' prints") {
  CHECK_MESSAGE(file_text("e2roi.schema.json") == schema(),
                "stale: e2roi describe --schema > scenarios/e2roi.schema.json");
}

TEST_CASE("reference: every key and every input has a row with its help") {
  const std::string text = reference();
  for (const KeyRecord& record : key_records()) {
    CAPTURE(record.key);
    CHECK(text.find(record.help) != std::string::npos);
  }
  for (const InputRecord& record : input_records()) {
    CAPTURE(record.key);
    const std::string key = record.key;
    const std::string row = "\n| `" + key.substr(key.find('.') + 1) + "`" +
                            (record.is_assumption() ? " `*`" : "") + " | " + record.unit + " | " +
                            record.prior + " | ";
    CHECK(text.find(row) != std::string::npos);
    CHECK(text.find(record.help) != std::string::npos);
  }
}

TEST_CASE("reference: every line of a table has as many cells as its head") {
  std::istringstream lines(reference());
  std::ptrdiff_t cells = 0;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    const std::ptrdiff_t bars = std::count(line.begin(), line.end(), '|');
    if (line.empty() || line.front() != '|') {
      cells = 0;
    } else if (cells == 0) {
      cells = bars;
    } else {
      CHECK(bars == cells);
    }
  }
}

TEST_CASE("schema: every key has its type, range and help, and no table takes other keys") {
  const auto root = nlohmann::json::parse(schema());
  for (const KeyRecord& record : key_records()) {
    CAPTURE(record.key);
    const nlohmann::json part = part_for(root, record.key);
    REQUIRE(part.is_object());
    if (record.type == KeyType::kNumber) {
      CHECK(part["type"] == "number");
      CHECK(part[record.open ? "exclusiveMinimum" : "minimum"] == (record.or_zero ? 0 : record.lo));
      CHECK(part[record.open ? "exclusiveMaximum" : "maximum"] == record.hi);
    }
    if (record.type == KeyType::kTable) CHECK(part["additionalProperties"] == false);
    if (record.type == KeyType::kTables) CHECK(part["items"]["additionalProperties"] == false);
    if (record.type != KeyType::kTable || std::string(record.key) != "inputs")
      CHECK(part["description"].get<std::string>().find(record.help) == 0);
  }
  for (const InputRecord& record : input_records()) {
    CAPTURE(record.key);
    const nlohmann::json part = part_for(root, std::string("inputs.") + record.key);
    CHECK(part["then"]["minimum"] == record.lo);
    CHECK(part["then"]["maximum"] == record.hi);
    CHECK(part["description"].get<std::string>().find(record.help) == 0);
  }
}

}  // namespace e2roi::scenario
