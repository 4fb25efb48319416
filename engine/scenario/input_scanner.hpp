#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The text of an input taken apart into words, numbers and units, before anything is known about
/// distributions. Places are offsets in bytes.
namespace e2roi::scenario {

/// Something that cannot be read, and where.
struct ScanError {
  std::size_t offset;
  std::string message;
};

/// A number and the unit behind it ("" where there is none).
struct Quantity {
  double value = 0;
  std::size_t offset = 0;  ///< of the number
  std::string unit;
  std::size_t unit_offset = 0;
};

/// One argument between the brackets: `5`, `p90: 5 %`, or `1: 0.2` of a discrete distribution,
/// where the name is a number itself.
struct ScannedArgument {
  std::string name;               ///< "" where there is none
  std::optional<Quantity> point;  ///< the number before the colon
  std::size_t offset = 0;         ///< of the whole argument
  Quantity quantity;
};

/// A whole input.
struct ScannedInput {
  std::string family;                      ///< "" for a number or an interval
  std::size_t offset = 0;                  ///< of the family
  std::vector<ScannedArgument> arguments;  ///< one without family: a number; two: an interval
  std::string unit;                        ///< behind the brackets
  std::size_t unit_offset = 0;
};

/// Takes `text` apart. Throws ScanError where it is neither a number, an interval nor a word with
/// arguments in brackets.
ScannedInput scan_input(std::string_view text);

}  // namespace e2roi::scenario
