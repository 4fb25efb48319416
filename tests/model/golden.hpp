#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/model/facts.hpp"

/// The golden cases of tests/golden as model facts.
namespace e2roi::tests {

struct Golden {
  nlohmann::json json;
  model::Company company;
  std::vector<model::Path> paths;
  model::Horizon horizon;
  std::vector<std::string> path_names;  ///< with stay

  explicit Golden(const std::string& name);
};

}  // namespace e2roi::tests
