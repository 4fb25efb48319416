#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sampling/distribution.hpp"
#include "engine/scenario/input_records.hpp"

/// The families of distributions as scenarios name them: what their arguments are called, in a
/// string and in a table. Shared by both readers of an input and by the reference page.
namespace e2roi::scenario {

/// One way of giving a distribution.
struct Signature {
  const char* family;              ///< "" for a way that only a table or "a to b" has
  std::vector<const char*> names;  ///< of the arguments, in the order of the maker
  bool positional;                 ///< may be written without names
  std::size_t without_unit;        ///< so many first arguments have no unit (a and b of beta)
  /// Makes the distribution; where no argument has a unit, one more is given: 1 in the unit.
  sampling::Distribution (*make)(std::span<const double> arguments);
};

/// All signatures; those of a family stand together.
const std::vector<Signature>& signatures();

/// Names of the families that a string may start with, `discrete` among them.
std::vector<std::string> families();

/// How a family is written: "triangular(low, likely, high) or triangular(p10: ..., likely: ...,
/// p90: ...)".
std::string family_usage(std::string_view family);

/// Why this distribution, in the record's unit, cannot be that input's: a number outside its
/// bounds, or fewer than one value in a million inside them. "" where it can.
std::string range_mistake(const sampling::Distribution& distribution, const InputRecord& record);

}  // namespace e2roi::scenario
