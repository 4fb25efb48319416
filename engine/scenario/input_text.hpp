#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sampling/distribution.hpp"
#include "engine/scenario/input_records.hpp"

/// An uncertain input as a scenario writes it: a number, a string such as
/// "triangular(2, 3, 5) day" or the fields of a table.  scenarios/REFERENCE.md.
namespace e2roi::scenario {

/// A mistake inside an input's text: where it stands in characters (0-based) and a full sentence.
struct InputTextError {
  std::size_t offset;
  std::string message;
};

/// The distribution that `text` spells, in the unit of `record`:
///
///     0.3                  0.3 %                2 to 5                    1_200 EUR
///     triangular(2, 3, 5)  triangular(p10: 2, likely: 3, p90: 5)          pert(2, 3, 5)
///     uniform(2, 5)        normal(mean: 3, sd: 1)                         beta(2, 60)
///     lognormal(median: 12, p90: 24)     discrete(1: 0.2, 2: 0.8)
///     metalog(p10: 2, p50: 6, p90: 15)
///
/// A unit (units.hpp) may follow the whole or each number, not both. Arguments with names may come
/// in any order. What Distribution::text() writes is read back as the same distribution.
///
/// Throws InputTextError: text that cannot be read, arguments no distribution has, a unit that does
/// not convert, a plain number outside the record's bounds, or a distribution of which no value
/// lies within them.
sampling::Distribution parse_input(std::string_view text, const InputRecord& record);

/// One field of a table, a number or a list of numbers; for `discrete`, value and probability
/// alternate.
struct NamedNumbers {
  std::string key;
  std::vector<double> numbers;
};

/// The distribution that the fields of a table spell, in any order, all numbers in `unit` ("" = the
/// record's):
///
///     { value = }   { low =, high = } (90 % interval)   { mean =, sd = }   { median =, p90 = }
///     { p10 =, p50 =, p90 = }   { p10 =, likely =, p90 = }
///     { FAMILY = [numbers] } with uniform, triangular, pert, normal, lognormal, beta, discrete,
///     metalog and the arguments in the order in which a string has them
///
/// Throws InputTextError with offset 0, for the same reasons as parse_input.
sampling::Distribution make_input(const std::vector<NamedNumbers>& fields, std::string_view unit,
                                  const InputRecord& record);

}  // namespace e2roi::scenario
