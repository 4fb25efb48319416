#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// What is spent on each part of a path: the model's cost (MODEL.md, finance), item by item.
namespace e2roi::study {

/// The parts of a path, in the order of every array over parts: the five levers (the order of
/// scenario::kLevers), staffing, one-offs.
inline constexpr std::size_t kStaffing = 5, kOneOffs = 6, kParts = 7;

/// "listening" … "weaving", "staffing", "one-offs"
const char* part_name(std::size_t part);

/// What the cost of a path depends on in one draw.
struct CostFacts {
  double discount_rate;      ///< [1/year]
  double cost_overrun;       ///< [1]
  double exit_cost_months;   ///< [month]
  double contact_hour_cost;  ///< [EUR/hour]
  double cancel_month;       ///< [month]; NaN if never
};

class PathCosts {
 public:
  PathCosts(const scenario::Scenario& scenario, const scenario::Path& path);

  /// Present value of what is spent on each part within the horizon [EUR], >= 0: of levers with
  /// overrun and with their share of the cost of leaving the path. The sum is the outcome pv_cost.
  std::array<double, kParts> of(const CostFacts& facts) const;

 private:
  double normal_hours_;                           ///< of the care staff [hour/month]
  std::vector<std::array<double, kParts>> plan_;  ///< a month: EUR planned; staffing: extra staff
                                                  ///< as a multiple of today's
};

}  // namespace e2roi::study
