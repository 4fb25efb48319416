#include <string>

#include "engine/analysis/summary.hpp"
#include "engine/analysis/words.hpp"
#include "engine/core/json.hpp"

namespace e2roi::analysis {
namespace {

using core::json_number;
using core::json_string;

std::string member(const std::string& name, const Estimate& estimate, const std::string& unit) {
  return ",\n      " + json_string(name) + ": {\"value\": " + json_number(estimate.value) +
         ", \"standard_error\": " + json_number(estimate.standard_error) +
         ", \"unit\": " + json_string(unit) + "}";
}

std::string path_json(const PathSummary& path) {
  return "    {\n      \"id\": " + json_string(path.id) +
         ",\n      \"name\": " + json_string(path.name) +
         ",\n      \"is_reference\": " + (path.is_reference ? "true" : "false") +
         member("npv_positive", path.npv_positive, "1") +
         member("npv_negative", path.npv_negative, "1") +
         member("npv_median", path.npv_median, "EUR") + member("npv_low", path.npv_low, "EUR") +
         member("npv_high", path.npv_high, "EUR") +
         member("npv_horizon_median", path.npv_horizon_median, "EUR") +
         member("roi_median", path.roi_median, "1") + member("cancelled", path.cancelled, "1") +
         member("net_promoters", path.net_promoters, "1") +
         member("customers", path.customers, "customer") +
         member("response_hours", path.response_hours, "hour") + "\n    }";
}

std::string listed_json(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + json_string(text);
  return "[" + list + "]";
}

}  // namespace

std::string decision_json(const Summary& summary, const std::vector<std::string>& sentences,
                          const std::string& until) {
  std::string paths;
  for (const PathSummary& path : summary.paths)
    paths += (paths.empty() ? "" : ",\n") + path_json(path);
  return "{\n  \"format\": \"e2roi-summary-1\",\n  \"title\": " + json_string(summary.title) +
         ",\n  \"draws\": " + std::to_string(summary.draws) +
         ",\n  \"first_draw\": " + json_string(std::to_string(summary.first_draw)) +
         ",\n  \"months\": " + std::to_string(summary.months) + ",\n  \"best_path\": " +
         (summary.best ? json_string(summary.paths[*summary.best].id) : "null") +
         ",\n  \"headline\": " + json_string(headline(summary)) +
         ",\n  \"sentences\": " + listed_json(sentences) +
         ",\n  \"limits\": " + listed_json(limits(summary)) +
         (until.empty() ? "" : ",\n  \"until\": " + until) + ",\n  \"paths\": [\n" + paths +
         "\n  ]\n}\n";
}

}  // namespace e2roi::analysis
