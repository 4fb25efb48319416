#include <algorithm>
#include <sstream>

#include "engine/core/utf8.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

constexpr const char* kAbout =
    "e2roi: what is it worth to become a social business, and how sure is that?\n";
constexpr const char* kExitCodes =
    "Exit codes\n"
    "  0  done                        74  a file cannot be read or written\n"
    "  1  the run failed              75  not done yet: the same command goes on later\n"
    "  2  the scenario is invalid    129  stopped by SIGHUP, nothing half-written\n"
    "  3  verify, diff: it differs   130  stopped by Ctrl-C, nothing half-written\n"
    " 64  command line not understood 143  stopped by SIGTERM, nothing half-written\n";

std::string usage(const Verb& verb) {
  std::string text = std::string("e2roi ") + verb.name;
  if (!verb.options.options().empty()) text += " [options]";
  if (*verb.operands != '\0') text += std::string(" ") + verb.operands;
  return text;
}

std::string all_verbs() {
  std::string text = kAbout;
  text += "\nFirst steps\n";
  text += "  e2roi check scenarios/sns-2013/scenario.toml   all mistakes, or \"valid\"\n";
  text += "  e2roi run scenarios/sns-2013/scenario.toml     the decision table and a result file\n";
  text += "  e2roi describe loyalty.churn_base              an uncertain input: prior and source\n";
  text += "\nVerbs ('e2roi help VERB' says more)\n";
  std::size_t longest = 0;
  for (const Verb& verb : verbs()) longest = std::max(longest, std::string(verb.name).size());
  for (const Verb& verb : verbs()) {
    const std::string name = verb.name;
    text += "  " + name + std::string(longest + 2 - name.size(), ' ') + verb.summary + "\n";
  }
  return text + "\n" + kExitCodes;
}

core::ExitCode print_help(const Arguments& arguments) {
  print(arguments.operands.empty() ? all_verbs() : help_text(find_verb(arguments.operands[0])));
  return core::ExitCode::kOk;
}

}  // namespace

std::string help_text(const Verb& verb) {
  std::ostringstream text;
  text << verb.name << ": " << verb.summary << "\n\nExamples\n";
  for (const Example& example : verb.examples)
    text << "  " << example.command << "\n      " << example.meaning << "\n";
  text << "\nUsage: " << usage(verb) << "\n";
  if (!verb.options.options().empty()) text << "\n" << verb.options;
  return text.str();
}

Verb help_verb() {
  po::options_description options("Options");
  options.add_options()("help,h", "this text");
  return {"help",
          "[VERB]",
          "show what a verb does, with examples",
          Operand::kVerb,
          0,
          1,
          {{"e2roi help", "all verbs and the exit codes"},
           {"e2roi help run", "the options of one verb; 'e2roi run --help' is the same"}},
          options,
          print_help};
}

}  // namespace e2roi::program
