#include <algorithm>
#include <set>
#include <sstream>

#include "engine/analysis/comparison.hpp"
#include "engine/analysis/summary.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/json.hpp"
#include "engine/results/file.hpp"
#include "engine/results/shard.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/output.hpp"
#include "tools/e2roi/shard_info.hpp"
#include "tools/e2roi/simulate.hpp"
#include "tools/e2roi/study_options.hpp"
#include "tools/e2roi/verb.hpp"

namespace e2roi::program {
namespace {

namespace po = boost::program_options;
using core::ResultSet;

/// Entries of the provenance that fill pages; `info` says where they are instead.
bool is_long(const std::string& text) { return text.find('\n') != std::string::npos; }

std::string line(const std::string& label, const std::string& text) {
  return "  " + label +
         std::string(std::max<std::size_t>(18, label.size() + 1) - label.size(), ' ') + text + "\n";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// "series/loyalty (path, month, quantile) [1]"
std::string array_text(const core::NamedArray& array) {
  return (array.group.empty() ? "" : array.group + "/") + array.name + " (" + listed(array.axes) +
         ") [" + array.unit + "]";
}

std::string contents(const ResultSet& results) {
  std::string text = "Holds\n";
  const std::uint64_t last = results.first_draw + std::max<std::uint64_t>(results.draws, 1) - 1;
  text += line("draws", results.draws == 0 ? "none"
                                           : grouped(results.draws) + " draws, " +
                                                 std::to_string(results.first_draw) + " to " +
                                                 std::to_string(last));
  text += line("months", std::to_string(results.months.size()));
  text += line("paths", listed(results.path_ids));
  text += line("inputs", std::to_string(results.input_keys.size()));
  if (results.kept_trajectories > 0)
    text += line("trajectories", "of the first " + grouped(results.kept_trajectories) + " draws");
  std::vector<std::string> groups;
  for (const core::NamedArray& array : results.arrays)
    if (std::find(groups.begin(), groups.end(), array.group) == groups.end())
      groups.push_back(array.group);
  for (const std::string& group : groups) {
    const auto count = std::count_if(results.arrays.begin(), results.arrays.end(),
                                     [&](const auto& array) { return array.group == group; });
    text += line("/" + group, std::to_string(count) + " variables");
  }
  return text;
}

std::string provenance(const ResultSet& results) {
  std::string text = "\nMade by\n";
  for (const auto& [key, value] : results.provenance)
    if (!value.empty() && !is_long(value)) text += line(key, value);
  std::string pages;
  for (const auto& [key, value] : results.provenance)
    if (is_long(value)) pages += (pages.empty() ? "" : ", ") + ("/provenance/" + key);
  return text + (pages.empty() ? "" : line("in full", pages + " (or --json)"));
}

/// Lines that cannot move the cursor, whoever wrote the file; ends with a newline.
std::string without_controls(const std::string& text) {
  std::istringstream lines(text);
  std::string safe;
  for (std::string each; std::getline(lines, each);) safe += analysis::plain(each) + "\n";
  return safe;
}

/// The decision table; of a file without draws the report of the study that made it.
std::string answer(const ResultSet& results) {
  if (results.draws > 0)
    return analysis::decision_text(analysis::summarise(results)) +
           analysis::comparison_text(analysis::comparison_of(results), results.draws);
  for (const auto& [key, value] : results.provenance)
    if (key == kReportEntry) return without_controls(value);
  return "This file holds tables of a study and no draws, so there is no decision table.\n";
}

/// `held`: the labels of all that the file holds; `results`: what the decision table needs.
std::string info_json(const ResultSet& held, const ResultSet& results) {
  std::string arrays;
  for (const core::NamedArray& array : held.arrays)
    arrays += (arrays.empty() ? "" : ",") + core::json_string(array_text(array));
  std::string entries;
  for (const auto& [key, value] : results.provenance)
    entries +=
        (entries.empty() ? "" : ",") + core::json_string(key) + ":" + core::json_string(value);
  std::string decision = "null";
  if (held.draws > 0) {
    decision = result_json(analysis::summarise(results), analysis::comparison_of(results));
    decision.pop_back();  // its newline
  }
  return "{\"format\":\"e2roi-info-1\",\"name\":" + core::json_string(results.title) +
         ",\"draws\":" + std::to_string(results.draws) +
         ",\"first_draw\":" + core::json_string(std::to_string(results.first_draw)) +
         ",\"months\":" + std::to_string(results.months.size()) + ",\"variables\":[" + arrays +
         "],\"provenance\":{" + entries + "},\"decision\":" + decision + "}\n";
}

core::ExitCode show_contents(const Arguments& arguments) {
  const std::string& file = arguments.operands[0];
  if (results::is_shard(file)) {
    print(arguments.has("json") ? shard_info_json(file) : shard_info(file));
    return core::ExitCode::kOk;
  }
  const ResultSet held = results::read(file, results::Content::kLabels);
  const ResultSet results = results::read(file, results::Content::kDecision);
  if (arguments.has("json"))
    print(info_json(held, results));
  else
    print(results.title + "\n\n" + answer(results) + "\n" + contents(held) + provenance(held));
  return core::ExitCode::kOk;
}

}  // namespace

Verb info_verb() {
  po::options_description options("Options");
  options.add_options()("json", "print all of it as JSON, with the whole provenance")("help,h",
                                                                                      "this text");
  return {
      "info",
      "FILE",
      "show what a result file or a shard holds and how it was made, and its decision table",
      Operand::kResult,
      1,
      1,
      {{"e2roi run scenarios/sns-2013/scenario.toml --out sns.h5 && e2roi info sns.h5",
        "the table, contents, provenance"},
       {"e2roi info sns.h5 --json > sns.json", "all of it for other programs"},
       {"e2roi info bank.h5-003-of-016.shard", "which draws, of which run, what is missing"},
       {"e2roi info r.h5 --json | jq -r .provenance.scenario", "the scenario it was made from"}},
      options,
      show_contents};
}

}  // namespace e2roi::program
