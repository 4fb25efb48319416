#include "tools/e2roi/verb.hpp"

#include <limits>

#include "engine/core/suggest.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

std::string did_you_mean(const std::string& word) {
  return word.empty() ? "" : "; did you mean '" + word + "'?";
}

std::string see_help(const Verb& verb) {
  return std::string(" 'e2roi help ") + verb.name + "' lists its options.";
}

[[noreturn]] void refuse(const Verb& verb, const std::string& what) {
  throw core::UsageError(std::string(verb.name) + ": " + what);
}

[[noreturn]] void refuse_option(const Verb& verb, const std::string& option) {
  std::vector<std::string> known;
  for (const auto& description : verb.options.options())
    known.push_back("--" + description->long_name());
  const std::string word = option.substr(0, option.find('='));
  const std::string meant = core::closest(word, known);
  refuse(verb, "there is no option '" + word + "'" + (meant.empty() ? "." : did_you_mean(meant)) +
                   see_help(verb));
}

void check_operands(const Verb& verb, const std::vector<std::string>& operands) {
  if (operands.size() < verb.fewest)
    refuse(verb, std::string(verb.operands) + " is missing." + see_help(verb));
  if (operands.size() > verb.most)
    refuse(verb, "'" + operands[verb.most] + "' is one word too many." + see_help(verb));
}

}  // namespace

std::span<const Verb> verbs() {
  static const std::vector<Verb> all = {
      run_verb(),         check_verb(),    describe_verb(), info_verb(),    compare_verb(),
      sensitivity_verb(), voi_verb(),      discover_verb(), explain_verb(), sweep_verb(),
      reverse_verb(),     batch_verb(),    merge_verb(),    verify_verb(),  diff_verb(),
      report_verb(),      workshop_verb(), export_verb(),   help_verb(),    version_verb(),
      completion_verb()};
  return all;
}

const Verb& find_verb(std::string_view name) {
  std::vector<std::string> known;
  for (const Verb& verb : verbs()) {
    if (name == verb.name) return verb;
    known.emplace_back(verb.name);
  }
  const std::string meant = core::closest(name, known);
  throw core::UsageError("there is no verb '" + std::string(name) + "'" +
                         (meant.empty() ? "." : did_you_mean(meant)) + " 'e2roi help' lists them.");
}

Arguments parse(const Verb& verb, const std::vector<std::string>& words) {
  Arguments arguments;
  arguments.verb = verb.name;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const po::parsed_options parsed =
        po::command_line_parser(words).options(verb.options).style(style).run();
    for (const auto& option : parsed.options)
      if (option.position_key >= 0)
        arguments.operands.insert(arguments.operands.end(), option.value.begin(),
                                  option.value.end());
    po::store(parsed, arguments.options);
  } catch (const po::unknown_option& error) {
    refuse_option(verb, error.get_option_name());
  } catch (const po::multiple_occurrences& error) {
    refuse(verb, "'" + error.get_option_name() + "' is given more than once.");
  } catch (const po::invalid_command_line_syntax& error) {
    const bool takes_none = error.kind() == po::invalid_command_line_syntax::extra_parameter;
    refuse(verb, "'" + error.get_option_name() + "' " +
                     (takes_none ? "takes no value." : "needs a value.") + see_help(verb));
  } catch (const po::error& error) {
    refuse(verb, std::string(error.what()) + ".");
  }
  if (!arguments.has("help")) check_operands(verb, arguments.operands);
  return arguments;
}

}  // namespace e2roi::program
