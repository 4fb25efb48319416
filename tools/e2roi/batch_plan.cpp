#include "tools/e2roi/batch_plan.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>

#include "engine/core/number_text.hpp"
#include "engine/scenario/batch.hpp"
#include "engine/scenario/chain.hpp"
#include "engine/scenario/read.hpp"
#include "engine/study/cells.hpp"
#include "tools/e2roi/count.hpp"
#include "tools/e2roi/result_target.hpp"
#include "tools/e2roi/scenario_options.hpp"
#include "tools/e2roi/stretch_files.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

/// Long names often differ in their ends only: fitting() shortens them, and keeps them different.
constexpr std::size_t kWhole = SIZE_MAX;

/// A part of the name of a run, and what it changes.
struct Change {
  std::string name;
  std::vector<std::string> set;
};

/// The value of a crossed key in a file's name: signs stay, or -1 and 1 would be the same.
std::string value_name(const std::string& value) {
  std::string text;
  for (const char c : value) {
    const bool stays = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '.' || c == '+' || c == '_' || c == '-' ||
                       static_cast<unsigned char>(c) >= 0x80;
    if (stays)
      text += c;
    else if (c != '"' && !text.empty() && text.back() != '-')
      text += '-';
  }
  while (text.size() > 1 && text.back() == '-') text.pop_back();
  return text;
}

std::string last_part(const std::string& key) { return key.substr(key.rfind('.') + 1); }

/// Every value of one crossed key. `is_alone`: no other key ends in the same word.
std::vector<Change> changes_of(const scenario::BatchCross& cross, bool is_alone) {
  const std::string key = is_alone ? last_part(cross.key) : cross.key;
  std::vector<Change> changes;
  for (const std::string& value : cross.values)
    changes.push_back({file_name_of(key) + "=" + value_name(value), {cross.key + "=" + value}});
  return changes;
}

std::vector<Change> changes_of(const study::Cells& samples) {
  std::vector<Change> changes;
  for (std::size_t row = 0; row < samples.size(); ++row) {
    char name[32];
    std::snprintf(name, sizeof name, "sample-%04zu", row + 1);
    Change change{name, {}};
    const std::vector<double> values = samples.values(row);
    for (std::size_t i = 0; i < values.size(); ++i)
      change.set.push_back(samples.axes[i].key + "=" + core::number_text(values[i]));
    changes.push_back(std::move(change));
  }
  return changes;
}

/// The samples of one key; at most kMostMistakes of them are told.
void check_samples_of(std::size_t axis, const study::Cells& cells,
                      std::vector<scenario::Diagnostic>& mistakes) {
  constexpr std::size_t kMostMistakes = 100;
  const study::Axis& samples = cells.axes[axis];
  for (std::size_t row = 0; row < samples.values.size() && mistakes.size() < kMostMistakes; ++row) {
    const std::string mistake = scenario::value_mistake(samples.key, samples.values[row]);
    if (mistake.empty()) continue;
    const auto [line, column] = cells.value_places[row][axis];
    mistakes.push_back(
        {cells.file, line, column, mistake, cells.lines[static_cast<std::size_t>(line) - 1]});
  }
}

/// The samples of a batch file, their keys checked; mistakes go to `mistakes`.
study::Cells samples_of(const fs::path& file, const std::vector<scenario::BatchCross>& crosses,
                        std::vector<scenario::Diagnostic>& mistakes) {
  study::Cells cells;
  try {
    cells = study::list_of(file);
  } catch (const scenario::InvalidScenario& invalid) {
    mistakes.insert(mistakes.end(), invalid.diagnostics().begin(), invalid.diagnostics().end());
    return cells;
  }
  for (std::size_t i = 0; i < cells.axes.size(); ++i) {
    const std::string& key = cells.axes[i].key;
    std::string mistake = scenario::setting_mistake(key);
    if (std::any_of(crosses.begin(), crosses.end(), [&](const auto& c) { return c.key == key; }))
      mistake = "\"" + key + "\" is crossed in the batch file too; only one of them can count";
    const auto [line, column] = cells.key_places[i];
    if (!mistake.empty())
      mistakes.push_back(
          {cells.file, line, column, mistake, cells.lines[static_cast<std::size_t>(line) - 1]});
    else
      check_samples_of(i, cells, mistakes);
  }
  return cells;
}

/// Name of a scenario among those below `root`: its path there without what all have in common.
std::string short_name(const fs::path& file, const fs::path& root) {
  const fs::path actual = fs::is_directory(file) ? file / "scenario.toml" : file;
  fs::path below = root.empty() ? fs::path()
                                : fs::absolute(actual).lexically_normal().lexically_relative(
                                      fs::absolute(root).lexically_normal());
  if (below.empty() || *below.begin() == "..") below = actual.filename();
  const bool is_in_folder = actual.filename() == "scenario.toml";
  fs::path named = is_in_folder ? below.parent_path() : below.replace_extension();
  if (named.empty() || named == ".")
    named = is_in_folder ? fs::absolute(actual).lexically_normal().parent_path().filename()
                         : actual.stem();
  return file_name_of(named.generic_string(), kWhole);
}

/// Whether a file says that it is a scenario: it has paths, or extends one.
bool looks_like_scenario(const fs::path& file) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    std::erase_if(line, [](char c) { return c == ' ' || c == '\t'; });
    if (line.starts_with("[[path]]") || line.starts_with("extends=")) return true;
  }
  return false;
}

/// The scenarios below a folder, by name.
std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> named, others;
  try {
    for (fs::recursive_directory_iterator i(folder), end; i != end; ++i) {
      const std::string name = i->path().filename().string();
      if (i->is_directory() && (name == "base" || name.starts_with(".")))
        i.disable_recursion_pending();
      else if (i->is_regular_file() && name == "scenario.toml")
        named.push_back(i->path());
      else if (i->is_regular_file() && i->path().extension() == ".toml")
        others.push_back(i->path());
    }
  } catch (const fs::filesystem_error& error) {
    throw core::FileError("cannot read the folder " + folder.string() + ": " +
                          error.code().message());
  }
  if (named.empty())
    for (const fs::path& file : others)
      if (!scenario::is_batch_file(file) && looks_like_scenario(file)) named.push_back(file);
  std::sort(named.begin(), named.end());
  return named;
}

/// A scenario file and what runs of it are called.
struct Named {
  fs::path file;
  std::string name;
};

void add_scenarios(const fs::path& path, const fs::path& root, std::vector<Named>& to) {
  if (!fs::is_directory(path)) {
    to.push_back({path, short_name(path, root)});
    return;
  }
  for (const fs::path& file : scenarios_in(path))
    to.push_back({file, short_name(file, root.empty() ? path : root)});
}

/// Keeps names within what file systems take, and different.
std::string fitting(const std::string& name) {
  constexpr std::size_t kMost = 180;
  if (name.size() <= kMost) return name;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end) + "-" + short_name_of({{"run", name}});
}

class Expansion {
 public:
  explicit Expansion(const Arguments& arguments) : last_(overrides(arguments)) {}

  std::vector<std::string> set;                 ///< for all
  std::vector<std::vector<Change>> dimensions;  ///< of each one change at a time

  /// Adds the runs of one scenario.
  void add(const Named& scenario, std::vector<BatchRun>& runs) const {
    add(0, {scenario.name, scenario.file, set}, runs);
  }
  double runs_each() const {
    double runs = 1;
    for (const auto& changes : dimensions) runs *= static_cast<double>(changes.size());
    return runs;
  }

 private:
  void add(std::size_t dimension, const BatchRun& so_far, std::vector<BatchRun>& runs) const {
    if (dimension == dimensions.size()) {
      runs.push_back(so_far);
      runs.back().name = fitting(so_far.name);
      runs.back().overrides.insert(runs.back().overrides.end(), last_.begin(), last_.end());
      return;
    }
    for (const Change& change : dimensions[dimension]) {
      BatchRun next = so_far;
      next.name += "--" + change.name;
      next.overrides.insert(next.overrides.end(), change.set.begin(), change.set.end());
      add(dimension + 1, next, runs);
    }
  }

  std::vector<std::string> last_;
};

/// Also a link in a folder that a batch file names must not lead out of its folder tree.
void refuse_outside(const std::vector<Named>& scenarios, const fs::path& batch_file) {
  const fs::path tree = scenario::folder_tree_of(batch_file);
  for (const Named& each : scenarios)
    if (!scenario::is_inside(fs::weakly_canonical(fs::absolute(each.file)), tree))
      throw core::Error(core::ExitCode::kInvalidScenario,
                        "batch: " + each.file.string() + " leaves the folder tree of " +
                            batch_file.string() + "; --allow-outside permits it.");
}

/// Variants differ in their ids, but of those only what a file's name takes is in names.
void refuse_equal_names(const std::vector<Change>& variants) {
  std::map<std::string, const Change*> names;
  for (const Change& variant : variants)
    if (!names.emplace(variant.name, &variant).second)
      throw core::Error(core::ExitCode::kInvalidScenario,
                        "batch: two variants would both be called '" + variant.name +
                            "' in the names of files. Give one another id.");
}

/// The command line's changes come last: all values of a crossed key would be the same.
void refuse_undone(const Arguments& arguments, const std::vector<scenario::BatchCross>& crosses) {
  for (const std::string& setting : overrides(arguments))
    for (const auto& cross : crosses)
      if (setting.substr(0, setting.find('=')) == cross.key)
        throw core::UsageError("batch: " + cross.key +
                               " is crossed in the batch file, so it cannot be set for all runs by "
                               "an option as well.");
}

void read_batch_file(const fs::path& file, const Arguments& arguments, Expansion& expansion,
                     std::vector<Named>& scenarios, std::string& name) {
  std::vector<scenario::Diagnostic> mistakes;
  const scenario::Batch batch =
      scenario::read_batch(file, arguments.has("allow-outside"), mistakes);
  std::vector<Change> variants;
  for (const auto& variant : batch.variants)
    variants.push_back({file_name_of(variant.id, kWhole), variant.set});
  if (!batch.samples.empty())
    for (Change& change : changes_of(samples_of(batch.samples, batch.crosses, mistakes)))
      variants.push_back(std::move(change));
  if (!mistakes.empty()) throw scenario::InvalidScenario(std::move(mistakes));

  refuse_equal_names(variants);
  refuse_undone(arguments, batch.crosses);

  name = batch.name;
  expansion.set = batch.set;
  if (!variants.empty()) expansion.dimensions.push_back(std::move(variants));
  std::map<std::string, int> last_parts;
  for (const auto& cross : batch.crosses) ++last_parts[last_part(cross.key)];
  for (const auto& cross : batch.crosses)
    expansion.dimensions.push_back(changes_of(cross, last_parts[last_part(cross.key)] == 1));
  const fs::path folder = file.parent_path();
  for (const fs::path& path : batch.scenarios)
    add_scenarios(path, folder.empty() ? fs::path(".") : folder, scenarios);
  if (!arguments.has("allow-outside")) refuse_outside(scenarios, file);
}

/// A name for the batch of folders and files.
std::string name_of(const std::vector<std::string>& operands) {
  const fs::path first = fs::absolute(operands.front()).lexically_normal();
  const bool ends_in_slash = first.filename().empty();
  const std::string name = fs::is_directory(first)
                               ? (ends_in_slash ? first.parent_path() : first).filename().string()
                               : short_name(first, "");
  return name +
         (operands.size() > 1 ? "-and-" + std::to_string(operands.size() - 1) + "-more" : "");
}

/// Whose names are the same, and what to do.
std::string both_of(const BatchRun& a, const BatchRun& b) {
  std::error_code ignored;
  if (!fs::equivalent(a.scenario, b.scenario, ignored))
    return "of " + a.scenario.string() + " and of " + b.scenario.string() + ". Rename one.";
  if (a.overrides == b.overrides) return a.scenario.string() + " is given twice.";
  std::string different;
  for (const BatchRun* run : {&a, &b})
    for (const std::string& setting : run->overrides)
      if (const auto& other = (run == &a ? b : a).overrides;
          std::find(other.begin(), other.end(), setting) == other.end())
        different += (different.empty() ? "" : " and with ") + setting;
  return "of " + a.scenario.string() + " with " + different +
         ". Such values are too alike for names of files.";
}

void refuse_equal_names(const std::vector<BatchRun>& runs, core::ExitCode code) {
  for (std::size_t i = 1; i < runs.size(); ++i)
    if (runs[i].name == runs[i - 1].name)
      throw core::Error(code, "batch: two runs would both write '" + runs[i].name +
                                  ".h5': " + both_of(runs[i - 1], runs[i]));
}

}  // namespace

BatchPlan plan_batch(const Arguments& arguments) {
  BatchPlan plan;
  Expansion expansion(arguments);
  std::vector<Named> scenarios;
  core::ExitCode code = core::ExitCode::kUsage;
  scenario::check_typed_settings(overrides(arguments));
  const std::vector<std::string>& operands = arguments.operands;
  for (const std::string& operand : operands) {
    if (!fs::exists(operand))
      throw core::FileError("cannot read " + operand + ": there is no such file");
    if (!scenario::is_batch_file(operand)) {
      add_scenarios(operand, "", scenarios);
      continue;
    }
    if (operands.size() > 1)
      throw core::UsageError("batch: '" + operand +
                             "' is a batch file, which stands alone; it can name other scenarios.");
    code = core::ExitCode::kInvalidScenario;
    read_batch_file(operand, arguments, expansion, scenarios, plan.name);
  }
  if (plan.name.empty()) plan.name = name_of(operands);
  if (scenarios.empty())
    throw core::Error(code, "batch: there is no scenario in '" + operands.front() +
                                "': neither a scenario.toml nor a file with [[path]].");
  const double runs = expansion.runs_each() * static_cast<double>(scenarios.size());
  if (runs > static_cast<double>(kMostRuns))
    throw core::Error(code, "batch: these are " + core::rounded_text(runs, 6) +
                                " runs, and a batch has at most " + grouped(kMostRuns) + ".");
  for (const Named& scenario : scenarios) expansion.add(scenario, plan.runs);
  std::stable_sort(plan.runs.begin(), plan.runs.end(),
                   [](const BatchRun& a, const BatchRun& b) { return a.name < b.name; });
  refuse_equal_names(plan.runs, code);
  return plan;
}

}  // namespace e2roi::program
