#include "engine/study/path_costs.hpp"

#include <algorithm>
#include <cmath>

#include "engine/model/schedule.hpp"
#include "engine/run/plan.hpp"

namespace e2roi::study {

const char* part_name(std::size_t part) {
  if (part < kStaffing) return scenario::kLevers[part];
  return part == kStaffing ? "staffing" : "one-offs";
}

PathCosts::PathCosts(const scenario::Scenario& scenario, const scenario::Path& path)
    : normal_hours_(scenario.company.care_staff * scenario.company.hours_per_fte),
      plan_(static_cast<std::size_t>(scenario.run.months)) {
  const auto points_of = [](const std::vector<scenario::Point>& points) {
    std::vector<model::Point> plan;
    for (const scenario::Point& point : points) plan.push_back({point.month, point.value});
    return plan;
  };
  for (std::size_t lever = 0; lever < kStaffing; ++lever) {
    const std::vector<model::Point> plan = points_of(path.levers[lever]);
    for (std::size_t t = 0; t < plan_.size(); ++t)
      plan_[t][lever] =
          scenario.company.lever_cost[lever] * model::value_at(plan, static_cast<double>(t), 0.0);
  }
  const std::vector<model::Point> staffing = points_of(path.staffing);
  for (std::size_t t = 0; t < plan_.size(); ++t)
    plan_[t][kStaffing] =
        std::max(model::value_at(staffing, static_cast<double>(t), 1.0) - 1.0, 0.0);
  for (const scenario::OneOff& one_off : path.one_offs)
    if (one_off.month >= 0 && one_off.month < scenario.run.months)
      plan_[static_cast<std::size_t>(one_off.month)][kOneOffs] += one_off.cost;
}

std::array<double, kParts> PathCosts::of(const CostFacts& facts) const {
  std::array<double, kParts> costs{};
  const double payroll = normal_hours_ * facts.contact_hour_cost;
  const double interest = std::log1p(facts.discount_rate) / 12.0;
  for (std::size_t t = 0; t < plan_.size(); ++t) {
    const auto month = static_cast<double>(t);
    if (month > facts.cancel_month) break;  // false while it is NaN: never cancelled
    const double discount = std::exp(-interest * month);
    const double overrun = discount * facts.cost_overrun;
    const double leaving = month == facts.cancel_month ? 1.0 + facts.exit_cost_months : 1.0;
    for (std::size_t lever = 0; lever < kStaffing; ++lever)
      costs[lever] += overrun * leaving * plan_[t][lever];
    costs[kStaffing] += discount * payroll * plan_[t][kStaffing];
    costs[kOneOffs] += overrun * plan_[t][kOneOffs];
  }
  return costs;
}

}  // namespace e2roi::study
