#include "engine/study/explain.hpp"

#include <algorithm>

#include "engine/core/error.hpp"
#include "engine/core/suggest.hpp"
#include "engine/study/ledger.hpp"
#include "engine/study/placebo.hpp"

namespace e2roi::study {
namespace {

std::size_t best_of(const PlaceboResult& placebo) {
  const auto less = [](const analysis::Estimate& a, const analysis::Estimate& b) {
    return a.value < b.value;
  };
  return static_cast<std::size_t>(std::max_element(placebo.npv.begin(), placebo.npv.end(), less) -
                                  placebo.npv.begin());
}

bool cuts_staff(const scenario::Path& path) {
  return std::any_of(path.staffing.begin(), path.staffing.end(),
                     [](const scenario::Point& point) { return point.value < 1; });
}

}  // namespace

std::size_t find_path(const scenario::Scenario& scenario, const std::string& id) {
  std::vector<std::string> known;
  for (const scenario::Path& path : scenario.paths) known.push_back(path.id);
  const auto found = std::find(known.begin(), known.end(), id);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  if (id == "stay")
    throw core::UsageError(
        "--path stay: 'stay' is what the other paths are held against; it has no worth of its "
        "own.");
  std::string list;
  for (const std::string& each : known) list += (list.empty() ? "" : ", ") + each;
  const std::string meant = core::closest(id, known);
  throw core::UsageError("--path " + id + ": there is no such path in '" + scenario.name +
                         "', only " + list +
                         (meant.empty() ? "." : "; did you mean '" + meant + "'?"));
}

std::uint64_t explain_rows(const scenario::Scenario& scenario, const ExplainOptions& options) {
  return placebo_rows(scenario) +
         scenario.run.draws * std::max<std::uint64_t>(1, options.paths.size());
}

analysis::Report explain(const scenario::Scenario& scenario, const ExplainOptions& options) {
  std::vector<std::size_t> chosen;
  for (const std::string& id : options.paths) {
    chosen.push_back(find_path(scenario, id));
    if (std::count(chosen.begin(), chosen.end(), chosen.back()) > 1)
      throw core::UsageError("--path " + id + " is given more than once.");
  }
  if (scenario.run.draws < kFewestExplainDraws)
    throw core::UsageError("explain needs at least " + std::to_string(kFewestExplainDraws) +
                           " draws to say how sure it is, got " +
                           std::to_string(scenario.run.draws) + ".");
  ProgressSum progress(options.progress);
  const PlaceboResult placebo = placebo_of(scenario, options.threads, options.stop, progress);
  if (chosen.empty()) chosen.push_back(best_of(placebo));
  analysis::Explanation explanation{
      scenario.name,
      {},
      placebo.rows,
      std::any_of(scenario.paths.begin(), scenario.paths.end(), cuts_staff)};
  for (const std::size_t path : chosen)
    explanation.ledgers.push_back(
        ledger_of(scenario, path, options.threads, options.stop, progress));
  return analysis::explanation_report(explanation);
}

}  // namespace e2roi::study
