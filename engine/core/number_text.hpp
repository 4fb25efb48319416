#pragma once
#include <array>
#include <charconv>
#include <cmath>
#include <string>

/// Numbers as people and files write them.
namespace e2roi::core {

/// The shortest decimal number that reads back as `value`, without an exponent from 1e-5 up to
/// 1e15: "0.015", "1000000", "1e-06", "inf", "nan". Does not depend on any locale.
inline std::string number_text(double value) {
  const double size = std::abs(value);
  const auto format = size == 0 || (size >= 1e-5 && size < 1e15) ? std::chars_format::fixed
                                                                 : std::chars_format::scientific;
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, format).ptr;
  return {digits.data(), end};
}

/// The double nearest to `value` written with so many significant digits.
inline double rounded(double value, int significant) {
  if (!std::isfinite(value)) return value;
  std::array<char, 48> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::scientific, significant - 1)
                       .ptr;
  std::from_chars(digits.data(), end, value);
  return value;
}

/// `value` rounded to so many significant digits, without zeros at the end: for tables and hints.
inline std::string rounded_text(double value, int significant) {
  return number_text(rounded(value, significant));
}

}  // namespace e2roi::core
