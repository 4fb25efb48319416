#include <string>

#include "engine/model/block.hpp"
#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

core::ExitCode print_version(const Arguments& /*arguments*/) {
  const BuildInfo& info = build_info();
  std::string text = std::string("e2roi ") + info.version + "\n";
  text += std::string("model     ") + info.model + "\n";
  text += std::string("commit    ") + info.commit + "\n";
  text += std::string("compiler  ") + info.compiler + "\n";
  text += std::string("libraries ") + info.libraries + "\n";
  text += std::string("machine   ") + model::best_kernel().level +
          " is the best level of instructions here; every level gives the same bits\n";
  print(text);
  return core::ExitCode::kOk;
}

}  // namespace

Verb version_verb() {
  boost::program_options::options_description options("Options");
  options.add_options()("help,h", "this text");
  return {"version",
          "",
          "say which program, model and libraries these are",
          Operand::kNone,
          0,
          0,
          {{"e2roi version", "what to quote in a report; 'e2roi --version' is the same"}},
          options,
          print_version};
}

}  // namespace e2roi::program
