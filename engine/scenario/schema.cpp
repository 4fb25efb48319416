#include "engine/scenario/schema.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "engine/core/number_text.hpp"
#include "engine/scenario/input_families.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/json_text.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/sections.hpp"

namespace e2roi::scenario {
namespace {

using Json = JsonNode;

Json of_type(const char* type) {
  Json node = Json::object();
  node.add("type", Json::text(type));
  return node;
}

/// A number within the record's range. Where 0 is allowed besides a range, from 0 on: a choice of
/// two would give two errors for one mistake.
Json number_with(const KeyRecord& record, const char* type) {
  Json node = of_type(type);
  const double lo = record.or_zero ? 0 : record.lo;
  if (std::isfinite(lo)) node.add(record.open ? "exclusiveMinimum" : "minimum", Json::number(lo));
  if (std::isfinite(record.hi))
    node.add(record.open ? "exclusiveMaximum" : "maximum", Json::number(record.hi));
  return node;
}

Json list_of(Json items, const KeyRecord& record) {
  Json node = of_type("array");
  if (record.min_items > 0) node.add("minItems", Json::number(record.min_items));
  if (record.max_items < std::numeric_limits<int>::max())
    node.add("maxItems", Json::number(record.max_items));
  node.add("items", std::move(items));
  return node;
}

Json point_of(const KeyRecord& record) {
  Json node = of_type("array");
  node.add("minItems", Json::number(2)).add("maxItems", Json::number(2));
  node.add("items", Json::list({of_type("number"), number_with(record, "number")}));
  return node;
}

Json choice_of(const KeyRecord& record) {
  std::vector<std::string> words(1);
  for (const char c : std::string(record.choices)) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  Json node = Json::object();
  node.add("enum", Json::texts(words));
  return node;
}

/// Words shown beside a key while typing.
std::string description_of(const KeyRecord& record) {
  std::string text = record.help;
  const std::string limits = limits_of(record);
  if (!limits.empty() && record.type != KeyType::kChoice) text += " Allowed: " + limits + ".";
  const std::string usual = record.default_toml;
  const bool is_empty = usual.empty() || usual == "[]" || usual == "\"\"";
  if (!is_empty) text += " Default: " + usual + ".";
  return text;
}

Json table_of(std::string_view pattern);

Json value_of(const KeyRecord& record) {
  const std::string key = record.key;
  switch (record.type) {
    case KeyType::kText:
      return of_type("string");
    case KeyType::kId:
      return of_type("string").add("pattern", Json::text("^[A-Za-z0-9_-]{1,64}$"));
    case KeyType::kChoice:
      return choice_of(record);
    case KeyType::kFlag:
      return of_type("boolean");
    case KeyType::kWhole:
      return number_with(record, "integer");
    case KeyType::kSeed: {
      Json node = Json::object();
      node.add("type", Json::texts({"integer", "string"})).add("minimum", Json::number(0));
      return node.add("pattern", Json::text("^[0-9][0-9_]*$"));
    }
    case KeyType::kNumber:
      return number_with(record, "number");
    case KeyType::kNumbers:
      return list_of(number_with(record, "number"), record);
    case KeyType::kTexts:
      return list_of(of_type("string"), record);
    case KeyType::kMatrix:
      return list_of(list_of(number_with(record, "number"), record), record);
    case KeyType::kPoints:
      return list_of(point_of(record), record);
    case KeyType::kChoices:
      return list_of(choice_of(record), record);
    case KeyType::kTable:
      return table_of(key);
    case KeyType::kTables:
      return list_of(table_of(key + "[]"), record);
  }
  return Json::object();
}

/// Keys that every file must give in that table, because nothing they could be merged with has
/// them: an id, and all of a one-off cost.
std::vector<std::string> always_required(std::string_view pattern) {
  std::vector<std::string> names;
  for (const KeyRecord& record : key_records()) {
    const bool merged_by_id = pattern == "path[]" || pattern == "company.unit[]";
    if (record.parent() == pattern && record.required && pattern.ends_with("[]") &&
        (!merged_by_id || record.type == KeyType::kId))
      names.emplace_back(record.name());
  }
  return names;
}

Json input_of(const InputRecord& record) {
  Json node = Json::object();
  std::string text = record.help;
  const std::string unit = record.unit;
  text += " Allowed: between " + core::number_text(record.lo) + " and " +
          core::number_text(record.hi) + " [" + unit + "]. Prior: " + record.prior +
          ". Source: " + source_text(record) + ".";
  node.add("description", Json::text(text));
  // Not side by side with the types of a text and a table: Tombi would take "minimum" to mean that
  // nothing but a number is right.
  Json range = of_type("number");
  range.add("minimum", Json::number(record.lo)).add("maximum", Json::number(record.hi));
  Json other = Json::object();
  other.add("$ref", Json::text("#/definitions/input"));
  node.add("if", of_type("number")).add("then", std::move(range));
  return node.add("else", std::move(other));
}

/// Makes `node` an object with these keys and no others.
Json& add_properties(Json& node, Json properties) {
  node.add("type", Json::text("object")).add("additionalProperties", Json::flag(false));
  return node.add("properties", std::move(properties));
}

Json all_inputs() {
  Json all = Json::object();
  for (const std::string& section : sections()) {
    Json properties = Json::object();
    for (const InputRecord& record : input_records()) {
      if (section_of(record) == section)
        properties.add(std::string(name_of(record)), input_of(record));
    }
    Json node = Json::object();
    all.add(section, add_properties(node, std::move(properties)));
  }
  Json node = Json::object();
  return add_properties(node, std::move(all));
}

/// The keys under `pattern`, each with its description.
Json key_schemas(std::string_view pattern) {
  Json properties = Json::object();
  for (const KeyRecord& record : key_records()) {
    if (record.parent() != pattern) continue;
    Json node = value_of(record);
    node.add("description", Json::text(description_of(record)));
    properties.add(std::string(record.name()), std::move(node));
  }
  return properties;
}

Json table_of(std::string_view pattern) {
  if (pattern == "inputs") return all_inputs();
  Json node = Json::object();
  add_properties(node, key_schemas(pattern));
  const std::vector<std::string> required = always_required(pattern);
  if (!required.empty()) node.add("required", Json::texts(required));
  return node;
}

/// A number, a text or a table: one schema that says something about each, so that a mistake gives
/// one error and not one for every alternative.
Json input_definition() {
  Json properties = Json::object();
  const Json number = of_type("number");
  std::set<std::string> seen;
  for (const Signature& signature : signatures()) {
    for (const std::string name : signature.names) {
      if (!seen.insert(name).second) continue;
      Json node = Json::object();
      node.add("type", name == "value" ? Json::texts({"number", "string"}) : Json::text("number"));
      properties.add(name, std::move(node));
    }
  }
  std::string names;
  for (const std::string& family : families()) {
    names += (names.empty() ? "" : "|") + family;
    Json list = of_type("array");
    if (family == "discrete") {
      Json pair = of_type("array");
      pair.add("minItems", Json::number(2)).add("maxItems", Json::number(2)).add("items", number);
      list.add("items", std::move(pair));
    } else {
      list.add("minItems", Json::number(2)).add("maxItems", Json::number(3)).add("items", number);
    }
    list.add("description", Json::text(family_usage(family)));
    properties.add(family, std::move(list));
  }
  for (const char* const remark : {"unit", "source", "note"})
    properties.add(remark, of_type("string"));
  Json node = Json::object();
  node.add("type", Json::texts({"number", "string", "object"}));
  node.add("pattern", Json::text("^\\s*([+-]?[0-9]|(" + names + ")\\s*\\()"));
  node.add("additionalProperties", Json::flag(false));
  return node.add("properties", std::move(properties));
}

}  // namespace

std::string schema() {
  Json root = Json::object();
  root.add("$schema", Json::text("http://json-schema.org/draft-07/schema#"));
  root.add("title", Json::text("Scenario of e2roi"));
  root.add("description",
           Json::text("Generated: do not edit. 'e2roi check' decides what is valid; this helps "
                      "editors to complete keys and to show units and ranges."));
  add_properties(root, key_schemas(""));
  Json definitions = Json::object();
  definitions.add("input", input_definition());
  return root.add("definitions", std::move(definitions)).written() + "\n";
}

}  // namespace e2roi::scenario
