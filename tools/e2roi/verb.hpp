#pragma once
#include <boost/program_options.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.hpp"

/// What every verb of the command line is made of; main, help and completion read nothing else.
namespace e2roi::program {

/// What the words behind a verb are, for completion.
enum class Operand { kNone, kScenario, kResult, kKey, kVerb, kShell };

/// A command line behind its verb, taken apart.
struct Arguments {
  std::string verb;
  boost::program_options::variables_map options;
  std::vector<std::string> operands;  ///< words that are no options, in order

  bool has(const char* option) const { return options.count(option) > 0; }
  template <class Value>
  const Value& get(const char* option) const {
    return options[option].as<Value>();
  }
};

/// One command line to copy, and what it does.
struct Example {
  const char* command;
  const char* meaning;
};

struct Verb {
  const char* name;
  const char* operands;  ///< as help shows them: "SCENARIO…"
  const char* summary;   ///< what the verb does, half a sentence
  Operand kind;
  std::size_t fewest, most;  ///< operands allowed
  std::vector<Example> examples;
  boost::program_options::options_description options;
  core::ExitCode (*act)(const Arguments&);
};

Verb run_verb();
Verb check_verb();
Verb describe_verb();
Verb info_verb();
Verb compare_verb();
Verb sensitivity_verb();
Verb voi_verb();
Verb discover_verb();
Verb explain_verb();
Verb sweep_verb();
Verb reverse_verb();
Verb batch_verb();
Verb merge_verb();
Verb verify_verb();
Verb diff_verb();
Verb report_verb();
Verb workshop_verb();
Verb export_verb();
Verb help_verb();
Verb version_verb();
Verb completion_verb();

/// All verbs in the order in which help lists them.
std::span<const Verb> verbs();

/// The verb of that name. Throws core::UsageError, with the verb that was probably meant.
const Verb& find_verb(std::string_view name);

/// Takes `words`, everything behind the verb, apart. Throws core::UsageError: an unknown or
/// repeated option, a missing or impossible value, too few or too many operands. With --help the
/// number of operands does not matter.
Arguments parse(const Verb& verb, const std::vector<std::string>& words);

/// Help of one verb: examples first, then its options.
std::string help_text(const Verb& verb);

}  // namespace e2roi::program
