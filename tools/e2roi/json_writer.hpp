#pragma once
#include <string>
#include <string_view>

#include "engine/core/json.hpp"

/// Objects and arrays of JSON, written front to back.
namespace e2roi::program {

/// {"key": value, …}; values are JSON already.
class JsonObject {
 public:
  JsonObject& add(std::string_view key, std::string_view value) {
    text_ += text_.empty() ? "{" : ",";
    text_ += core::json_string(key);
    text_ += ':';
    text_ += value;
    return *this;
  }
  JsonObject& add_text(std::string_view key, std::string_view text) {
    return add(key, core::json_string(text));
  }
  JsonObject& add_number(std::string_view key, double value) {
    return add(key, core::json_number(value));
  }
  std::string text() const { return text_.empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

/// [value, …] of what `item` makes JSON of each element.
template <class Range, class Item>
std::string json_array(const Range& range, const Item& item) {
  std::string text = "[";
  for (const auto& element : range) {
    if (text.size() > 1) text += ',';
    text += item(element);
  }
  return text + "]";
}

}  // namespace e2roi::program
