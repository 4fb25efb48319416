#include "engine/scenario/assignment.hpp"

#include <utility>

#include "engine/core/suggest.hpp"
#include "engine/core/utf8.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/merge.hpp"
#include "engine/scenario/names.hpp"
#include "engine/scenario/text_pieces.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

Value table_of(Value&& item) {
  Value table;
  table.kind = Kind::kTable;
  table.items.push_back(std::move(item));
  return table;
}

/// `leaf` inside the tables that `parts` name: a layer with nothing else in it.
class Layer {
 public:
  Layer(const std::vector<std::string>& parts, const std::vector<Place>& places,
        const Value& merged, Report& report)
      : parts_(parts), places_(places), merged_(merged), report_(report) {}

  /// The layer, or a value of kind kInvalid after reporting that the key is none.
  Value operator()(Value&& leaf) { return table_from(0, "", &merged_, std::move(leaf)); }

 private:
  std::string key_until(std::size_t last) const {
    std::string key;
    for (std::size_t i = 0; i <= last; ++i) key += (key.empty() ? "" : ".") + parts_[i];
    return key;
  }

  Value mistake(std::size_t part, const std::string& message) {
    report_.mistake(places_[part], message);
    return {};
  }

  /// A table with the part `i` of the key, its value and nothing else.
  Value table_from(std::size_t i, const std::string& pattern, const Value* known, Value&& leaf) {
    const std::string key = pattern.empty() ? parts_[i] : pattern + "." + parts_[i];
    const Value* below = known == nullptr ? nullptr : known->find(parts_[i]);
    const KeyRecord* record = find_key(key);
    const bool is_last = i + 1 == parts_.size();
    Value item;
    if (record != nullptr && record->type == KeyType::kId)
      return mistake(i, "an id cannot be changed from outside the files");
    if (key == "extends") return mistake(i, "extends can only stand in a file");
    if (is_last)
      item = std::move(leaf);
    else if (record != nullptr && record->type == KeyType::kTables)
      item = element(i + 1, key, below, std::move(leaf));
    else if (record != nullptr && record->type != KeyType::kTable)
      return mistake(i + 1, key_until(i) + " is one value and has no " + parts_[i + 1]);
    else
      item = table_from(i + 1, key, below, std::move(leaf));
    if (!item.is_valid()) return item;
    item.key = parts_[i];
    item.key_place = places_[i];
    return table_of(std::move(item));
  }

  /// A list with the one table whose id is part `i`.
  Value element(std::size_t i, const std::string& pattern, const Value* known, Value&& leaf) {
    const std::string list = key_until(i - 1);
    if (find_key(pattern + "[].id") == nullptr)
      return mistake(i, list + " is a list and is given as a whole");
    const std::vector<std::string> ids = ids_in(known);
    const Value* same = nullptr;
    if (known != nullptr)
      for (const Value& table : known->items)
        if (const Value* id = table.find("id"); id != nullptr && id->text == parts_[i])
          same = &table;
    if (same == nullptr) {
      const std::string meant = core::closest(parts_[i], ids);
      const std::string have = ids.empty() ? "; there is none" : "; there are " + comma_list(ids);
      return mistake(i, "no " + list + " has the id " + in_quotes(parts_[i]) +
                            (meant.empty() ? have : did_you_mean(meant)));
    }
    if (i + 1 == parts_.size())
      return mistake(i, key_until(i) + " is a table: name the key in it, such as " + key_until(i) +
                            "." + names_in(pattern + "[]")[2]);
    Value table = table_from(i + 1, pattern + "[]", same, std::move(leaf));
    if (!table.is_valid()) return table;
    table.items.push_back(*same->find("id"));
    Value tables = table_of(std::move(table));
    tables.kind = Kind::kList;
    return tables;
  }

  const std::vector<std::string>& parts_;
  const std::vector<Place>& places_;
  const Value& merged_;
  Report& report_;
};

}  // namespace

void assign(const std::vector<std::string>& parts, const std::vector<Place>& part_places,
            Value&& leaf, Value& merged, Report& report) {
  Value layer = Layer(parts, part_places, merged, report)(std::move(leaf));
  if (layer.is_valid()) merge(merged, std::move(layer));
}

std::vector<std::string> ids_in(const Value* tables) {
  std::vector<std::string> ids;
  if (tables != nullptr)
    for (const Value& table : tables->items)
      if (const Value* id = table.find("id"); id != nullptr && id->kind == Kind::kText)
        ids.push_back(id->text);
  return ids;
}

void apply_option(const std::string& option, Value& merged, Report& report) {
  const std::string text = core::valid_utf8(option);
  const int source = report.add_source(Source::Kind::kOption, "--set", text);
  const auto column = [&](std::string_view part) {
    const auto before = static_cast<std::size_t>(part.data() - text.data());
    return static_cast<int>(core::characters(text.substr(0, before))) + 1;
  };
  const std::string_view whole = text;
  const auto equals = whole.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    report.mistake({source, 1, 1}, "--set takes KEY=VALUE, such as run.seed=7");
    return;
  }
  std::string_view key = trimmed(whole.substr(0, equals));
  std::string_view value = trimmed(whole.substr(equals + 1));
  if (value.empty()) value = whole.substr(whole.size());
  std::vector<std::string> parts;
  std::vector<Place> places;
  while (true) {
    const auto dot = std::min(key.find('.'), key.size());
    const std::string_view part = trimmed(key.substr(0, dot));
    if (part.empty()) {
      report.mistake({source, 1, 1}, "a part of the key is missing");
      return;
    }
    parts.emplace_back(part);
    places.push_back({source, 1, column(part)});
    if (dot == key.size()) break;
    key.remove_prefix(dot + 1);
  }
  assign(parts, places, parse_typed(value, {source, 1, column(value)}), merged, report);
}

}  // namespace e2roi::scenario
