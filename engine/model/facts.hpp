#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

/// What a run is about, in plain numbers: a company, its transformation paths, the horizon. Ranges:
/// MODEL.md, schedule; the scenario checker has refused anything outside before it comes here.
namespace e2roi::model {

/// The five levers, in the order of every array over levers.
enum Lever : int { kListening, kOpenness, kEmpowerment, kTooling, kWeaving, kLevers };

/// The four loyalty states, in the order of every array over states.
enum LoyaltyState : int { kDetractor, kNeutral, kLoyal, kAdvocate, kLoyaltyStates };

/// The five rungs of benefits, from tangible to intangible.
enum Rung : int { kSavings, kRevenue, kLoyaltyValue, kPeople, kCollaboration, kRungs };

/// One point of a piecewise linear plan.
struct Point {
  double month = 0;  ///< may be fractional or negative
  double value = 0;
};

struct OneOff {
  double month = 0;  ///< whole
  double cost = 0;   ///< [EUR]
};

/// A transformation path as written.
struct Path {
  double commitment = 0.5;                            ///< [1] in [0, 1]
  std::array<std::vector<Point>, kLevers> intensity;  ///< [1] in [0, 1]; no points = 0
  std::vector<Point> staffing;                        ///< [1] in [0.05, 20]; no points = 1
  std::vector<OneOff> one_offs;
};

struct BusinessUnit {
  double headcount = 0;                                  ///< [employee]
  double contact_share = 0;                              ///< [1] any scale
  double openness = 0, empowerment = 0, resistance = 0;  ///< [1] in [0, 1]
};

struct Company {
  double customers = 0, market_size = 0, rival_customers = 0;  ///< [customer]
  std::array<double, kLoyaltyStates> loyalty{};                ///< shares, sum 1
  double fit = 0.5, weaving = 0, listening = 0, tooling = 0;   ///< [1] in [0, 1]
  double care_staff = 0;                                       ///< [FTE]
  double hours_per_fte = 0;                                    ///< [hour/month]
  double opening_hours = 0;                                    ///< [hour/month], at most 730
  std::array<double, kLevers> lever_cost{};                    ///< [EUR/month] at intensity 1
  std::vector<BusinessUnit> units;
  std::vector<std::vector<double>> ties;  ///< U rows of U, >= 0; empty = every other unit equally
};

/// How a run goes about it.
struct Horizon {
  int months = 60;  ///< [month]
  std::uint64_t seed = 1;
  bool noise = true;           ///< false: quiet mode, MODEL.md, noise
  bool terminal_value = true;  ///< whether benefits beyond the horizon count
};

}  // namespace e2roi::model
