#include "tools/e2roi/comparable.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <span>

#include "engine/core/error.hpp"
#include "engine/scenario/read.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;
using Facts = std::vector<std::pair<std::string, std::string>>;  ///< what, and its value

/// Why files are not put side by side; the verb that was asked to is not yet in the message.
class Refusal : public core::Error {
 public:
  explicit Refusal(const std::string& message)
      : core::Error(core::ExitCode::kInvalidScenario, message) {}
};

std::string provenance(const core::ResultSet& results, const std::string& key) {
  for (const auto& [name, value] : results.provenance)
    if (name == key) return value;
  return "";
}

bool begins_with(const std::string& text, const std::string& beginning) {
  return text.rfind(beginning, 0) == 0;
}

/// Keys that files may differ in, and those that stand elsewhere in the list of facts.
bool is_free(const std::string& key) {
  static const std::set<std::string> kFree = {
      "name",     "note",      "run.quantiles", "run.keep_trajectories",
      "run.fans", "run.draws", "run.months",    "run.seed"};
  return begins_with(key, "path.") || kFree.count(key) > 0;
}

/// Everything that must agree, the gravest first.
Facts facts_of(const ResultFile& file) {
  const core::ResultSet& results = file.results;
  Facts facts = {{"the program's version", provenance(results, "program_version")},
                 {"the model's version", provenance(results, "model_version")},
                 {"the horizon (run.months)", std::to_string(results.months.size())},
                 {"the seed", provenance(results, "seed")},
                 {"the first draw", std::to_string(results.first_draw)},
                 {"the number of draws", std::to_string(results.draws)}};
  return facts;
}

/// What the scenario says but for its paths.
Facts scenario_of(const ResultFile& file) {
  const std::string text = provenance(file.results, "scenario");
  if (text.empty()) throw Refusal(file.name + " does not hold the scenario that it was made from.");
  scenario::ReadOptions options;
  options.use_environment = false;
  Facts facts;
  for (const scenario::Origin& origin :
       scenario::read_text(text, file.name + ":/provenance/scenario", options).origins)
    if (!is_free(origin.key)) facts.emplace_back(origin.key, origin.value);
  return facts;
}

std::string said(const Facts& facts, const std::string& what) {
  for (const auto& [name, value] : facts)
    if (name == what) return value;
  return "not set";
}

std::string shortened_value(const std::string& value) {
  constexpr std::size_t kMost = 60;
  return value.size() <= kMost ? value : value.substr(0, kMost) + "…";
}

/// Throws at the first fact in which a file differs from most.
void check_agree(const std::vector<ResultFile>& files, const std::vector<Facts>& facts) {
  std::vector<std::string> keys;
  for (const Facts& each : facts)
    for (const auto& [key, value] : each)
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  for (const std::string& key : keys) {
    std::map<std::string, std::size_t> count;
    for (const Facts& each : facts) ++count[said(each, key)];
    if (count.size() == 1) continue;
    std::string usual = said(facts.front(), key);
    for (const auto& [value, files_with] : count)
      if (files_with > count[usual]) usual = value;
    std::size_t odd = 0, like = 0;
    while (said(facts[odd], key) == usual) ++odd;
    while (said(facts[like], key) != usual) ++like;
    throw Refusal(files[odd].name + " cannot be put beside " + files[like].name + ": " + key +
                  " is " + shortened_value(said(facts[odd], key)) + " there and " +
                  shortened_value(usual) + " here; paths are compared in the same futures only.");
  }
}

/// What a comparison reads of each path.
constexpr std::array<const char*, 2> kCompared = {"npv", "net_promoters"};

std::span<const double> draws_of(const core::ResultSet& results, const char* name,
                                 std::size_t path) {
  return std::span(results.find("draws", name)->values)
      .subspan(path * results.draws, results.draws);
}

bool are_equal(const core::ResultSet& a, std::size_t path_a, const core::ResultSet& b,
               std::size_t path_b) {
  return std::all_of(kCompared.begin(), kCompared.end(), [&](const char* name) {
    const auto of_a = draws_of(a, name, path_a), of_b = draws_of(b, name, path_b);
    return std::equal(of_a.begin(), of_a.end(), of_b.begin(), of_b.end());
  });
}

void check_draws(const ResultFile& file) {
  const core::ResultSet& results = file.results;
  for (const char* name : kCompared) {
    const core::NamedArray* array = results.find("draws", name);
    if (array == nullptr || results.draws == 0 || results.path_ids.empty() ||
        results.path_names.size() != results.path_ids.size() ||
        array->values.size() != results.path_ids.size() * results.draws)
      throw Refusal(file.name + " holds no draws, so its paths cannot be compared.");
  }
}

/// Stay must be the same in all files, or something differs that nobody wrote down.
void check_stay(const std::vector<ResultFile>& files) {
  for (const ResultFile& file : files)
    if (!are_equal(file.results, 0, files.front().results, 0))
      throw Refusal(file.name + " cannot be put beside " + files.front().name +
                    ": 'stay' fares otherwise in them, so they are not the same futures.");
}

/// A path of a file among those of all files.
enum class Standing { kOnly, kThereAlready, kOneOfSeveral };

Standing standing_of(const std::vector<ResultFile>& files, std::size_t file, std::size_t path) {
  const core::ResultSet& own = files[file].results;
  bool is_there = false;
  for (std::size_t f = 0; f < files.size(); ++f) {
    const core::ResultSet& other = files[f].results;
    const auto same = std::find(other.path_ids.begin(), other.path_ids.end(), own.path_ids[path]);
    if (f == file || same == other.path_ids.end()) continue;
    if (!are_equal(own, path, other, static_cast<std::size_t>(same - other.path_ids.begin())))
      return Standing::kOneOfSeveral;
    is_there = is_there || f < file;
  }
  return is_there ? Standing::kThereAlready : Standing::kOnly;
}

/// "stem" of a file, or the whole name where another file has the same stem.
std::vector<std::string> labels_of(const std::vector<ResultFile>& files) {
  std::vector<std::string> labels;
  for (const ResultFile& file : files) labels.push_back(fs::path(file.name).stem().string());
  const std::vector<std::string> stems = labels;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (std::count(stems.begin(), stems.end(), stems[i]) > 1) labels[i] = files[i].name;
  return labels;
}

void check_all(const std::vector<ResultFile>& files) {
  std::set<std::string> names;
  for (const ResultFile& file : files) {
    if (!names.insert(fs::weakly_canonical(file.name).string()).second)
      throw Refusal(file.name + " is given twice.");
    check_draws(file);
  }
  if (files.size() == 1) return;
  std::vector<Facts> facts, scenarios;
  for (const ResultFile& file : files) facts.push_back(facts_of(file));
  check_agree(files, facts);
  for (const ResultFile& file : files) scenarios.push_back(scenario_of(file));
  check_agree(files, scenarios);
  check_stay(files);
}

}  // namespace

void check_comparable(const std::vector<ResultFile>& files, const std::string& verb) {
  try {
    check_all(files);
  } catch (const Refusal& refusal) {
    throw core::Error(refusal.exit_code(), verb + ": " + refusal.what());
  }
}

std::vector<PathSource> distinct_paths(const std::vector<ResultFile>& files) {
  const std::vector<std::string> labels = labels_of(files);
  std::vector<PathSource> sources;
  for (std::size_t f = 0; f < files.size(); ++f) {
    const core::ResultSet& from = files[f].results;
    for (std::size_t p = 0; p < from.path_ids.size(); ++p) {
      const Standing standing = standing_of(files, f, p);
      if (standing == Standing::kThereAlready) continue;
      const std::string prefix = standing == Standing::kOneOfSeveral ? labels[f] + ":" : "";
      sources.push_back({f, p, prefix + from.path_ids[p], prefix + from.path_names[p]});
    }
  }
  return sources;
}

core::ResultSet side_by_side(std::vector<ResultFile> files) {
  if (files.size() == 1) return std::move(files.front().results);
  core::ResultSet joined = files.front().results;
  joined.path_ids.clear();
  joined.path_names.clear();
  joined.arrays.clear();
  for (const char* name : kCompared) {
    core::NamedArray array = *files.front().results.find("draws", name);
    array.values.clear();
    array.shape[0] = 0;
    joined.arrays.push_back(std::move(array));
  }
  for (const PathSource& source : distinct_paths(files)) {
    joined.path_ids.push_back(source.id);
    joined.path_names.push_back(source.name);
    for (core::NamedArray& array : joined.arrays) {
      const auto draws = draws_of(files[source.file].results, array.name.c_str(), source.path);
      array.values.insert(array.values.end(), draws.begin(), draws.end());
      ++array.shape[0];
    }
  }
  return joined;
}

}  // namespace e2roi::program
