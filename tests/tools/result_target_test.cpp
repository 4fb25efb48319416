#include "tools/e2roi/result_target.hpp"

#include <doctest/doctest.h>

#include <string>

using e2roi::program::default_file;
using e2roi::program::file_name_of;

TEST_CASE("result file: a scenario's name becomes a file name that needs no quotes") {
  CHECK(file_name_of("Dutch retail bank, 2013") == "dutch-retail-bank-2013");
  CHECK(file_name_of("SNS Bank 2013-2017") == "sns-bank-2013-2017");
  CHECK(file_name_of("v1.2_final") == "v1.2_final");
  CHECK(file_name_of("Caf\xc3\xa9 / Z\xc3\xbcrich") == "caf\xc3\xa9-z\xc3\xbcrich");
}

TEST_CASE("result file: no name leaves the folder, hides the file or makes it too long") {
  CHECK(file_name_of("../../etc/passwd") == "etc-passwd");
  CHECK(file_name_of("/absolute") == "absolute");
  CHECK(file_name_of(".hidden") == "hidden");
  CHECK(file_name_of("-rf *") == "rf");
  CHECK(file_name_of("a\nb\tc\x01") == "a-b-c");
  CHECK(file_name_of("") == "scenario");
  CHECK(file_name_of("...") == "scenario");
  CHECK(file_name_of(std::string(300, 'x')).size() == 100);
  // 99 letters, then one of two bytes: cut before it, not in it.
  CHECK(file_name_of(std::string(99, 'x') + "\xc3\xa9") == std::string(99, 'x'));
}

TEST_CASE("result file: the default name ends with the first eight digits of the digest") {
  CHECK(default_file("My Bank", "0123456789abcdef") == "results/my-bank-01234567.h5");
}
