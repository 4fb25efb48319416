#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/outcome.hpp"
#include "engine/core/result_set.hpp"
#include "engine/results/file.hpp"

/// A result set with the shape and the names of a real one and numbers that mean nothing.
namespace e2roi::tests {

inline const std::vector<std::pair<std::string, std::string>>& series_names_and_units() {
  static const std::vector<std::pair<std::string, std::string>> names = {{"openness", "1"},
                                                                         {"empowerment", "1"},
                                                                         {"weaving", "1"},
                                                                         {"listening", "1"},
                                                                         {"tooling", "1"},
                                                                         {"fatigue", "1"},
                                                                         {"support", "1"},
                                                                         {"active", "1"},
                                                                         {"response_hours", "hour"},
                                                                         {"within_tolerance", "1"},
                                                                         {"first_contact", "1"},
                                                                         {"delighted", "1"},
                                                                         {"failed", "1"},
                                                                         {"lost", "1"},
                                                                         {"customers", "customer"},
                                                                         {"detractor", "1"},
                                                                         {"neutral", "1"},
                                                                         {"loyal", "1"},
                                                                         {"advocate", "1"},
                                                                         {"churn", "1/month"},
                                                                         {"buzz", "1"},
                                                                         {"attention", "1"},
                                                                         {"attention_rival", "1"},
                                                                         {"fit", "1"},
                                                                         {"crisis", "1"},
                                                                         {"backlog", "hour"},
                                                                         {"utilisation", "1"},
                                                                         {"rival", "customer"},
                                                                         {"prospects", "customer"},
                                                                         {"stage", "1"},
                                                                         {"benefit", "EUR"},
                                                                         {"savings", "EUR"},
                                                                         {"revenue", "EUR"},
                                                                         {"loyalty_value", "EUR"},
                                                                         {"people", "EUR"},
                                                                         {"collaboration", "EUR"},
                                                                         {"cost", "EUR"},
                                                                         {"cumulative", "EUR"},
                                                                         {"belief", "EUR"},
                                                                         {"belief_sd", "EUR"},
                                                                         {"measured", "EUR"},
                                                                         {"won", "customer"}};
  return names;
}

/// A number in [-1, 1] that depends on its place and nothing else.
inline double wave(std::size_t array, std::size_t place) {
  return std::sin(1.0 + static_cast<double>(array) * 0.7 + static_cast<double>(place) * 0.37);
}

class ExampleMaker {
 public:
  ExampleMaker(std::uint64_t draws, std::uint64_t kept, double shift) : shift_(shift) {
    r_.title = "Crédit Exemple – 2013 (±)";
    r_.path_ids = {"stay", "social-business", "half-hearted"};
    r_.path_names = {"Stay", "Social Business", "Halbherzig, à la carte"};
    for (int month = 0; month < 60; ++month) r_.months.push_back(month);
    r_.quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
    r_.rungs = {"savings", "revenue", "loyalty", "people", "collaboration"};
    for (int i = 0; i < 109; ++i) r_.input_keys.push_back("section.input_" + std::to_string(i));
    r_.draws = draws;
    r_.kept_trajectories = kept;
    if (kept > 0) r_.unit_ids = {"care", "branches", "büro"};
  }

  core::ResultSet make() {
    for (const auto& [name, unit] : series_names_and_units()) add_series(name, unit);
    add_draws();
    add("inputs", "value", "sampled value of the uncertain input", "1", {"input", "draw"}, false);
    if (r_.kept_trajectories > 0) add_trajectories();
    for (core::NamedArray& array : core::outcome_arrays(r_)) r_.arrays.push_back(std::move(array));
    r_.provenance = {{"scenario", "name = \"Crédit Exemple\"\n" + std::string(100'000, '#') + "\n"},
                     {"overrides", ""},
                     {"seed", "18446744073709551615"},
                     {"first_draw", std::to_string(r_.first_draw)},
                     {"draws", std::to_string(r_.draws)},
                     {"model_version", "1"},
                     {"program_version", "0.1.0"},
                     {"commit", "unknown"},
                     {"digest", results::digest(r_)}};
    return std::move(r_);
  }

 private:
  std::size_t extent(const std::string& group, const std::string& axis) const {
    if (axis == "path") return r_.path_ids.size();
    if (axis == "month") return r_.months.size();
    if (axis == "quantile") return r_.quantiles.size();
    if (axis == "rung") return r_.rungs.size();
    if (axis == "input") return r_.input_keys.size();
    if (axis == "unit") return r_.unit_ids.size();
    return group == "trajectories" ? r_.kept_trajectories : r_.draws;
  }

  core::NamedArray& add(const std::string& group, const std::string& name,
                        const std::string& long_name, const std::string& unit,
                        const std::vector<std::string>& axes, bool undefined) {
    core::NamedArray array{group, name, long_name, unit, axes, {}, {}, undefined};
    std::size_t size = 1;
    for (const std::string& axis : axes) {
      array.shape.push_back(extent(group, axis));
      size *= array.shape.back();
    }
    for (std::size_t i = 0; i < size; ++i)
      array.values.push_back(shift_ + wave(r_.arrays.size(), i));
    if (undefined)  // all of stay, and every third draw of the others
      for (std::size_t i = 0; i < size; ++i)
        if (i < size / 3 || i % 3 == 0) array.values[i] = std::numeric_limits<double>::quiet_NaN();
    r_.arrays.push_back(std::move(array));
    return r_.arrays.back();
  }

  void add_series(const std::string& name, const std::string& unit) {
    core::NamedArray& quantiles =
        add("series", name, "quantiles of " + name, unit, {"path", "month", "quantile"}, false);
    for (std::size_t i = 0; i < quantiles.values.size(); ++i)  // quantiles rise
      quantiles.values[i] = wave(r_.arrays.size(), i / 5) + static_cast<double>(i % 5);
    add("series", name + "_mean", "mean of " + name, unit, {"path", "month"}, false);
    // belief_sd is a series itself.
    add("series", name + (name == "belief" ? "_sd_over_draws" : "_sd"),
        "standard deviation of " + name, unit, {"path", "month"}, false);
  }

  void add_draws() {
    const std::vector<std::string> axes = {"path", "draw"};
    add("draws", "npv", "net present value", "EUR", axes, false);
    add("draws", "npv_horizon", "net present value to the horizon", "EUR", axes, false);
    add("draws", "roi", "return on investment", "1", axes, true);
    add("draws", "payback", "month of payback", "month", axes, true);
    add("draws", "cancel_month", "month of cancellation", "month", axes, true);
    add("draws", "customers", "customers at the horizon", "customer", axes, false);
    for (const char* share : {"advocate", "detractor", "net_promoters"})
      add("draws", share, std::string(share) + " at the horizon", "1", axes, false);
    for (const char* money : {"pv_cost", "pv_benefit", "terminal", "belief", "belief_sd"})
      add("draws", money, money, "EUR", axes, false);
    add("draws", "pv_rung", "present value of the rung", "EUR", {"path", "rung", "draw"}, false);
    double& npv_of_stay = r_.arrays[series_names_and_units().size() * 3].values[0];
    npv_of_stay = -0.0;
  }

  void add_trajectories() {
    for (const auto& [name, unit] : series_names_and_units())
      add("trajectories", name, name, unit, {"path", "month", "draw"}, false);
    for (const char* name : {"unit_openness", "unit_empowerment"})
      add("trajectories", name, name, "1", {"path", "month", "unit", "draw"}, false);
  }

  core::ResultSet r_;
  double shift_;
};

/// `draws` draws, whole series of the first `kept` of them, all values moved by `shift`.
inline core::ResultSet example_result(std::uint64_t draws, std::uint64_t kept = 0,
                                      double shift = 0) {
  return ExampleMaker(draws, kept, shift).make();
}

}  // namespace e2roi::tests
