#include "tools/e2roi/completion.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "engine/core/suggest.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
using Option = po::option_description;

constexpr std::array<const char*, 3> kShells = {"bash", "zsh", "fish"};

/// Keys that --set can change: those with a value, outside arrays of tables, and every input.
std::string settable_keys() {
  using scenario::KeyType;
  std::string keys;
  for (const scenario::KeyRecord& record : scenario::key_records()) {
    const bool holds_keys = record.type == KeyType::kTable || record.type == KeyType::kTables;
    const std::string key = record.key;
    if (holds_keys || key.find("[]") != std::string::npos || key == "extends") continue;
    keys += (keys.empty() ? "" : " ") + key;
  }
  for (const scenario::InputRecord& input : scenario::input_records())
    keys += std::string(" inputs.") + input.key;
  return keys;
}

/// Words that `describe` knows: inputs by their own key, and the settable keys.
std::string describable_keys() {
  std::string keys = settable_keys();
  for (const scenario::InputRecord& input : scenario::input_records())
    keys += std::string(" ") + input.key;
  return keys;
}

bool takes_value(const Option& option) { return option.semantic()->max_tokens() > 0; }

std::string verb_names() {
  std::string names;
  for (const Verb& verb : verbs()) names += (names.empty() ? "" : " ") + std::string(verb.name);
  return names;
}

std::string shell_names() {
  std::string names;
  for (const char* shell : kShells) names += (names.empty() ? "" : " ") + std::string(shell);
  return names;
}

/// Endings of the files that a verb of Operand::kResult reads.
std::vector<std::string> endings_of(const Verb& verb) {
  const std::string_view name = verb.name;
  if (name == "merge") return {"shard"};
  if (name == "info") return {"h5", "shard"};
  return {"h5"};
}

/// Words, each behind `before`, with `between` between them.
std::string joined(const std::vector<std::string>& words, const std::string& before,
                   const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + before + word;
  return text;
}

/// `text` for use inside single quotes of a shell.
std::string in_quotes(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += c == '\'' ? "'\\''" : std::string(1, c);
  return safe;
}

// --- bash ----------------------------------------------------------------------------------------

std::string bash_operands(const Verb& verb) {
  switch (verb.kind) {
    case Operand::kScenario:
      return "_e2roi_files toml";
    case Operand::kResult:
      return "_e2roi_files" + joined(endings_of(verb), " ", "");
    case Operand::kKey:
      return "_e2roi_words \"$e2roi_describable\"";
    case Operand::kVerb:
      return "_e2roi_words \"$e2roi_verbs\"";
    case Operand::kShell:
      return "_e2roi_words '" + shell_names() + "'";
    case Operand::kNone:
      break;
  }
  return ":";
}

std::string bash_verb(const Verb& verb) {
  std::string names;
  std::string valued;
  for (const auto& option : verb.options.options()) {
    const std::string name = "--" + option->long_name();
    names += (names.empty() ? "" : " ") + name;
    if (takes_value(*option)) valued += (valued.empty() ? "" : "|") + name;
  }
  std::string text = std::string("    ") + verb.name + ")\n      case $previous in\n";
  text += "        --set) _e2roi_keys; return ;;\n";
  text += "        --scenario) _e2roi_files toml; return ;;\n";
  text += "        --out) _e2roi_files h5; return ;;\n";
  if (!valued.empty()) text += "        " + valued + ") return ;;\n";
  text += "      esac\n      if [[ $current == -* ]]; then _e2roi_words '" + names + "'\n";
  return text + "      else " + bash_operands(verb) + "; fi ;;\n";
}

std::string bash_script() {
  std::string text =
      "# bash completion of e2roi; load it with: source <(e2roi completion bash)\n"
      "e2roi_verbs='" +
      verb_names() + "'\ne2roi_settable='" + settable_keys() + "'\ne2roi_describable='" +
      describable_keys() +
      "'\n"
      "_e2roi_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\"); }\n"
      "_e2roi_keys() {\n"
      "  [[ $current == *=* ]] && return\n"
      "  mapfile -t COMPREPLY < <(compgen -S = -W \"$e2roi_settable\" -- \"$current\")\n"
      "  compopt -o nospace 2> /dev/null\n"
      "}\n"
      "_e2roi_files() {\n"
      "  compopt -o filenames 2> /dev/null\n"
      "  local ending\n"
      "  mapfile -t COMPREPLY < <(\n"
      "    for ending in \"$@\"; do compgen -f -X \"!*.$ending\" -- \"$current\"; done\n"
      "    compgen -d -- \"$current\")\n"
      "}\n"
      "_e2roi() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
      "  COMPREPLY=()\n"
      "  if ((COMP_CWORD == 1)); then _e2roi_words \"$e2roi_verbs\"; return; fi\n"
      "  case ${COMP_WORDS[1]} in\n";
  for (const Verb& verb : verbs()) text += bash_verb(verb);
  return text + "  esac\n}\ncomplete -F _e2roi e2roi\n";
}

// --- zsh -----------------------------------------------------------------------------------------

/// Text inside the brackets of an _arguments specification.
std::string zsh_safe(const std::string& text) {
  std::string safe;
  for (const char c : in_quotes(text)) {
    if (c == '[' || c == ']' || c == ':') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string zsh_value(const std::string& option) {
  if (option == "set") return "key=value:_e2roi_keys";
  if (option == "scenario") return "scenario:_files -g \"*.toml\"";
  if (option == "out") return "result:_files -g \"*.h5\"";
  return "value: ";
}

std::string zsh_operands(const Verb& verb) {
  switch (verb.kind) {
    case Operand::kScenario:
      return "'*:scenario:_files -g \"*.toml\"'";
    case Operand::kResult:
      return "'*:result:_files -g \"" + joined(endings_of(verb), " *.", "").substr(1) + "\"'";
    case Operand::kKey:
      return "'*:key:(" + describable_keys() + ")'";
    case Operand::kVerb:
      return "'*:verb:(" + verb_names() + ")'";
    case Operand::kShell:
      return "'*:shell:(" + shell_names() + ")'";
    case Operand::kNone:
      break;
  }
  return "";
}

std::string zsh_script() {
  std::string text =
      "#compdef e2roi\n"
      "# zsh completion of e2roi; load it with: source <(e2roi completion zsh)\n"
      "_e2roi_keys() { compadd -S = -- " +
      settable_keys() + " }\n_e2roi() {\n  local -a verbs=(\n";
  for (const Verb& verb : verbs())
    text += std::string("    '") + verb.name + ":" + zsh_safe(verb.summary) + "'\n";
  text +=
      "  )\n  if ((CURRENT == 2)); then _describe verb verbs; return; fi\n"
      "  local verb=$words[2]\n  shift words\n  ((CURRENT--))\n  case $verb in\n";
  for (const Verb& verb : verbs()) {
    text += std::string("    ") + verb.name + ")\n      _arguments";
    for (const auto& option : verb.options.options()) {
      const std::string name = option->long_name();
      text += " \\\n        '" + std::string(name == "set" ? "*" : "") + "--" + name + "[" +
              zsh_safe(option->description()) + "]" +
              (takes_value(*option) ? ":" + zsh_value(name) : "") + "'";
    }
    const std::string operands = zsh_operands(verb);
    text += (operands.empty() ? "" : " \\\n        " + operands) + " ;;\n";
  }
  return text + "  esac\n}\ncompdef _e2roi e2roi\n";
}

// --- fish ----------------------------------------------------------------------------------------

std::string fish_operands(const Verb& verb) {
  switch (verb.kind) {
    case Operand::kScenario:
      return "(__fish_complete_suffix .toml)";
    case Operand::kResult:
      return "(" + joined(endings_of(verb), "__fish_complete_suffix .", ";") + ")";
    case Operand::kKey:
      return describable_keys();
    case Operand::kVerb:
      return verb_names();
    case Operand::kShell:
      return shell_names();
    case Operand::kNone:
      break;
  }
  return "";
}

std::string fish_value(const std::string& option) {
  if (option == "set") return " -x -a '" + settable_keys() + "'";
  if (option == "scenario") return " -r -k -a '(__fish_complete_suffix .toml)'";
  if (option == "out") return " -r -F";
  return " -x";
}

std::string fish_script() {
  std::string text =
      "# fish completion of e2roi; load it with: e2roi completion fish | source\n"
      "complete -c e2roi -f\n";
  for (const Verb& verb : verbs()) {
    const std::string name = verb.name;
    text += "complete -c e2roi -n __fish_use_subcommand -a " + name + " -d '" +
            in_quotes(verb.summary) + "'\n";
    const std::string of_verb = "complete -c e2roi -n '__fish_seen_subcommand_from " + name + "'";
    for (const auto& option : verb.options.options())
      text += of_verb + " -l " + option->long_name() + " -d '" + in_quotes(option->description()) +
              "'" + (takes_value(*option) ? fish_value(option->long_name()) : "") + "\n";
    const std::string operands = fish_operands(verb);
    if (!operands.empty()) text += of_verb + " -k -a '" + operands + "'\n";
  }
  return text;
}

core::ExitCode print_completion(const Arguments& arguments) {
  print(completion_script(arguments.operands[0]));
  return core::ExitCode::kOk;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  const std::string meant = core::closest(shell, kShells);
  throw core::UsageError("completion: there is no script for '" + std::string(shell) +
                         "', only for " + shell_names() +
                         (meant.empty() ? "." : "; did you mean '" + meant + "'?"));
}

Verb completion_verb() {
  po::options_description options("Options");
  options.add_options()("help,h", "this text");
  return {"completion",
          "bash|zsh|fish",
          "print a script that completes e2roi's words in a shell",
          Operand::kShell,
          1,
          1,
          {{"source <(e2roi completion bash)", "for this shell; add it to ~/.bashrc for all"},
           {"e2roi completion fish | source", "the same for fish"}},
          options,
          print_completion};
}

}  // namespace e2roi::program
