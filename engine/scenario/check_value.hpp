#pragma once
#include <string>

#include "engine/scenario/key_records.hpp"
#include "engine/scenario/report.hpp"
#include "engine/scenario/value.hpp"

/// One value against its record: type, range, choice.
namespace e2roi::scenario {

/// `given` in the form that its record asks for: kNumber for a number however it was written,
/// kWhole for a whole one (a seed above 2^63 - 1: kText, its digits). A value that is not what the
/// record allows is reported under the name `key`, and comes back as kInvalid.
/// Not for tables: their keys have records of their own.
Value check_value(const Value& given, const KeyRecord& record, const std::string& key,
                  Report& report);

/// What a key has to be, for a message: "a number between 0 and 1 [1]", "true or false".
std::string expected(const KeyRecord& record);

/// What somebody wrote, for a message: `the text "abc"`, "the number 3", "a list".
std::string found(const Value& value);

}  // namespace e2roi::scenario
