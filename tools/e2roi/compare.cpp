#include <filesystem>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/results/file.hpp"
#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/comparable.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

std::vector<ResultFile> read_files(const Arguments& arguments) {
  std::vector<ResultFile> files;
  for (const std::string& name : arguments.operands)
    files.push_back({name, results::read(name, results::Content::kDecision)});
  return files;
}

/// Where each path comes from: "FILE digest", a line each; no folders, they are this machine's.
std::string sources(const std::vector<ResultFile>& files) {
  std::string text;
  for (const ResultFile& file : files)
    for (const auto& [key, value] : file.results.provenance)
      if (key == "digest")
        text += (text.empty() ? "" : "\n") + fs::path(file.name).filename().string() + " " + value;
  return text;
}

/// The labels and tables of a comparison, without the draws it was made from.
core::ResultSet tables_only(core::ResultSet compared, const analysis::Report& report,
                            const std::string& made_from) {
  compared.arrays.clear();
  compared.draws = compared.kept_trajectories = 0;
  compared.labels.clear();
  const BuildInfo& build = build_info();
  compared.provenance = {{"program", "e2roi"},
                         {"program_version", build.version},
                         {"program_commit", build.commit},
                         {"model_version", build.model},
                         {"study", "e2roi compare"},
                         {"made_from", made_from},
                         {kReportEntry, analysis::report_text(report)}};
  analysis::add_report(compared, report);
  return compared;
}

std::string title_of(const core::ResultSet& compared, std::size_t files) {
  return files == 1 ? compared.title
                    : compared.title + " and " + std::to_string(files - 1) + " more";
}

core::ExitCode compare_files(const Arguments& arguments) {
  check_out(arguments);
  std::vector<ResultFile> files = read_files(arguments);
  check_comparable(files);
  const std::string made_from = sources(files);
  core::ResultSet compared = side_by_side(std::move(files));
  compared.title = title_of(compared, arguments.operands.size());
  analysis::Comparison comparison = analysis::compare(analysis::compared_paths(compared));
  comparison.sampling = analysis::sampling_of(compared);
  const analysis::Report report = analysis::comparison_report(comparison, compared.title);
  if (arguments.has("json"))
    print(analysis::report_json(report));
  else
    print(compared.title + "\n\n" + analysis::report_text(report));
  if (!arguments.has("out")) return core::ExitCode::kOk;
  const std::string file = arguments.get<std::string>("out");
  results::write(tables_only(std::move(compared), report, made_from), file);
  say("e2roi: wrote " + file + "\n");
  return core::ExitCode::kOk;
}

}  // namespace

Verb compare_verb() {
  po::options_description options("Options");
  options.add_options()("out", po::value<std::string>()->value_name("FILE"),
                        "also write the tables to this file")("json", "print the report as JSON")(
      "help,h", "this text");
  return {"compare",
          "RESULT.h5...",
          "compare paths draw by draw: differences, regret, risk, dominance",
          Operand::kResult,
          1,
          SIZE_MAX,
          {{"e2roi run scenarios/sns-2013/scenario.toml --out sns.h5 && e2roi compare sns.h5",
            "every path against every other, in sentences and tables"},
           {"e2roi compare sns.h5 --out tables.h5", "the tables as a result file, too"},
           {"e2roi compare today.h5 tomorrow.h5",
            "paths of runs with the same company, inputs, seed and draws side by side"},
           {"e2roi compare r.h5 --json | jq -r '.sentences[]'", "only the sentences"}},
          options,
          compare_files};
}

}  // namespace e2roi::program
