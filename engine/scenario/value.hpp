#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a scenario file says, before anybody has asked whether it makes sense: a tree of values,
/// each with the place where it was written. (toml++'s own nodes lose their place when copied, and
/// order tables by name.)
namespace e2roi::scenario {

/// Where something was written. Lines and columns count from 1, columns in characters; 0 = nowhere.
struct Place {
  int source = -1;  ///< index into Sources; -1: a default, written by nobody
  int line = 0, column = 0;
};

enum class Kind {
  kText,
  kWhole,   ///< integer
  kNumber,  ///< floating point
  kFlag,
  kDate,  ///< TOML has dates and times; no key of a scenario does
  kList,
  kTable,
  kInvalid,  ///< something wrong that has been reported: whoever meets it says nothing more
};

struct Value {
  Kind kind = Kind::kInvalid;
  std::string key;  ///< its name inside a table; "" inside a list
  Place key_place, place;
  std::string text;  ///< of a text; of --set and environment also what was typed
  std::int64_t whole = 0;
  double number = 0;
  bool flag = false;
  std::vector<Value> items;  ///< of a list or a table

  /// The item of a table with that key, or nullptr.
  const Value* find(std::string_view name) const {
    for (const Value& item : items)
      if (item.key == name) return &item;
    return nullptr;
  }
  Value* find(std::string_view name) {
    for (Value& item : items)
      if (item.key == name) return &item;
    return nullptr;
  }
  /// The same if it is valid, else nullptr.
  const Value* find_valid(std::string_view name) const {
    const Value* item = find(name);
    return item != nullptr && item->is_valid() ? item : nullptr;
  }

  bool is_valid() const { return kind != Kind::kInvalid; }
  bool is_number() const { return kind == Kind::kWhole || kind == Kind::kNumber; }
  /// The value of a number, whole or not.
  double as_number() const { return kind == Kind::kWhole ? static_cast<double>(whole) : number; }
};

}  // namespace e2roi::scenario
