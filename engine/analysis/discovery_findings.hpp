#pragma once
#include <cstdint>
#include <vector>

#include "engine/analysis/decision_tree.hpp"
#include "engine/analysis/discovery.hpp"
#include "engine/analysis/prim.hpp"

/// What discovery found, before it is put into words and tables.
namespace e2roi::analysis {

/// What some futures hold, judged in draws that they were not chosen in; 95 % intervals.
struct Holds {
  Estimate mass;      ///< share of all futures
  Estimate density;   ///< share of these that fail
  Estimate coverage;  ///< share of all that fail
};

struct JudgedBox {
  Box box;
  Holds holds;
  std::vector<Estimate> without;  ///< by limit: density if that limit were not there
  std::vector<Estimate> stable;  ///< by limit: share of bootstrap replicates that restrict its ends
};

/// A box on the way to the first one, as peeling left it.
struct PeelingStep {
  Box box;
  Holds holds;
};

struct DiscoveryFindings {
  Estimate base;  ///< share of all draws that fail
  std::vector<JudgedBox> boxes;
  Holds any;  ///< the boxes together
  std::vector<PeelingStep> peeling;
  Tree tree;
  std::vector<std::uint32_t> judged_in;
  std::vector<Estimate> asked_first;  ///< by input: share of replicates whose tree begins with it
};

/// The tables that discovery() names.
std::vector<Table> discovery_tables(const RankedCases& cases, const DiscoveryQuestion& question,
                                    const DiscoveryFindings& findings);

}  // namespace e2roi::analysis
