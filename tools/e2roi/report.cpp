#include <cerrno>
#include <filesystem>
#include <fstream>

#include "engine/results/file.hpp"
#include "engine/results/part_file.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/page_data.hpp"
#include "tools/e2roi/page_template.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

/// --out, else the first file's name with .html, in its folder.
fs::path target_of(const Arguments& arguments) {
  if (!arguments.has("out")) return fs::path(arguments.operands[0]).replace_extension(".html");
  fs::path target = arguments.get<std::string>("out");
  if (target.extension() != ".html")
    throw core::UsageError("report: --out " + target.string() +
                           " must end in .html, so that no other file is replaced by mistake.");
  return target;
}

void write(const std::string& page, const fs::path& file, results::PartFile& part) {
  part.reserve(page.size());
  std::ofstream out(part.path(), std::ios::binary);
  errno = 0;
  out << page << std::flush;
  if (!out) throw results::cannot_write(file, errno == 0 ? EIO : errno, page.size());
  out.close();
  part.commit();
}

core::ExitCode make_report(const Arguments& arguments) {
  const fs::path target = target_of(arguments);
  if (page_template().empty()) filled_page({}, "");  // says what is missing before any work
  results::PartFile part(target);
  std::vector<ResultFile> files;
  for (const std::string& name : arguments.operands)
    files.push_back({name, results::read(name, results::Content::kAll)});
  check_comparable(files, "report");
  write(filled_page(page_template(), page_data(files)), target, part);
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
