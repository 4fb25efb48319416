#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"

/// Explanation: where the worth of a path comes from, part by part and rung by rung, and what
/// measuring would have said had nothing worked.  EXPLANATION.md.
namespace e2roi::analysis {

inline constexpr std::size_t kLedgerRungs = 5;

/// What one part of a path (a lever, staffing, the one-offs) brings and costs: means over draws
/// [EUR].
struct LedgerRow {
  std::string id;                            ///< "openness", "staffing", "one-offs", "total"
  std::array<Estimate, kLedgerRungs> rungs;  ///< from savings to collaboration
  Estimate cost, npv;
};

/// How much of what a part brings needs the others: means over draws [EUR].
struct Synergy {
  std::string id;
  Estimate alone;     ///< benefit of the part as the only one
  Estimate shared;    ///< its Shapley value
  Estimate last;      ///< benefit lost where it alone is left out
  Estimate left_out;  ///< NPV lost where it alone is left out, with what that saves
};

/// The ledger of one path. Rows sum to `total` in every column.
struct Ledger {
  Label path;
  std::uint64_t draws = 0;
  std::vector<LedgerRow> rows;  ///< only parts that the path has
  LedgerRow total;
  std::vector<Synergy> synergies;  ///< levers and staffing
};

/// How often each way to look at a path says that it pays, within the horizon [1].
struct Verdicts {
  Estimate truth;         ///< NPV within the horizon > 0
  Estimate measured;      ///< discounted sum of what is measured > cost
  Estimate before_after;  ///< discounted rise of customers' margin since the start > cost
  Estimate believed;      ///< leaders are convinced in the last month
  Estimate cancelled;     ///< leaders stop the path
};

struct PlaceboRow {
  Label path;
  Verdicts placebo;   ///< where nothing works
  Verdicts scenario;  ///< as the scenario has it
};

struct Explanation {
  std::string title;
  std::vector<Ledger> ledgers;
  std::vector<PlaceboRow> placebo;  ///< all paths but stay
  bool has_staff_cuts = false;      ///< some path saves pay by employing fewer people
};

/// Kind "explanation": tables ledger and synergy (path, lever), placebo and as_it_is (path); for
/// files benefit too (path, lever, rung).
Report explanation_report(const Explanation& explanation);

}  // namespace e2roi::analysis
