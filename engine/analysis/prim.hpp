#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/analysis/ranked_cases.hpp"

/// PRIM, the patient rule induction method: boxes of inputs in which most draws are of the kind to
/// be explained. DISCOVERY.md. Sources: Friedman and Fisher (1999); for scenarios Bryant and
/// Lempert (2010); the objective from Kwakkel and Cunningham (2016).
namespace e2roi::analysis {

/// The bins of one input that a box allows: low … high.
struct Limit {
  std::size_t input = 0;
  int low = 0, high = RankedCases::kBins - 1;
};

/// What a box holds.
struct BoxFigures {
  std::uint64_t inside = 0;    ///< draws in the box
  std::uint64_t counting = 0;  ///< of these, draws of the kind to be explained
  std::uint64_t all = 0;       ///< draws looked at
  std::uint64_t all_counting = 0;

  double density() const { return inside == 0 ? 0.0 : double(counting) / double(inside); }
  double coverage() const {
    return all_counting == 0 ? 0.0 : double(counting) / double(all_counting);
  }
};

struct Box {
  std::vector<Limit> limits;  ///< inputs that are restricted, the one that matters most first

  bool holds(const RankedCases& cases, std::size_t draw) const;
};

/// Draws of `use` (their numbers) in the box.
BoxFigures figures_of(const RankedCases& cases, const Box& box, std::span<const std::uint32_t> use);

struct PrimOptions {
  double peel = 0.05;           ///< share of the box cut off in a step, at least
  double least_mass = 0.05;     ///< share of the draws below which a box is not cut
  std::size_t most_limits = 4;  ///< inputs a box may restrict: people cannot think of more
};

/// The box that peeling finds among the draws `use`, each counted weights[draw] times (empty:
/// once): of all boxes on the way, cut down to `most_limits` inputs, the one with the highest phi
/// coefficient between being in it and counting. Limits that do no good are dropped, and ends are
/// pasted back while density does not fall. A box without limits: nothing was found.
Box find_box(const RankedCases& cases, std::span<const std::uint32_t> use, const Weights& weights,
             const PrimOptions& options = {});

/// Every box that peeling makes of the draws `use`, from all inwards: the trade of coverage for
/// density, for people who choose a box themselves.
std::vector<Box> boxes_on_the_way(const RankedCases& cases, std::span<const std::uint32_t> use,
                                  const PrimOptions& options = {});

/// Drops limits that do no good among the draws `use`, which must be others than the box was found
/// in: those without which the box is not less dense beyond chance (one-sided, 5 %; the quasi-p
/// test of Bryant and Lempert 2010), the weakest first.
void drop_idle_limits(const RankedCases& cases, std::span<const std::uint32_t> use, Box& box);

}  // namespace e2roi::analysis
