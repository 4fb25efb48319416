#include "engine/results/file.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/export_target.hpp"
#include "tools/e2roi/export_xlsx.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;

std::uint64_t most_draws(const Arguments& arguments) {
  if (!arguments.has("draws")) return 0;
  const std::uint64_t most = arguments.get<Count>("draws").value;
  if (most == 0) throw core::UsageError("export: --draws is 0 and must be 1 or more.");
  return most;
}

core::ResultSet read_draws(const std::string& file) {
  core::ResultSet results = results::read(file);
  if (results.draws == 0 || outcome_columns(results, 1).empty())
    throw core::Error(
        core::ExitCode::kInvalidScenario,
        "export: " + file + " holds no draws: only what 'e2roi run' or 'merge' wrote is exported.");
  return results;
}

core::ExitCode export_result(const Arguments& arguments) {
  const std::uint64_t most = most_draws(arguments);
  std::vector<ExportTarget> targets = export_targets(arguments);
  const core::ResultSet results = read_draws(arguments.operands[0]);
  const std::uint64_t draws = draws_to_write(results, most);
  for (ExportTarget& target : targets) {
    write_export(results, draws, target);
    if (arguments.has("quiet") || target.name == "-") continue;
    say("e2roi: wrote " + target.name + "\n");
    if (target.format == ExportFormat::kXlsx && draws > kMostSheetDraws)
      say("e2roi: a sheet of Excel has " + grouped(kMostSheetDraws + 1) + " rows, so " +
          target.name + " holds the first " + grouped(kMostSheetDraws) + " of " + grouped(draws) +
          " draws; CSV takes all.\n");
  }
  return core::ExitCode::kOk;
}

}  // namespace

Verb export_verb() {
  po::options_description options("Options");
  options.add_options()(
      "out", po::value<std::vector<std::string>>()->composing()->value_name("FILE"),
      "where to: FILE.xlsx, FILE.csv, FILE.json (SIPmath), a folder FOLDER/ for all tables as CSV, "
      "or - for standard output; may be given several times; without it RESULT.xlsx beside the "
      "result")("format", po::value<std::string>()->value_name("NAME"),
                "xlsx, csv or sipmath, where no file name says it")(
      "table", po::value<std::string>()->value_name("NAME"),
      "what a single CSV file holds: outcomes, series, draws (unless said otherwise), inputs or "
      "columns")("draws", po::value<Count>()->value_name("N"),
                 "write only the first N draws; summaries and fans are of all")(
      "quiet,q", "say nothing on standard error")("help,h", "this text");
  return {"export",
          "RESULT.h5",
          "write a result as an Excel workbook, CSV or SIPmath JSON",
          Operand::kResult,
          1,
          1,
          {{"e2roi export results/sns-bank-2013-2017-01234567.h5",
            "an Excel workbook beside it: summary, charts, draws, inputs, provenance"},
           {"e2roi export r.h5 --out tables/ --out r.json",
            "tidy CSV for R and pandas, one file a table, and SIPmath 3.0"},
           {"e2roi export r.h5 --format csv --table outcomes --out - | head",
            "one table on standard output"}},
          options,
          export_result};
}

}  // namespace e2roi::program
