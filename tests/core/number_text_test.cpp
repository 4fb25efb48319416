#include "engine/core/number_text.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace e2roi::core {

TEST_CASE("number text: the shortest that reads back, with an exponent only far from 1") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(0.015) == "0.015");
  CHECK(number_text(-2.5) == "-2.5");
  CHECK(number_text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_text(1e6) == "1000000");
  CHECK(number_text(999999999999999) == "999999999999999");
  CHECK(number_text(1e15) == "1e+15");
  CHECK(number_text(1e-5) == "0.00001");
  CHECK(number_text(9e-6) == "9e-06");
  CHECK(number_text(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(number_text(std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("number text: rounding keeps significant digits and drops zeros") {
  CHECK(rounded_text(1.66577, 4) == "1.666");
  CHECK(rounded_text(22.0, 4) == "22");
  CHECK(rounded_text(123456.0, 4) == "123500");
  CHECK(rounded_text(-0.00012345, 3) == "-0.000123");
  CHECK(rounded_text(0, 4) == "0");
  CHECK(rounded_text(std::numeric_limits<double>::infinity(), 4) == "inf");
  CHECK(rounded(0.0045000000000000005, 12) == 0.0045);
}

}  // namespace e2roi::core
