#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/schedule.hpp"
#include "engine/scenario/scenario.hpp"

/// A pilot: one path watched in some units before the whole company chooses.
/// analysis/VALUE_OF_INFORMATION.md.
namespace e2roi::study {

struct Pilot {
  bool is_open = true;         ///< no length is planned: every one up to the horizon is valued
  bool is_given = false;       ///< the scenario plans one; else all units and rungs are watched
  int path = 0;                ///< that is watched; 0: no path ever begins, nothing to watch
  std::vector<int> months;     ///< lengths that are valued, rising [month]
  std::vector<int> rungs;      ///< model::Rung of what is measured, rising
  double headcount_share = 1;  ///< of the pilot units [1]
  double contact_share = 1;    ///< of the pilot units [1]

  /// Part of a rung's benefit that shows in the pilot: of savings, revenue and loyalty the units'
  /// share of contacts, of people and collaboration their share of headcount [1].
  double share(int rung) const { return rung < model::kPeople ? contact_share : headcount_share; }
};

/// Lengths that are valued: 3, 6, 12, 24, 48 … below `longest`, and `longest` [month].
std::vector<int> lengths_until(int longest);

/// The pilot of a scenario.
///
/// mean_npv  mean NPV of each path, stay first: where the scenario names none, the best path that
///           begins within the horizon is watched
/// Throws core::Error (exit code 2) where the path named never begins, or begins so late that the
/// pilot would end behind the horizon.
Pilot pilot_of(const scenario::Scenario& scenario, const model::Setting& setting,
               const std::vector<double>& mean_npv);

}  // namespace e2roi::study
