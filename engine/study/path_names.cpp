#include "engine/study/path_names.hpp"

#include <algorithm>
#include <vector>

#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"

namespace e2roi::study {

std::size_t path_place(const scenario::Scenario& scenario, const std::string& id) {
  std::vector<std::string> ids = {"stay"};
  for (const scenario::Path& path : scenario.paths) ids.push_back(path.id);
  const auto found = std::find(ids.begin(), ids.end(), id);
  if (found != ids.end()) return static_cast<std::size_t>(found - ids.begin());
  std::string text = "there is no path '" + id + "'; there are ";
  for (std::size_t i = 0; i < ids.size(); ++i) text += (i == 0 ? "" : ", ") + ids[i];
  const std::string meant = core::closest(id, ids);
  throw core::UsageError(text + (meant.empty() ? "" : "; did you mean '" + meant + "'?"));
}

std::string path_name(const scenario::Scenario& scenario, std::size_t place) {
  return place == 0 ? "Stay" : scenario.paths[place - 1].name;
}

}  // namespace e2roi::study
