#include "tools/e2roi/verb.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "tools/e2roi/count.hpp"

using namespace e2roi::program;
using e2roi::core::UsageError;

namespace {

std::string refusal(const char* verb, const std::vector<std::string>& words) {
  try {
    parse(find_verb(verb), words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("verbs: a mistyped verb is named with the one that was meant") {
  CHECK_THROWS_WITH_AS(find_verb("rnu"),
                       "there is no verb 'rnu'; did you mean 'run'? 'e2roi help' lists them.",
                       UsageError);
  CHECK_THROWS_WITH_AS(find_verb("simulate"),
                       "there is no verb 'simulate'. 'e2roi help' lists them.", UsageError);
}

TEST_CASE("verbs: a mistyped option is named with the one that was meant, and never guessed") {
  CHECK(refusal("run", {"a.toml", "--drawz=5"}) ==
        "run: there is no option '--drawz'; did you mean '--draws'? 'e2roi help run' lists its "
        "options.");
  // A beginning of an option is not that option.
  CHECK(refusal("run", {"--see", "5", "a.toml"}) ==
        "run: there is no option '--see'; did you mean '--seed'? 'e2roi help run' lists its "
        "options.");
  CHECK(refusal("run", {"a.toml", "-x"}) ==
        "run: there is no option '-x'. 'e2roi help run' lists its options.");
}

TEST_CASE("verbs: a value that is no count is refused by name, also below 0") {
  const std::string end = " is not a whole number such as 20_000, 1e6, 10k or 5M.";
  CHECK(refusal("run", {"a.toml", "--seed=-3"}) == "run: the value of '--seed': '-3'" + end);
  CHECK(refusal("run", {"a.toml", "--seed", "-3"}) == "run: the value of '--seed': '-3'" + end);
  CHECK(refusal("run", {"a.toml", "--draws", "1.5"}) == "run: the value of '--draws': '1.5'" + end);
}

TEST_CASE("verbs: missing, needless and repeated values are refused") {
  const std::string see = " 'e2roi help run' lists its options.";
  CHECK(refusal("run", {"a.toml", "--draws"}) == "run: '--draws' needs a value." + see);
  CHECK(refusal("run", {"a.toml", "--json=1"}) == "run: '--json' takes no value." + see);
  CHECK(refusal("run", {"a.toml", "--draws=1", "--draws=2"}) ==
        "run: '--draws' is given more than once.");
  CHECK(refusal("run", {}) == "run: SCENARIO... is missing." + see);
  CHECK(refusal("info", {"a.h5", "b.h5"}) ==
        "info: 'b.h5' is one word too many. 'e2roi help info' lists its options.");
}

TEST_CASE("verbs: options and operands come in any order, and -- ends the options") {
  const Arguments arguments = parse(
      find_verb("run"),
      {"a.toml", "--draws", "10k", "-", "--set", "a=1", "--set=b=2", "--", "--draws", "c.toml"});
  CHECK(arguments.operands == std::vector<std::string>{"a.toml", "-", "--draws", "c.toml"});
  CHECK(arguments.get<Count>("draws").value == 10000);
  CHECK(arguments.get<std::vector<std::string>>("set") == std::vector<std::string>{"a=1", "b=2"});
  CHECK_FALSE(arguments.has("json"));
}

TEST_CASE("verbs: help asks for no operands, has examples first and explains every option") {
  for (const Verb& verb : verbs()) {
    INFO(verb.name);
    CHECK(parse(verb, {"-h"}).has("help"));
    CHECK(parse(verb, {"--help"}).has("help"));
    const std::string text = help_text(verb);
    CHECK(text.rfind(std::string(verb.name) + ": " + verb.summary + "\n\nExamples\n", 0) == 0);
    CHECK_FALSE(verb.examples.empty());
    for (const Example& example : verb.examples)
      CHECK(std::string(example.command).find("e2roi ") != std::string::npos);
    for (const auto& option : verb.options.options()) CHECK_FALSE(option->description().empty());
  }
}

TEST_CASE("verbs: all of them can be found by their names, which differ") {
  std::set<std::string> names;
  for (const Verb& verb : verbs()) {
    names.insert(verb.name);
    CHECK(&find_verb(verb.name) == &verb);
  }
  CHECK(names == std::set<std::string>{"run", "check", "describe", "info", "sensitivity", "help",
                                       "version", "completion"});
}
