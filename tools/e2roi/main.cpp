#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/verb.hpp"

namespace {

using namespace e2roi;
using core::ExitCode;

/// Carries out one command line without the program's name.
ExitCode act(std::vector<std::string> words) {
  // Words that people try before they know the verbs.
  static const std::map<std::string_view, const char*> kAliases = {
      {"-h", "help"}, {"--help", "help"}, {"--version", "version"}, {"-V", "version"}};
  if (words.empty()) {
    program::say(
        "e2roi: error: a verb is missing, such as in 'e2roi run "
        "scenarios/sns-2013/scenario.toml'; 'e2roi help' lists them.\n");
    return ExitCode::kUsage;
  }
  const auto alias = kAliases.find(words.front());
  const program::Verb& verb =
      program::find_verb(alias == kAliases.end() ? words.front() : alias->second);
  words.erase(words.begin());
  const program::Arguments arguments = program::parse(verb, words);
  if (arguments.has("help")) {
    program::print(program::help_text(verb));
    return ExitCode::kOk;
  }
  return verb.act(arguments);
}

}  // namespace

int main(int argc, char** argv) {
  program::keep_standard_streams();
  ExitCode code = ExitCode::kFailed;
  std::string message;
  try {
    code = act({argv + std::min(argc, 1), argv + argc});
  } catch (const scenario::InvalidScenario& error) {
    code = error.exit_code();
    message = error.what();  // each mistake names its file, line and column
  } catch (const core::Error& error) {
    code = error.exit_code();
    const bool asked_for = code == ExitCode::kInterrupted || code == ExitCode::kTerminated ||
                           code == ExitCode::kHungUp;
    message = std::string(asked_for ? "e2roi: " : "e2roi: error: ") + error.what();
  } catch (const std::filesystem::filesystem_error& error) {
    // Such as a current folder that somebody has removed.
    code = ExitCode::kInputOutput;
    message =
        "e2roi: error: cannot use '" + error.path1().string() + "': " + error.code().message();
  } catch (const std::bad_alloc&) {
    message = "e2roi: error: there is not enough memory; take fewer draws.";
  } catch (const std::exception& error) {
    message = std::string("e2roi: error: unexpected, please report it: ") + error.what();
  }
  if (!message.empty()) {
    if (message.back() != '\n') message += '\n';
    program::say(program::painted(message));
  }
  return static_cast<int>(code);
}
