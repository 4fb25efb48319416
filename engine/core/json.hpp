#pragma once
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "engine/core/utf8.hpp"

/// The two atoms of JSON (RFC 8259) that need care; objects and arrays are written where they are
/// made.
namespace e2roi::core {

/// `text` between quotes, with quotes, backslashes and control characters escaped. Bytes that are
/// not UTF-8 become U+FFFD, for JSON cannot hold them.
inline std::string json_string(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      quoted.append({'\\', c});
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (byte < 0x20 || byte == 0x7F)
      quoted.append({'\\', 'u', '0', '0', kHex[byte >> 4U], kHex[byte & 15U]});
    else
      quoted += c;
  }
  quoted += '"';
  return quoted;
}

/// The shortest decimal number that reads back as `value`; null where it is not finite, which JSON
/// has no word for.
inline std::string json_number(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

}  // namespace e2roi::core
