#pragma once
#include <cmath>
#include <string>

/// In place of engine/core/number_text.hpp: libc++ 14 cannot read a double, and writes one with
/// tables larger than the page's engine. A page has JavaScript, which does both.
namespace e2roi::core {

/// Imported: the shortest decimal number that reads back as `value`; returns its length.
extern "C" __attribute__((import_module("page"), import_name("number_text"))) int page_number_text(
    double value, char* to);
/// Imported: the double nearest to `value` written with so many significant digits.
extern "C" __attribute__((import_module("page"), import_name("rounded"))) double page_rounded(
    double value, int significant);

inline std::string number_text(double value) {
  char digits[32];
  return {digits, static_cast<std::size_t>(page_number_text(value, digits))};
}
inline double rounded(double value, int significant) {
  return std::isfinite(value) ? page_rounded(value, significant) : value;
}
inline std::string rounded_text(double value, int significant) {
  return number_text(rounded(value, significant));
}

}  // namespace e2roi::core
