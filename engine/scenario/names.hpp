#pragma once
#include <string>
#include <string_view>
#include <vector>

/// The names that stand in the records, and which of them a mistyped one was meant to be.
namespace e2roi::scenario {

/// Names of the keys of a table, in order; `pattern` is the table's key with "[]", "" for the file.
std::vector<std::string> names_in(std::string_view pattern);

/// Whole keys of everything that a scenario can give, inputs included ("inputs.finance.margin").
const std::vector<std::string>& all_keys();

/// The message about a key that no record knows. `key` is what the scenario calls it,
/// `name` its last part, `pattern` the key of its table, `prefix` that table as the scenario calls
/// it. `meant` gets the name inside the same table that was probably meant, or "".
std::string unknown_key(std::string_view pattern, const std::string& prefix,
                        const std::string& name, std::string& meant);

/// "; did you mean X?" or "".
std::string did_you_mean(const std::string& meant);

/// Words separated by ", ".
std::string comma_list(const std::vector<std::string>& words);

}  // namespace e2roi::scenario
