#pragma once
#include <string>
#include <string_view>

#include "engine/scenario/report.hpp"
#include "engine/scenario/value.hpp"

/// TOML text as values with places. Nothing else in the engine knows toml++.
namespace e2roi::scenario {

/// What a whole TOML document says.
struct Document {
  Value table;  ///< of kind kTable, whatever could be read
  bool is_whole =
      false;  ///< false: some lines are no TOML, and reported; what they said is missing
};

/// Reads the text of the source with that index. Where one line is no TOML by itself, the others
/// are read all the same, so that all such lines are reported together.
Document parse_document(std::string_view text, int source, Report& report);

/// The value that somebody typed after `--set KEY=` or into an environment variable: as TOML if it
/// is that, else as a text. `text` of the value holds what was typed, `place` is where it begins.
Value parse_typed(std::string_view typed, const Place& place);

/// `text` as a TOML string in quotes.
std::string toml_string(std::string_view text);

/// Whether `key` can stand in TOML without quotes.
bool is_bare_key(std::string_view key);

}  // namespace e2roi::scenario
