#include "engine/scenario/check_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <utility>
#include <vector>

#include "engine/core/number_text.hpp"
#include "engine/core/suggest.hpp"
#include "engine/scenario/toml_text.hpp"

namespace e2roi::scenario {
namespace {

constexpr double kLargestExact = 9007199254740992.0;  // 2^53: above it, doubles skip whole numbers
constexpr std::size_t kLongestId = 64;

std::vector<std::string> words_of(const char* list) {
  std::istringstream stream(list);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// `"uncertain" or "median"`
std::string either(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "\"" : i + 1 == words.size() ? " or \"" : ", \"") + words[i] + "\"";
  return text;
}

/// "a number between 0 and 1 [1]", also for one element of a list.
std::string number_text(const KeyRecord& record) {
  return (record.or_zero ? "a number, " : "a number ") + range_text(record);
}

/// Checks one value; a class, for what every check needs.
class ValueCheck {
 public:
  ValueCheck(const KeyRecord& record, const std::string& key, Report& report)
      : record_(record), key_(key), report_(report) {}

  Value operator()(const Value& given) const {
    switch (record_.type) {
      case KeyType::kText:
        return text(given, key_);
      case KeyType::kId:
        return id(given);
      case KeyType::kChoice:
        return choice(given, key_);
      case KeyType::kFlag:
        return given.kind == Kind::kFlag ? given : wrong_type(given, key_);
      case KeyType::kWhole:
        return whole(given);
      case KeyType::kSeed:
        return seed(given);
      case KeyType::kNumber:
        return number(given, key_);
      case KeyType::kNumbers:
        return list(given, key_, expected(record_), &ValueCheck::element);
      case KeyType::kTexts:
        return list(given, key_, expected(record_), &ValueCheck::word);
      case KeyType::kMatrix:
        return list(given, key_, expected(record_), &ValueCheck::row);
      case KeyType::kPoints:
        return list(given, key_, expected(record_), &ValueCheck::point);
      case KeyType::kChoices:
        return list(given, key_, expected(record_), &ValueCheck::word);
      case KeyType::kTable:
      case KeyType::kTables:
        break;
    }
    return given;
  }

 private:
  using Element = Value (ValueCheck::*)(const Value&, const std::string&) const;

  Value mistake(const Value& given, const std::string& message) const {
    report_.mistake(given.place, message);
    Value invalid = given;
    invalid.kind = Kind::kInvalid;
    return invalid;
  }

  Value wrong_type(const Value& given, const std::string& label) const {
    return wrong_type(given, label, expected(record_));
  }

  Value wrong_type(const Value& given, const std::string& label, const std::string& what) const {
    if (!given.is_valid()) return given;
    std::string hint;
    if (given.kind == Kind::kText) {
      const Value unquoted = parse_typed(given.text, given.place);
      const bool fits =
          record_.type == KeyType::kFlag ? unquoted.kind == Kind::kFlag : unquoted.is_number();
      if (fits && is_number_type()) hint = "; write it without quotes";
      if (fits && record_.type == KeyType::kFlag) hint = "; write it without quotes";
    }
    return mistake(given, label + " must be " + what + ", found " + found(given) + hint);
  }

  bool is_number_type() const {
    return record_.type != KeyType::kText && record_.type != KeyType::kId &&
           record_.type != KeyType::kChoice && record_.type != KeyType::kFlag &&
           record_.type != KeyType::kTexts && record_.type != KeyType::kChoices;
  }

  /// What one text, or one element of a list of texts, must be.
  std::string one_text() const {
    if (record_.type == KeyType::kTexts) return "a text in quotes";
    return record_.type == KeyType::kChoices ? either(words_of(record_.choices))
                                             : expected(record_);
  }

  Value text(const Value& given, const std::string& label) const {
    const bool is_scalar =
        given.is_number() || given.kind == Kind::kFlag || given.kind == Kind::kDate;
    if (given.kind == Kind::kText) return given;
    if (!is_scalar || given.text.empty()) return wrong_type(given, label, one_text());
    Value typed = given;  // --set name=2013 means the text
    typed.kind = Kind::kText;
    return typed;
  }

  Value id(const Value& given) const {
    Value value = text(given, key_);
    if (!value.is_valid() || (is_bare_key(value.text) && value.text.size() <= kLongestId))
      return value;
    return mistake(given, key_ + " is " + in_quotes(value.text) + ", but must be 1 to " +
                              std::to_string(kLongestId) + " letters a-z, digits, - and _");
  }

  Value choice(const Value& given, const std::string& label) const {
    const std::vector<std::string> words = words_of(record_.choices);
    Value value = text(given, label);
    if (!value.is_valid() || std::find(words.begin(), words.end(), value.text) != words.end())
      return value;
    const std::string meant = core::closest(value.text, words);
    return mistake(given, label + " is " + in_quotes(value.text) + ", but must be " +
                              either(words) +
                              (meant.empty() ? "" : "; did you mean \"" + meant + "\"?"));
  }

  bool in_range(double number) const {
    if (!std::isfinite(number)) return false;
    if (record_.or_zero && number == 0) return true;
    return record_.open ? number > record_.lo && number < record_.hi
                        : number >= record_.lo && number <= record_.hi;
  }

  Value number(const Value& given, const std::string& label) const {
    if (!given.is_number()) return wrong_type(given, label, number_text(record_));
    Value value = given;
    value.kind = Kind::kNumber;
    value.number = given.as_number() + 0.0;  // -0 becomes 0
    if (in_range(value.number)) return value;
    return mistake(given, label + " is " + core::number_text(value.number) + ", but must be " +
                              range_text(record_));
  }

  Value whole(const Value& given) const {
    if (!given.is_number()) return wrong_type(given, key_);
    const double value = given.as_number();
    const bool is_whole = std::isfinite(value) && value == std::floor(value);
    if (!is_whole || !in_range(value) || std::abs(value) > kLargestExact)
      return mistake(given, key_ + " is " + core::number_text(value) + ", but must be " +
                                (is_whole ? range_text(record_) : expected(record_)));
    Value result = given;
    result.kind = Kind::kWhole;
    result.whole = static_cast<std::int64_t>(value);
    return result;
  }

  /// Whole numbers of TOML end at 2^63 - 1; the upper half of the seeds comes as digits in quotes.
  Value seed(const Value& given) const {
    if (given.kind == Kind::kWhole && given.whole >= 0) return given;
    if (given.kind == Kind::kNumber) return whole(given);
    if (given.kind == Kind::kWhole)
      return mistake(given, key_ + " is " + std::to_string(given.whole) + ", but must be " +
                                range_text(record_));
    std::uint64_t digits = 0;
    const char* end = given.text.data() + given.text.size();
    const auto [stop, error] = std::from_chars(given.text.data(), end, digits);
    if (given.kind != Kind::kText || stop != end || error != std::errc{})
      return wrong_type(given, key_);
    Value value = given;
    value.text = std::to_string(digits);
    return value;
  }

  /// A list whose elements pass `check` one by one; `what` says what was expected.
  Value list(const Value& given, const std::string& label, const std::string& what,
             Element check) const {
    if (given.kind != Kind::kList) return wrong_type(given, label, what);
    const auto count = given.items.size();
    if (count < static_cast<std::size_t>(record_.min_items) ||
        count > static_cast<std::size_t>(record_.max_items))
      return mistake(given, label + " has " + std::to_string(count) +
                                (count == 1 ? " element" : " elements") + ", but must have " +
                                std::to_string(record_.min_items) + " to " +
                                std::to_string(record_.max_items));
    Value result = given;
    for (std::size_t i = 0; i < count; ++i) {
      result.items[i] = (this->*check)(given.items[i], std::to_string(i + 1) + " of " + label);
      if (!result.items[i].is_valid()) result.kind = Kind::kInvalid;
    }
    return result;
  }

  Value element(const Value& given, const std::string& which) const {
    return number(given, "element " + which);
  }

  Value word(const Value& given, const std::string& which) const {
    const std::string label = "element " + which;
    return record_.type == KeyType::kChoices ? choice(given, label) : text(given, label);
  }

  Value row(const Value& given, const std::string& which) const {
    return list(given, "row " + which, "a list of numbers", &ValueCheck::element);
  }

  Value point(const Value& given, const std::string& which) const {
    if (given.kind != Kind::kList || given.items.size() != 2)
      return mistake(
          given, "point " + which + " must be [month, value], found " +
                     (given.kind == Kind::kList ? "a list of " + std::to_string(given.items.size())
                                                : found(given)));
    constexpr KeyRecord kMonth{.key = "month", .type = KeyType::kNumber, .unit = "month"};
    Value result = given;
    result.items[0] =
        ValueCheck(kMonth, key_, report_).number(given.items[0], "the month of point " + which);
    result.items[1] = number(given.items[1], "the value of point " + which);
    if (!result.items[0].is_valid() || !result.items[1].is_valid()) result.kind = Kind::kInvalid;
    return result;
  }

  const KeyRecord& record_;
  const std::string& key_;
  Report& report_;
};

}  // namespace

Value check_value(const Value& given, const KeyRecord& record, const std::string& key,
                  Report& report) {
  return ValueCheck(record, key, report)(given);
}

std::string expected(const KeyRecord& record) {
  switch (record.type) {
    case KeyType::kText:
      return "a text in quotes";
    case KeyType::kId:
      return "an id in quotes: letters a-z, digits, - and _";
    case KeyType::kChoice:
      return either(words_of(record.choices));
    case KeyType::kFlag:
      return "true or false";
    case KeyType::kWhole:
    case KeyType::kSeed:
      return "a whole number " + range_text(record);
    case KeyType::kNumber:
      return number_text(record);
    case KeyType::kNumbers:
      return "a list of numbers";
    case KeyType::kTexts:
      return "a list of texts in quotes";
    case KeyType::kMatrix:
      return "a list of rows, each a list of numbers";
    case KeyType::kPoints:
      return "a list of [month, value] points";
    case KeyType::kChoices:
      return "a list of " + either(words_of(record.choices));
    case KeyType::kTable:
      return "a table";
    case KeyType::kTables:
      break;
  }
  return "a list of tables";
}

std::string found(const Value& value) {
  switch (value.kind) {
    case Kind::kText:
      return "the text " + in_quotes(value.text);
    case Kind::kWhole:
      return "the number " + std::to_string(value.whole);
    case Kind::kNumber:
      return "the number " + core::number_text(value.number);
    case Kind::kFlag:
      return value.flag ? "true" : "false";
    case Kind::kDate:
      return "a date or time";
    case Kind::kList:
      return "a list";
    case Kind::kTable:
      return "a table";
    case Kind::kInvalid:
      break;
  }
  return "nothing";
}

}  // namespace e2roi::scenario
