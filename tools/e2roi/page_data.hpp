#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/scenario/scenario.hpp"
#include "tools/e2roi/comparable.hpp"
#include "tools/e2roi/json_writer.hpp"

/// What the page shows, as the one JSON object inside it (tools/page/README.md, PageData).
namespace e2roi::program {

/// A path of the page: where its values stand, and what it is called.
struct PagePath {
  const core::ResultSet* results;
  std::size_t path;
  std::string id, name;

  /// Its part of an array whose first axis is `path`; empty where the file has no such array.
  std::span<const double> values(const std::string& group, const std::string& name) const;
};

/// Outcomes, shares, differences, series, rungs, survival and tornado of the paths, stay first, all
/// with the same draws: "Results" of the page. Shapes and names: tools/page/README.md.
std::string page_results(const std::vector<PagePath>& paths);

/// Of each path, which inputs its NPV swings with; "null" where there are too few draws.
std::string page_tornado(const std::vector<PagePath>& paths);

/// Monthly series (fans; "null" where the run has kept none, or no median), and shares of the
/// journey's stages.
std::string page_series(const std::vector<PagePath>& paths);
std::string page_stages(const std::vector<PagePath>& paths);

/// Adds what a path does: commitment, the levers as [month, intensity] points, staffing, one-offs.
void add_levers(JsonObject& object, const scenario::Path& path);

/// The whole of PageData for a report on files that are comparable (check_comparable) and read with
/// Content::kAll.
std::string page_data(const std::vector<ResultFile>& files);

/// PageData of a workshop: plan and engine (page_engine()) in place of results. `command`: as
/// typed.
std::string workshop_data(const scenario::Scenario& scenario, const std::string& scenario_file,
                          const std::string& command, std::string_view engine);

}  // namespace e2roi::program
