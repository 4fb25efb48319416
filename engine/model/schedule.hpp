#pragma once
#include <memory>
#include <vector>

#include "engine/model/facts.hpp"

/// Schedule: what a path plans for each whole month, worked out once before a run.  model.md
/// section 1.
namespace e2roi::model {

/// Value of a piecewise linear plan at `month`: linear between points, flat outside; `otherwise`
/// where there are no points. Points have strictly increasing months.
double value_at(const std::vector<Point>& points, double month, double otherwise);

/// The month at which a plan leaves `rest`: that of the last point at rest before the first that
/// is not; 0 if the first point is already off it; infinity if it never leaves.
double leaves_at(const std::vector<Point>& points, double rest);

/// The largest value of a plan, also beyond the horizon; `otherwise` where there are no points.
double largest(const std::vector<Point>& points, double otherwise);

/// A path's first month: the earliest in which a lever, the staffing or a one-off within 0 …
/// months-1 begins. Not rounded; infinity if nothing ever begins.
double first_month(const Path& path, int months);

// --- as the month loop reads it: numbers and pointers only
// ------------------------------------------

struct PathSchedule {
  double commitment;                 ///< [1]
  double first;                      ///< [month], may be infinite
  int start;                         ///< first whole month t >= first, at least 0; months if none
  double swing_levers;               ///< [EUR/month] cost of all levers at their largest intensity
  double swing_staff;                ///< [1] max(largest staffing - 1, 0)
  const double* intensity[kLevers];  ///< [1] a month
  const double* staffing;            ///< [1] a month
  const double* one_off;             ///< [EUR] a month
};

struct CompanyFacts {
  double customers, rival, prospects;  ///< [customer] in month 0
  double market_size;                  ///< [customer] always
  double loyalty[kLoyaltyStates];      ///< [1] shares in month 0
  double fit, weaving, listening, tooling;
  double care_staff, hours_per_fte, opening_hours;
  double headcount;            ///< [employee] all units
  double lever_cost[kLevers];  ///< [EUR/month]
  int units;
  const double* head_weight;     ///< a unit: share of headcount
  const double* contact_weight;  ///< a unit: share of contacts
  const double* openness;        ///< a unit: in month 0
  const double* empowerment;     ///< a unit: in month 0
  const double* willingness;     ///< a unit: 1 - resistance
  const double* ties;  ///< U rows of U, each summing to 1; nullptr = every other unit equally
};

/// Everything the month loop needs that is not uncertain.
struct Setting {
  CompanyFacts company;
  const PathSchedule* paths;  ///< paths[0] is `stay`
  int path_count;             ///< with stay
  int months;                 ///< T
  const double* log_count;    ///< log(1 + n), n = 0 … T
  std::uint64_t seed;
  bool noise;
  bool terminal_value;
};

/// Owns the arrays a Setting points to. Adds `stay` as path 0. Throws core::RunError on a row of
/// ties that is all zero (anything else outside its range is the scenario checker's to refuse).
class PreparedSetting {
 public:
  PreparedSetting(const Company& company, const std::vector<Path>& paths, const Horizon& horizon);
  const Setting& view() const { return setting_; }

 private:
  const double* keep(std::vector<double> values);

  Setting setting_{};
  std::vector<PathSchedule> paths_;
  std::vector<std::unique_ptr<std::vector<double>>> arrays_;
};

}  // namespace e2roi::model
