#include "engine/core/suggest.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using e2roi::core::closest;
using e2roi::core::slips_between;

TEST_CASE("suggest: each kind of typing slip counts one") {
  CHECK(slips_between("draws", "draws") == 0);
  CHECK(slips_between("draw", "draws") == 1);
  CHECK(slips_between("drawss", "draws") == 1);
  CHECK(slips_between("drews", "draws") == 1);
  CHECK(slips_between("darws", "draws") == 1);  // two neighbours swapped
  CHECK(slips_between("dras", "drwas") == 1);
  CHECK(slips_between("", "run") == 3);
}

TEST_CASE("suggest: the word with the fewest slips is meant, the first where several are equal") {
  const std::vector<std::string> verbs = {"run", "check", "info"};
  CHECK(closest("rnu", verbs) == "run");
  CHECK(closest("chekc", verbs) == "check");
  CHECK(closest("cat", std::array{"bat", "hat"}) == "bat");
}

TEST_CASE("suggest: nothing is suggested beyond two slips, nor for a word too short to resemble") {
  const std::array<const char*, 3> words = {"run", "id", "simulate"};
  CHECK(closest("walk", words).empty());
  CHECK(closest("simxxate", words) == "simulate");
  CHECK(closest("simxxxte", words).empty());
  CHECK(closest("xy", words).empty());  // two slips would make it "id", or any two letters
}
