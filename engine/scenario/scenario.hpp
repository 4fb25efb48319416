#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/sampling/copula.hpp"
#include "engine/sampling/distribution.hpp"

/// A checked scenario: one company in one market, its paths, and how to run it. Every value is
/// inside the ranges of MODEL.md, schedule, in the unit of its record.
namespace e2roi::scenario {

struct InputRecord;  // engine/scenario/input_records.hpp

/// The five levers, in the order of every array over levers.
inline constexpr std::array<const char*, 5> kLevers = {"listening", "openness", "empowerment",
                                                       "tooling", "weaving"};

struct RunSettings {
  std::uint64_t draws = 20'000;
  int months = 60;  ///< [month], 1 … 600
  std::uint64_t seed = 1;
  std::string sampling = "monte-carlo";
  bool noise = true;           ///< false: quiet mode
  bool median_inputs = false;  ///< run.inputs = "median"
  bool terminal_value = true;
  bool fans = true;  ///< statistics of every monthly series over draws
  std::vector<double> quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};  ///< strictly rising, in (0, 1)
  std::uint64_t keep_trajectories = 0;
};

struct BusinessUnit {
  std::string id;
  double headcount = 0;                                  ///< [employee]
  double contact_share = 0;                              ///< [1], as given: normalised by the model
  double openness = 0, empowerment = 0, resistance = 0;  ///< [1] in [0, 1]
};

struct Company {
  double customers = 0, market_size = 0, rival_customers = 0;  ///< [customer]
  std::array<double, 4>
      loyalty{};  ///< detractor, neutral, loyal, advocate [1]; sum exactly divided to 1
  double fit = 0.5, weaving = 0, listening = 0, tooling = 0;  ///< [1] in [0, 1]
  double care_staff = 0;                                      ///< [FTE]
  double hours_per_fte = 0, opening_hours = 0;                ///< [hour/month]
  std::array<double, 5> lever_cost{};  ///< [EUR/month] at intensity 1, order of kLevers
  std::vector<BusinessUnit> units;
  std::vector<std::vector<double>> ties;  ///< as given, U rows of U; empty = default
};

/// One point of a piecewise linear plan.
struct Point {
  double month, value;
};

struct OneOff {
  double month = 0;  ///< whole
  double cost = 0;   ///< [EUR]
  std::string what;
};

struct Path {
  std::string id, name;
  double commitment = 0.5;
  std::array<std::vector<Point>, 5> levers;  ///< intensity points, order of kLevers; empty = 0
  std::vector<Point> staffing;               ///< multiplier points; empty = 1
  std::vector<OneOff> one_offs;
};

/// A trial of one path before the whole company chooses.
struct Pilot {
  int months = 0;                     ///< [month], at most run.months; 0: every length is valued
  std::vector<std::string> units;     ///< ids; none: all
  std::vector<std::string> measures;  ///< rungs; none: all
  std::string path;                   ///< id; "": the path with the highest mean NPV
};

/// One uncertain input as this scenario has it.
struct Input {
  const InputRecord* record = nullptr;
  sampling::Distribution
      prior;                 ///< in the record's unit; its draws are clipped to the record's bounds
  bool overridden = false;   ///< the scenario replaced the model's prior
  std::string source, note;  ///< of the override, if it gave any
};

/// A final value and where it came from.
struct Origin {
  std::string key, value, from;
};

struct Scenario {
  std::string name, note, file;
  RunSettings run;
  Company company;
  std::vector<Input> inputs;  ///< all of the model, by id: inputs[i].record->id == i
  std::vector<sampling::RankCorrelation> correlations;  ///< of inputs by id, first < second
  Pilot pilot;
  std::vector<Path> paths;  ///< without `stay`
  std::string
      merged_text;  ///< TOML of the whole scenario after merging; reading it gives this scenario
  std::vector<Origin> origins;
};

}  // namespace e2roi::scenario
