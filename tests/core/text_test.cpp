#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <sstream>
#include <streambuf>
#include <string>

#include "engine/core/json.hpp"
#include "engine/core/stream_bytes.hpp"
#include "engine/core/utf8.hpp"

using e2roi::core::characters;
using e2roi::core::json_number;
using e2roi::core::json_string;
using e2roi::core::valid_utf8;

TEST_CASE("utf8: valid text stays as it is, from one to four bytes a character") {
  const std::string text = "Crédit € 𝄞 \xED\x9F\xBF\xF4\x8F\xBF\xBF";
  CHECK(valid_utf8(text) == text);
}

TEST_CASE("utf8: what no reader could decode becomes the replacement character, byte by byte") {
  const std::string r = "\xEF\xBF\xBD";
  CHECK(valid_utf8("a\xFFz") == "a" + r + "z");
  CHECK(valid_utf8(std::string("a\0z", 3)) == "a" + r + "z");
  CHECK(valid_utf8("\xC0\xAF") == r + r);                  // overlong '/'
  CHECK(valid_utf8("\xE0\x80\xAF") == r + r + r);          // overlong in three bytes
  CHECK(valid_utf8("\xED\xA0\x80") == r + r + r);          // a surrogate
  CHECK(valid_utf8("\xF4\x90\x80\x80") == r + r + r + r);  // above U+10FFFF
  CHECK(valid_utf8("\xE2\x82") == r + r);                  // cut off
  CHECK(valid_utf8("\x80") == r);                          // starts in the middle
  CHECK(valid_utf8("\xE2z\xAC") == r + "z" + r);
}

TEST_CASE("utf8: the width of a word is its characters, not its bytes") {
  CHECK(characters("") == 0);
  CHECK(characters("Crédit") == 6);
  CHECK(characters("± €") == 3);
}

TEST_CASE("json: a text comes out quoted, with what JSON forbids escaped") {
  CHECK(json_string("Crédit \"x\" \\ \n\t\x01\x7F") ==
        "\"Crédit \\\"x\\\" \\\\ \\n\\t\\u0001\\u007f\"");
  CHECK(json_string("\xFF") == "\"\xEF\xBF\xBD\"");
}

TEST_CASE("json: a number is the shortest that reads back, and what is not finite is null") {
  CHECK(json_number(0.1) == "0.1");
  CHECK(json_number(-13'826'959.27037274) == "-13826959.27037274");
  CHECK(json_number(1e300) == "1e+300");
  CHECK(json_number(std::nan("")) == "null");
  CHECK(json_number(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE(
    "stream bytes: all of them, at most a step more than asked for, none of a broken stream") {
  std::istringstream empty(""), text(std::string("a\0b\n", 4)), large(std::string(200'000, 'x'));
  CHECK(e2roi::core::bytes_of(empty, 10).empty());
  CHECK(e2roi::core::bytes_of(text, 4) == std::string("a\0b\n", 4));
  CHECK_FALSE(text.bad());
  CHECK(e2roi::core::bytes_of(large, 1'000).size() == 65'536);
  struct Broken : std::streambuf {
    int_type underflow() override { throw std::ios_base::failure("as of a file's buffer"); }
  } buffer;
  std::istream broken(&buffer);
  CHECK(e2roi::core::bytes_of(broken, 10).empty());
  CHECK(broken.bad());
}
