#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "engine/analysis/difference.hpp"
#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "engine/sampling/design.hpp"
#include "engine/scenario/read.hpp"
#include "tools/e2roi/batch_index.hpp"
#include "tools/e2roi/build_info.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

double tolerance_of(const Arguments& arguments) {
  if (!arguments.has("tolerance")) return 0;
  const std::string& text = arguments.get<std::string>("tolerance");
  double tolerance = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tolerance);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(tolerance) ||
      tolerance < 0)
    throw core::UsageError("diff: --tolerance is '" + text +
                           "' and must be a number of standard deviations of the old draws, 0 or "
                           "more: 0.01.");
  return tolerance + 0.0;  // no -0
}

const std::string& said(const core::ResultSet& results, const char* key) {
  return results::value_of(results.provenance, key);
}

/// A run's outputs; its digest holds.
core::ResultSet read_run(const fs::path& file) {
  core::ResultSet results = results::read(file);
  if (results.find("draws", "npv") == nullptr || results.draws == 0)
    throw core::Error(core::ExitCode::kInvalidScenario,
                      "diff: " + file.string() +
                          " holds no draws: only what 'e2roi run' or 'merge' wrote is compared.");
  std::erase_if(results.arrays,
                [](const core::NamedArray& array) { return array.group != "draws"; });
  return results;
}

/// Whether draws of the same number have the same random numbers behind them.
bool same_futures(const core::ResultSet& before, const core::ResultSet& after) {
  const std::string& sampling = said(before, "sampling");
  if (said(before, "seed") != said(after, "seed") || sampling != said(after, "sampling"))
    return false;
  return before.draws == after.draws ||
         !sampling::depends_on_draws(sampling::design_named(sampling));
}

/// Key and value of all that a run's scenario says; nothing where this program cannot read it.
std::map<std::string, std::string> keys_of(const core::ResultSet& results) {
  scenario::ReadOptions from_text;
  from_text.use_environment = false;
  std::map<std::string, std::string> keys;
  try {
    for (const scenario::Origin& origin :
         scenario::read_text(said(results, "scenario"), "/provenance/scenario", from_text).origins)
      keys[origin.key] = origin.value;
  } catch (const scenario::InvalidScenario&) {
    keys.clear();
  }
  return keys;
}

std::string shortened_value(const std::map<std::string, std::string>& keys,
                            const std::string& key) {
  constexpr std::size_t kMost = 60;
  const auto found = keys.find(key);
  if (found == keys.end()) return "not set";
  std::string text = found->second;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;  // not inside a character of UTF-8
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// "2 scenario keys differ: company.care_staff: 320 → 400; …"
std::string scenario_sentence(const core::ResultSet& before, const core::ResultSet& after) {
  constexpr std::size_t kMostNamed = 20;
  if (said(before, "scenario") == said(after, "scenario")) return "The scenarios are the same.";
  const auto old = keys_of(before), now = keys_of(after);
  if (old.empty() || now.empty())
    return "The scenarios differ, and one of them cannot be read by this program.";
  std::set<std::string> keys;
  for (const auto* each : {&old, &now})
    for (const auto& [key, value] : *each) keys.insert(key);
  std::size_t count = 0;
  std::string text;
  for (const std::string& key : keys) {
    const auto a = old.find(key), b = now.find(key);
    if (a != old.end() && b != now.end() && a->second == b->second) continue;
    if (++count <= kMostNamed)
      text += (text.empty() ? "" : "; ") + key + ": " + shortened_value(old, key) + " → " +
              shortened_value(now, key);
  }
  if (count == 0) return "The scenarios say the same in other words.";
  return std::to_string(count) +
         (count == 1 ? " scenario key differs: " : " scenario keys differ: ") + text +
         (count > kMostNamed ? "; …" : "") + ".";
}

std::string maker_of(const core::ResultSet& results) {
  return "e2roi " + said(results, "program_version") + " (model " + said(results, "model_version") +
         ", commit " + said(results, "program_commit") + ")";
}

std::string program_sentence(const core::ResultSet& before, const core::ResultSet& after) {
  const std::string old = maker_of(before), now = maker_of(after);
  return old == now ? "Both were made by " + old + "."
                    : "The old run was made by " + old + ", the new one by " + now + ".";
}

/// Labels for a report's file: the paths of both runs.
core::ResultSet labels_of(const core::ResultSet& before, const core::ResultSet& after) {
  core::ResultSet labels;
  labels.path_ids = before.path_ids;
  labels.path_names = before.path_names;
  for (std::size_t i = 0; i < after.path_ids.size(); ++i)
    if (std::find(labels.path_ids.begin(), labels.path_ids.end(), after.path_ids[i]) ==
        labels.path_ids.end()) {
      labels.path_ids.push_back(after.path_ids[i]);
      labels.path_names.push_back(after.path_names[i]);
    }
  return labels;
}

std::string digest_line(const fs::path& file, const core::ResultSet& results) {
  return file.filename().string() + " " + said(results, "digest");
}

void deliver(const analysis::Report& report, core::ResultSet labels, const std::string& made_from,
             const Arguments& arguments) {
  if (arguments.has("json"))
    print(analysis::report_json(report));
  else
    print(report.title + "\n\n" + analysis::report_text(report));
  if (!arguments.has("out")) return;
  const BuildInfo& build = build_info();
  labels.title = report.title;
  labels.provenance = {{"program", "e2roi"},
                       {"program_version", build.version},
                       {"program_commit", build.commit},
                       {"model_version", build.model},
                       {"study", "e2roi diff"},
                       {kReportEntry, analysis::report_text(report)},
                       {"made_from", made_from}};
  analysis::add_report(labels, report);
  const std::string& file = arguments.get<std::string>("out");
  results::write(labels, file);
  say("e2roi: wrote " + file + "\n");
}

core::ExitCode code_of(bool has_moved) {
  return has_moved ? core::ExitCode::kDiffers : core::ExitCode::kOk;
}

core::ExitCode diff_files(const fs::path& old, const fs::path& now, const Arguments& arguments) {
  const core::ResultSet before = read_run(old), after = read_run(now);
  const analysis::Difference difference =
      analysis::difference(before, after, same_futures(before, after), tolerance_of(arguments));
  analysis::Report report = analysis::difference_report(
      difference, before.title == after.title ? before.title : before.title + " → " + after.title);
  report.sentences.push_back(scenario_sentence(before, after));
  report.sentences.push_back(program_sentence(before, after));
  deliver(report, labels_of(before, after),
          digest_line(old, before) + "\n" + digest_line(now, after), arguments);
  return code_of(difference.has_moved());
}

/// The result files of a folder, by name: of a batch those that its index has as done, for what
/// lies beside them is of other runs.
struct Folder {
  std::set<std::string> files;
  std::vector<std::string> not_done;  ///< runs
};

Folder by_index(const fs::path& folder, const std::vector<IndexedRun>& runs) {
  Folder found;
  for (const IndexedRun& run : runs)
    if (run.is_done)
      found.files.insert(fs::path(run.file).filename().string());
    else
      found.not_done.push_back(run.run);
  if (found.files.empty())
    throw core::FileError("the index of the folder " + folder.string() + " has no run as done");
  return found;
}

Folder results_in(const fs::path& folder) {
  if (const auto indexed = read_index(folder)) return by_index(folder, *indexed);
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error))
    if (each->path().extension() == ".h5") names.insert(each->path().filename().string());
  if (error)
    throw core::FileError("cannot read the folder " + folder.string() + ": " + error.message());
  if (names.empty())
    throw core::FileError("the folder " + folder.string() + " holds no result files (*.h5)");
  return {names, {}};
}

void say_not_done(const std::string& which, const Folder& folder, analysis::Report& report) {
  constexpr std::size_t kMostNamed = 20;
  if (folder.not_done.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < folder.not_done.size() && i < kMostNamed; ++i)
    names += (i == 0 ? "" : ", ") + folder.not_done[i];
  report.sentences.push_back("Not done, says the index of the " + which + " folder: " + names +
                             (folder.not_done.size() > kMostNamed ? ", …" : "") + ".");
}

core::ExitCode diff_folders(const fs::path& old, const fs::path& now, const Arguments& arguments) {
  const double tolerance = tolerance_of(arguments);
  const Folder old_results = results_in(old), new_results = results_in(now);
  const std::set<std::string>&before = old_results.files, &after = new_results.files;
  analysis::FolderDifference all;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(all.only_old));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(all.only_new));
  std::string made_from;
  for (const std::string& name : before) {
    if (after.count(name) == 0) continue;
    const core::ResultSet a = read_run(old / name), b = read_run(now / name);
    all.files.push_back({name, analysis::difference(a, b, same_futures(a, b), tolerance)});
    made_from += (made_from.empty() ? "" : "\n") + digest_line(name, a) + " " + said(b, "digest");
  }
  analysis::Report report =
      analysis::folder_difference_report(all, tolerance, old.string() + " → " + now.string());
  say_not_done("old", old_results, report);
  say_not_done("new", new_results, report);
  deliver(report, {}, made_from, arguments);
  return code_of(all.has_moved());
}

core::ExitCode compare_old_and_new(const Arguments& arguments) {
  const fs::path old = arguments.operands[0], now = arguments.operands[1];
  tolerance_of(arguments);
  std::error_code ignored;
  const bool is_folder = fs::is_directory(old, ignored);
  if (is_folder != fs::is_directory(now, ignored))
    throw core::UsageError("diff: " + (is_folder ? old : now).string() + " is a folder and " +
                           (is_folder ? now : old).string() +
                           " is not: give two result files or two folders.");
  check_out(arguments);
  return is_folder ? diff_folders(old, now, arguments) : diff_files(old, now, arguments);
}

}  // namespace

Verb diff_verb() {
  po::options_description options("Options");
  options.add_options()("tolerance", po::value<std::string>()->value_name("X"),
                        "what may move without exit code 3, in standard deviations of the old "
                        "draws; 0 by default: any bit")(
      "out", po::value<std::string>()->value_name("FILE"), "also write the tables to this file")(
      "json", "print the report as JSON")("help,h", "this text");
  return {"diff",
          "OLD NEW",
          "which outputs moved between two results or two folders of them; exit code 3 if any",
          Operand::kResult,
          2,
          2,
          {{"e2roi diff old.h5 new.h5", "what moved, paired on common draws, the largest first"},
           {"e2roi diff baseline/ today/ --tolerance 0.01",
            "a regression gate: every pair of files of the same name"}},
          options,
          compare_old_and_new};
}

}  // namespace e2roi::program
