#include "tests/model/golden.hpp"

#include <fstream>

namespace e2roi::tests {
namespace {

using nlohmann::json;

const char* const kLeverNames[] = {"listening", "openness", "empowerment", "tooling", "weaving"};

std::vector<model::Point> points(const json& list) {
  std::vector<model::Point> result;
  for (const json& point : list) result.push_back({point[0], point[1]});
  return result;
}

}  // namespace

Golden::Golden(const std::string& name) {
  std::ifstream stream(std::string(E2ROI_TESTS) + "/golden/" + name + ".json");
  json = json::parse(stream);
  const auto& c = json["company"];
  company.customers = c["customers"];
  company.market_size = c["market_size"];
  company.rival_customers = c["rival_customers"];
  for (std::size_t k = 0; k < 4; ++k) company.loyalty[k] = c["loyalty"][k];
  company.fit = c["fit"];
  company.weaving = c["weaving"];
  company.listening = c["listening"];
  company.tooling = c["tooling"];
  company.care_staff = c["care_staff"];
  company.hours_per_fte = c["hours_per_fte"];
  company.opening_hours = c["opening_hours"];
  for (std::size_t j = 0; j < 5; ++j) company.lever_cost[j] = c["cost"].value(kLeverNames[j], 0.0);
  for (const auto& unit : c["units"])
    company.units.push_back({unit["headcount"], unit["contact_share"], unit["openness"],
                             unit["empowerment"], unit["resistance"]});
  if (c.contains("ties"))
    for (const auto& row : c["ties"]) company.ties.push_back(row.get<std::vector<double>>());

  path_names.push_back("stay");
  for (const auto& p : json["paths"]) {
    model::Path path;
    path_names.push_back(p["name"]);
    path.commitment = p["commitment"];
    if (p.contains("levers"))
      for (std::size_t j = 0; j < 5; ++j)
        if (p["levers"].contains(kLeverNames[j]))
          path.intensity[j] = points(p["levers"][kLeverNames[j]]);
    if (p.contains("staffing")) path.staffing = points(p["staffing"]);
    if (p.contains("one_off"))
      for (const auto& item : p["one_off"]) path.one_offs.push_back({item[0], item[1]});
    paths.push_back(path);
  }
  horizon.months = json["months"];
  horizon.seed = json["seed"];
  horizon.noise = json.value("noise", true);
  horizon.terminal_value = json.value("terminal_value", true);
}

}  // namespace e2roi::tests
