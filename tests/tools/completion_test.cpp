#include "tools/e2roi/completion.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/scenario/input_records.hpp"
#include "tools/e2roi/verb.hpp"

using namespace e2roi::program;

namespace {

bool contains(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("completion: every shell's script knows every verb, option and input") {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    INFO(shell);
    const std::string script = completion_script(shell);
    for (const Verb& verb : verbs()) {
      CHECK(contains(script, verb.name));
      for (const auto& option : verb.options.options()) {
        const std::string fish = " -l " + option->long_name();
        CHECK(contains(script, shell == std::string("fish") ? fish : "--" + option->long_name()));
      }
    }
    for (const auto& input : e2roi::scenario::input_records())
      CHECK(contains(script, std::string("inputs.") + input.key));
    for (const char* word : {"run.draws", "company.fit", "toml", "h5"})
      CHECK(contains(script, word));
    CHECK_FALSE(contains(script, "[]"));  // keys inside arrays of tables cannot be --set by name
  }
}

TEST_CASE("completion: merge is offered shards, info both results and shards") {
  const std::string bash = completion_script("bash");
  const auto of_verb = [&bash](const std::string& verb) {
    const std::size_t from = bash.find("    " + verb + ")\n");
    return bash.substr(from, bash.find(";;\n    ", bash.find("esac", from)) - from);
  };
  CHECK(contains(of_verb("merge"), "else _e2roi_files shard; fi"));
  CHECK(contains(of_verb("info"), "else _e2roi_files h5 shard; fi"));
  CHECK(contains(of_verb("diff"), "else _e2roi_files h5; fi"));
  CHECK(contains(completion_script("zsh"), "'*:result:_files -g \"*.shard\"'"));
  CHECK(contains(completion_script("zsh"), "'*:result:_files -g \"*.h5 *.shard\"'"));
  CHECK(contains(completion_script("fish"), "from merge' -k -a '(__fish_complete_suffix .shard)'"));
}

TEST_CASE("completion: another shell is refused with the one that was meant") {
  CHECK_THROWS_WITH_AS(completion_script("bsh"),
                       "completion: there is no script for 'bsh', only for bash zsh fish; did you "
                       "mean 'bash'?",
                       e2roi::core::UsageError);
}
