#include <filesystem>

#include "engine/results/file.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/page_data.hpp"
#include "tools/e2roi/page_file.hpp"
#include "tools/e2roi/page_template.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

core::ExitCode make_report(const Arguments& arguments) {
  const fs::path target = page_target(arguments, arguments.operands[0]);
  if (page_template().empty()) filled_page({}, "");  // says what is missing before any work
  results::PartFile part(target);
  std::vector<ResultFile> files;
  for (const std::string& name : arguments.operands)
    files.push_back({name, results::read(name, results::Content::kAll)});
  check_comparable(files, "report");
  write_page(filled_page(page_template(), page_data(files)), target, part);
  say("e2roi: wrote " + target.string() + "\n");
  return core::ExitCode::kOk;
}

}  // namespace

Verb report_verb() {
  po::options_description options("Options");
  options.add_options()("out", po::value<std::string>()->value_name("FILE"),
                        "the page, FILE.html; default: the first result file's name with .html")(
      "help,h", "this text");
  return {"report",
          "RESULT.h5...",
          "make one HTML page of results to leave behind: sentences, charts, tables",
          Operand::kResult,
          1,
          SIZE_MAX,
          {{"e2roi report results/sns-bank-2013-2017-01234567.h5 --out report.html",
            "one page that opens in any browser, without a network"},
           {"e2roi report today.h5 tomorrow.h5 --out both.html",
            "paths of runs with the same company, inputs, seed and draws on one page"}},
          options,
          make_report};
}

}  // namespace e2roi::program
