#include "tools/e2roi/provenance.hpp"

#include <filesystem>
#include <iterator>
#include <utility>

#include "engine/results/file.hpp"
#include "tools/e2roi/build_info.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

std::string command(const scenario::Scenario& scenario, std::uint64_t first_draw,
                    const std::vector<std::string>& overrides) {
  // The file's name only: its folder is this machine's.
  std::string text = "e2roi run " + quoted_file(fs::path(scenario.file).filename().string());
  for (const std::string& setting : overrides) text += " --set " + quoted(setting);
  if (first_draw > 0) text += " --first-draw " + std::to_string(first_draw);
  return text;
}

std::string lines(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : "\n") + text;
  return joined;
}

/// "../base/bank.toml:12" for a place in a file as seen from the scenario's folder, of which no
/// more than the name is told where it cannot be seen from there; "--set" and the like as they are.
std::string portable(const std::string& from, const fs::path& scenario_folder) {
  const auto colon = from.rfind(':');
  const bool is_place = colon != std::string::npos &&
                        from.find_first_not_of("0123456789", colon + 1) == std::string::npos;
  if (!is_place) return from;
  const fs::path file = from.substr(0, colon);
  const fs::path seen = file.lexically_relative(scenario_folder);
  return (seen.empty() ? file.filename() : seen).string() + from.substr(colon);
}

/// "key = value  # where from", a line each.
std::string origins(const scenario::Scenario& scenario) {
  const fs::path folder = fs::path(scenario.file).parent_path();
  std::vector<std::string> texts;
  for (const scenario::Origin& origin : scenario.origins)
    texts.push_back(origin.key + " = " + origin.value + "  # " + portable(origin.from, folder));
  return lines(texts);
}

}  // namespace

std::string quoted(const std::string& word) {
  const char* plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-=./:,+%@";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : std::string(1, c);
  return text + "'";
}

std::string quoted_file(const std::string& name) {
  const bool looks_like_option = name.size() > 1 && name.front() == '-';  // "-": standard input
  return quoted((looks_like_option ? "./" : "") + name);
}

Entries provenance_of(const scenario::Scenario& scenario, std::uint64_t first_draw,
                      const std::vector<std::string>& overrides) {
  const BuildInfo& build = build_info();
  return {
      {"program", "e2roi"},
      {"program_version", build.version},
      {"program_commit", build.commit},
      {"compiler", build.compiler},
      {"model_version", build.model},
      {"seed", std::to_string(scenario.run.seed)},
      {"first_draw", std::to_string(first_draw)},
      {"draws", std::to_string(scenario.run.draws)},
      {"command", command(scenario, first_draw, overrides)},
      {"overrides", lines(overrides)},
      {"origins", origins(scenario)},
      {"scenario", scenario.merged_text},
  };
}

void add_provenance(core::ResultSet& results, Entries entries, const std::string& digest) {
  entries.insert(entries.end(), std::make_move_iterator(results.provenance.begin()),
                 std::make_move_iterator(results.provenance.end()));
  entries.emplace_back("digest", digest);
  results.provenance = std::move(entries);
}

void add_provenance(core::ResultSet& results, const scenario::Scenario& scenario,
                    const std::vector<std::string>& overrides) {
  Entries entries = provenance_of(scenario, results.first_draw, overrides);
  for (auto& [key, value] : entries)  // a study keeps none
    if (key == "draws") value = std::to_string(results.draws);
  add_provenance(results, std::move(entries), results::digest(results));
}

}  // namespace e2roi::program
