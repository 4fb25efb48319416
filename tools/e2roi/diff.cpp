#include "tools/e2roi/verb.hpp"
namespace e2roi::program {
namespace {
core::ExitCode act(const Arguments&) { return core::ExitCode::kOk; }
}
Verb diff_verb() {
  return {"diff", "OLD NEW", "which outputs moved between two results", Operand::kResult, 2, 2, {}, {}, act};
}
}
