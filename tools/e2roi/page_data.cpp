#include "tools/e2roi/page_data.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "engine/scenario/read.hpp"
#include "tools/e2roi/json_writer.hpp"

namespace e2roi::program {
namespace {

namespace fs = std::filesystem;

std::string entry(const core::ResultSet& results, const std::string& key) {
  for (const auto& [name, value] : results.provenance)
    if (name == key) return value;
  return "";
}

/// The scenario file that a command was given: its last word that ends in .toml, without folders.
std::string scenario_file(const std::string& command) {
  std::istringstream words(command);
  std::string found;
  for (std::string word; words >> word;)
    if (fs::path(word).extension() == ".toml") found = fs::path(word).filename().string();
  return found;
}

std::string provenance(const std::vector<ResultFile>& files) {
  const core::ResultSet& first = files.front().results;
  const auto file = [](const ResultFile& each) {
    return JsonObject()
        .add_text("name", fs::path(each.name).filename().string())
        .add_text("digest", entry(each.results, "digest"))
        .text();
  };
  return JsonObject()
      .add_text("program", entry(first, "program") + " " + entry(first, "program_version"))
      .add_text("commit", entry(first, "program_commit"))
      .add_text("digest", entry(first, "digest"))
      .add_text("command", entry(first, "command"))
      .add_text("scenario_file", scenario_file(entry(first, "command")))
      .add_text("seed", entry(first, "seed"))
      .add_text("sampling", entry(first, "sampling"))
      .add("first_draw", std::to_string(first.first_draw))
      .add("draws", std::to_string(first.draws))
      .add("files", json_array(files, file))
      .text();
}

std::string points(const std::vector<scenario::Point>& plan) {
  return json_array(plan, [](const scenario::Point& point) {
    return "[" + core::json_number(point.month) + "," + core::json_number(point.value) + "]";
  });
}

std::string levers(const scenario::Path& path) {
  JsonObject object;
  add_levers(object, path);
  return object.text();
}

scenario::Scenario scenario_of(const ResultFile& file) {
  scenario::ReadOptions options;
  options.use_environment = false;
  return scenario::read_text(entry(file.results, "scenario"), file.name + ":/provenance/scenario",
                             options);
}

std::string paths_json(const std::vector<ResultFile>& files,
                       const std::vector<PathSource>& sources) {
  std::vector<scenario::Scenario> scenarios;
  for (const ResultFile& file : files) scenarios.push_back(scenario_of(file));
  return json_array(sources, [&](const PathSource& source) {
    const std::string& own_id = files[source.file].results.path_ids[source.path];
    const auto& plans = scenarios[source.file].paths;
    const auto plan = std::find_if(plans.begin(), plans.end(),
                                   [&](const auto& each) { return each.id == own_id; });
    return JsonObject()
        .add_text("id", source.id)
        .add_text("name", source.name)
        .add("levers", plan == plans.end() ? "{}" : levers(*plan))
        .text();
  });
}

}  // namespace

void add_levers(JsonObject& object, const scenario::Path& path) {
  object.add_number("commitment", path.commitment);
  for (std::size_t lever = 0; lever < scenario::kLevers.size(); ++lever)
    object.add(scenario::kLevers[lever], points(path.levers[lever]));
  object.add("staffing", points(path.staffing))
      .add("one_off", json_array(path.one_offs, [](const scenario::OneOff& one_off) {
             return JsonObject()
                 .add_number("month", one_off.month)
                 .add_number("cost", one_off.cost)
                 .add_text("what", one_off.what)
                 .text();
           }));
}

std::span<const double> PagePath::values(const std::string& group, const std::string& array) const {
  const core::NamedArray* found = results->find(group, array);
  if (found == nullptr || found->axes.empty() || found->axes[0] != "path") return {};
  const std::size_t each = found->values.size() / found->shape[0];
  return std::span(found->values).subspan(path * each, each);
}

std::string page_data(const std::vector<ResultFile>& files) {
  const core::ResultSet& first = files.front().results;
  const std::vector<PathSource> sources = distinct_paths(files);
  std::vector<PagePath> paths;
  for (const PathSource& source : sources)
    paths.push_back({&files[source.file].results, source.path, source.id, source.name});
  const std::string scenario = JsonObject()
                                   .add_text("name", first.title)
                                   .add("months", std::to_string(first.months.size()))
                                   .add_text("currency", "EUR")
                                   .add_text("toml", entry(first, "scenario"))
                                   .text();
  return JsonObject()
      .add("format", "1")
      .add_text("mode", "report")
      .add("provenance", provenance(files))
      .add("scenario", scenario)
      .add("paths", paths_json(files, sources))
      .add("results", page_results(paths))
      .text();
}

}  // namespace e2roi::program
