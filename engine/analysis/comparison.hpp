#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/dominance.hpp"
#include "engine/analysis/estimate.hpp"
#include "engine/analysis/report.hpp"
#include "engine/core/result_set.hpp"

/// Paths against each other, draw by draw: each draw is one future that all paths meet, so
/// differences are paired.  COMPARISON.md has equations, sources and limits.
namespace e2roi::analysis {

/// Fewest draws that a comparison can be made of: below, intervals mean nothing.
inline constexpr std::size_t kFewestToCompare = 20;

/// Share of the worst draws whose mean is the bad case (CVaR).
inline constexpr double kBadCase = 0.05;

/// A path and what became of it, by draw.
struct ComparedPath {
  std::string id, name;
  std::span<const double> npv;            ///< [EUR], 0 for `stay`; finite
  std::span<const double> net_promoters;  ///< at the horizon [1]; empty where unknown
};

/// One path among all.
struct PathFigures {
  std::size_t path = 0;    ///< place in the input
  Estimate mean;           ///< NPV, with its 95 % interval [EUR]
  Estimate best;           ///< share of draws in which no other is better; ties are shared [1]
  Estimate regret;         ///< mean of (best NPV of the draw less this one): the expected
                           ///< opportunity loss of choosing it, stay being a choice as well [EUR]
  Estimate loss;           ///< share of draws with NPV < 0 [1]
  Estimate bad_case;       ///< mean NPV of the worst 5 % of draws (CVaR) [EUR]; NaN below 100 draws
  Estimate is_satisfying;  ///< share of draws with NPV > 0 and net promoters not below those of
                           ///< stay in the same draw [1]; NaN for stay
};

/// A path against another whose mean NPV is not higher.
struct PairFigures {
  std::size_t path = 0, other = 0;  ///< places in the input
  Estimate mean_difference;         ///< paired, with standard error and 95 % interval [EUR]
  Estimate median_difference;       ///< of the draws' differences [EUR]
  Estimate beats;                   ///< share of draws in which it is better; a tie counts half [1]
  bool are_identical = false;       ///< the same NPV in every draw
  Dominance first_order, second_order;  ///< of path over other
};

struct Comparison {
  std::uint64_t draws = 0;
  std::string sampling = "monte-carlo";  ///< design of the inputs' draws (run.sampling)
  std::vector<ComparedPath> input;
  std::vector<PathFigures> paths;  ///< highest mean first
  std::vector<PairFigures> pairs;  ///< each pair once, in the order of `paths`
};

/// Compares paths of which the first is `stay`, all with the same draws.
/// Throws core::Error (exit code 2) below kFewestToCompare draws, or with one path only.
Comparison compare(std::vector<ComparedPath> paths);

/// The paths of a result set with draws; `paths` refer to its values. Throws core::Error (exit code
/// 2) if it holds no draws.
std::vector<ComparedPath> compared_paths(const core::ResultSet& results);

/// One sentence a path, best first, stay left out, each with the numbers that carry it.
std::vector<std::string> path_sentences(const Comparison& comparison);

/// One sentence for a pair.
std::string pair_sentence(const Comparison& comparison, const PairFigures& pair);

/// path_sentences(), and one for the best path against the next best where that is not stay: what a
/// board needs beside the decision table.
std::vector<std::string> main_sentences(const Comparison& comparison);

/// path_sentences(), and one for each pair of paths but stay; of more than six paths for those with
/// the best one.
std::vector<std::string> comparison_sentences(const Comparison& comparison);

/// All of it: a sentence for each path and pair, tables, method. Kind "comparison".
Report comparison_report(const Comparison& comparison, const std::string& title);

/// The comparison of a result set; nothing where it has no draws, too few, or no path but stay.
std::optional<Comparison> comparison_of(const core::ResultSet& results);

/// For below the decision table: main_sentences(), wrapped, after an empty line; says how many
/// draws it would take where the results have too few.
std::string comparison_text(const std::optional<Comparison>& comparison, std::uint64_t draws);

}  // namespace e2roi::analysis
