#pragma once
#include <memory>
#include <span>
#include <vector>

#include "engine/model/facts.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/scenario.hpp"

/// Plan: what the page's engine runs, as engine.js hands it over: one row of numbers. The layout,
/// a number each unless stated; n: … = a count and so many of what follows:
///
///   format (kPlanFormat), seed's low and high 32 bits, draws, months, noise, terminal value,
///   median inputs, sampling (0 monte-carlo, 1 latin-hypercube, 2 sobol), n: quantiles,
///   company: customers, market_size, rival_customers, 4 loyalty, fit, weaving, listening, tooling,
///     care_staff, hours_per_fte, opening_hours, 5 lever_cost,
///     n: units (headcount, contact_share, openness, empowerment, resistance),
///     n: ties (n of 0 or the number of units; rows of so many),
///   n: paths without stay (commitment, 5 levers as n: (month, value), staffing as n: (month,
///     value), n: one-offs (month, cost)),
///   n: inputs by id (lower bound, upper bound, family (Family), n: arguments),
///   n: correlations (first id, second id, rank),
///   n: inputs' integers of Sobol's sequence (32 each), n = 0 unless sampling is sobol
namespace e2roi::page {

inline constexpr int kPlanFormat = 1;

/// How an input's distribution is given; the order of FAMILIES in engine.js.
enum Family : int {
  kFixed,
  kUniform,
  kTriangular,
  kTriangularP10P90,
  kPert,
  kNormal,
  kLognormal,
  kBeta,
  kDiscrete,
  kMetalog,
  kInterval,
};

struct Plan {
  model::Company company;
  std::vector<model::Path> paths;
  model::Horizon horizon;
  std::vector<scenario::InputRecord> records;  ///< ids and bounds only
  /// Run, inputs and correlations only: what run::InputSampler reads.
  scenario::Scenario scenario;
};

/// Throws core::Error with a full sentence on a distribution that cannot be, and core::RunError on
/// a row of another layout. Everything else was checked where the plan was made. The inputs point
/// to the plan's records.
std::unique_ptr<Plan> read_plan(std::span<const double> numbers);

/// The id of the input that read_plan() is at, -1 where it is at none: whose distribution an error
/// is about.
int input_being_read();

}  // namespace e2roi::page
