#include "tools/e2roi/count.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/core/error.hpp"

using e2roi::program::grouped;
using e2roi::program::parse_count;

namespace {

std::string message_of(const std::string& text) {
  try {
    parse_count(text);
  } catch (const e2roi::core::UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("count: the spellings people use are exact") {
  CHECK(parse_count("0").value == 0);
  CHECK(parse_count("20000").value == 20000);
  CHECK(parse_count("20_000").value == 20000);
  CHECK(parse_count("1e6").value == 1000000);
  CHECK(parse_count("1E+6").value == 1000000);
  CHECK(parse_count("10k").value == 10000);
  CHECK(parse_count("5M").value == 5000000);
  CHECK(parse_count("1.5M").value == 1500000);
  CHECK(parse_count("2.50e2").value == 250);
  CHECK(parse_count("007").value == 7);
}

TEST_CASE("count: the whole range of 64 bits is there, and not one more") {
  CHECK(parse_count("18446744073709551615").value == 18446744073709551615ULL);
  CHECK(parse_count("18446744073709551.615k").value == 18446744073709551615ULL);
  const std::string above = "' is above 18446744073709551615, the largest number there is";
  CHECK(message_of("18446744073709551616") == "'18446744073709551616" + above);
  CHECK(message_of("1e20") == "'1e20" + above);
  CHECK(message_of("1e99999999999999999999") == "'1e99999999999999999999" + above);
  CHECK(message_of("18446744073710M") == "'18446744073710M" + above);
  CHECK(parse_count("0e99999").value == 0);
}

TEST_CASE("count: what is no whole number of 0 or more is refused") {
  for (const char* text :
       {"",   "-3",   "+3", "1.5", "1.0005k", "1e",  "1e-3", "k",   "1kk", "1 000", "1,000",   "_1",
        "1_", "1__0", "1.", ".5",  "0x10",    "ten", "1e6x", "10K", "5m",  "1._5",  "\xc2\xb2"}) {
    INFO(text);
    CHECK(message_of(text) ==
          "'" + std::string(text) + "' is not a whole number such as 20_000, 1e6, 10k or 5M");
  }
}

TEST_CASE("count: numbers are shown in groups of three digits") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
}
