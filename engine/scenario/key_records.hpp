#pragma once
#include <limits>
#include <span>
#include <string>
#include <string_view>

/// Every key of a scenario file but for the uncertain inputs (those are input_records.hpp), one
/// record each. Reader, checker, `describe`, schema, reference page and tests read these and
/// nothing else.  scenarios/REFERENCE.md, MODEL.md, schedule.
namespace e2roi::scenario {

/// What stands behind a key.
enum class KeyType {
  kText,     ///< a string
  kId,       ///< a string of 1 to 64 letters, digits, '-' and '_'
  kChoice,   ///< one of the words of `choices`
  kFlag,     ///< true or false
  kWhole,    ///< a whole number; 1e4 and 10000.0 are whole too
  kSeed,     ///< a whole number from 0 to 2^64 - 1; above 2^63 - 1 as a string of digits
  kNumber,   ///< a number
  kNumbers,  ///< a list of numbers
  kMatrix,   ///< a list of lists of numbers
  kTexts,    ///< a list of strings
  kChoices,  ///< a list of words of `choices`
  kPoints,   ///< a list of [month, value] pairs; range and unit are those of the value
  kTable,    ///< a table: its keys are the records whose parent is this key
  kTables,   ///< an array of tables: their keys are the records whose parent is this key + "[]"
};

/// One key: what it means, what it may be, and what it is when nobody gives it.
struct KeyRecord {
  const char* key;  ///< "run.draws", "company.unit[].openness"; "[]" follows an array of tables
  KeyType type;
  const char* unit = "";  ///< of each number; "" where there is none; "1" = dimensionless
  double lo = -std::numeric_limits<double>::infinity();  ///< smallest number allowed
  double hi = std::numeric_limits<double>::infinity();   ///< largest number allowed
  bool open = false;     ///< true: lo and hi themselves are excluded
  bool or_zero = false;  ///< true: 0 is allowed besides [lo, hi]
  int min_items = 0;     ///< lists and arrays of tables: fewest elements (for lists when given)
  int max_items = std::numeric_limits<int>::max();  ///< … and most
  bool required = false;                            ///< nobody but the scenario can know it
  const char* default_toml = "";  ///< value when nobody gives it, as TOML; "" = none (see help)
  const char* choices = "";       ///< kChoice, kChoices: the words, separated by blanks
  const char* source = "";        ///< where the key and its range are specified
  const char* help = "";          ///< one sentence: what it is and what it does

  /// Last part of the key: "openness".
  std::string_view name() const;
  /// Everything before the last part: "company.unit[]"; "" for the keys of the file itself.
  std::string_view parent() const;
  /// Whether an array of tables is written under [[headers]], else in one line.
  bool has_header() const { return type == KeyType::kTables && name() != "one_off"; }
  /// Whether the key stays out of a scenario that does not give it: no default stands for that.
  bool is_left_out() const {
    return !required && *default_toml == '\0' && type != KeyType::kTable &&
           type != KeyType::kTables && name() != "name";
  }
  bool is_list() const {
    return type == KeyType::kNumbers || type == KeyType::kMatrix || type == KeyType::kPoints ||
           type == KeyType::kTexts || type == KeyType::kChoices || type == KeyType::kTables;
  }
};

/// All records in the order in which a scenario is written; a table stands before its keys.
std::span<const KeyRecord> key_records();

/// The record of that key (arrays of tables written with "[]"), or nullptr.
const KeyRecord* find_key(std::string_view key);

/// A bound as people write it, shortest: "0.05", "730", "1e-6", "1e12".
std::string bound_text(double bound);

/// The allowed range and the unit as a phrase: "between 0 and 1 [1]", "0 or between 1e-6 and
/// 1e12 [EUR]", "above 0 and below 1 [1]"; "finite [month]" where there are no bounds.
std::string range_text(const KeyRecord& record);

}  // namespace e2roi::scenario
