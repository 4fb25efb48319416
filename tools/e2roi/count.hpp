#pragma once
#include <boost/any.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Whole numbers as people type them on a command line.
namespace e2roi::program {

/// A whole number of 0 or more: the type of every option that counts. Boost would read such an
/// option with lexical_cast, which takes -3 for 18446744073709551613.
struct Count {
  std::uint64_t value = 0;
};

/// The whole number that `text` spells: 20000, 20_000, 1e6, 2.5e6, 10k (thousand), 5M (million).
/// Exact up to 2^64 - 1. Throws core::UsageError, a phrase that says what is wrong with `text`.
Count parse_count(std::string_view text);

/// `value` with a comma between groups of three digits: "20,000".
std::string grouped(std::uint64_t value);

/// Called by Boost.Program_options for an option of type Count.
void validate(boost::any& result, const std::vector<std::string>& words, Count*, int);

}  // namespace e2roi::program
