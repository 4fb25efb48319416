#pragma once
#include <functional>
#include <string>

#include "engine/analysis/report.hpp"
#include "engine/scenario/scenario.hpp"
#include "tools/e2roi/verb.hpp"

/// What the verbs that answer questions (sensitivity, explain, sweep …) have in common: a scenario
/// in, a report out.
namespace e2roi::program {

/// The options that change a scenario, and --threads, --out, --json, --quiet, --help.
void add_study_options(boost::program_options::options_description& options);

/// Of --threads, else of the environment variable E2ROI_THREADS, else run::default_threads(): what
/// the machine grants is looked up once.
int threads_of(const Arguments& arguments);

/// A progress report for `total` rows or draws on standard error, none with --quiet. Lives as long
/// as the function that it returns.
std::function<void(std::uint64_t)> row_progress(const Arguments& arguments, std::uint64_t total);

/// Carries out `study` so that Ctrl-C and SIGTERM stop it at its next block (pass stop_requested()
/// to run::Evaluator): then throws core::Error with the signal's exit code.
analysis::Report stoppable(const std::function<analysis::Report()>& study);

/// Throws core::FileError if --out is given and cannot be written. To be called before the study.
void check_out(const Arguments& arguments);

/// The entry of the provenance of a file of tables that has the report as text, for `info`.
inline constexpr const char* kReportEntry = "report";

/// Prints the report as text or, with --json, as JSON, and with --out writes it to a result file
/// (group `report.kind`), with the scenario and how it was made as provenance. `command`: the verb
/// and its own options, as typed.
void deliver(const analysis::Report& report, const scenario::Scenario& scenario,
             const Arguments& arguments, const std::string& command);

}  // namespace e2roi::program
