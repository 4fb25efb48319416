#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/analysis/stop_rule.hpp"

/// When there are enough draws for a decision: bounds that hold at whatever number of draws one
/// stops.  STOPPING.md has the equations, their source and when not to believe them.
namespace e2roi::analysis {

/// Draws between two looks, and draws before the first.
inline constexpr std::uint64_t kLookEvery = 1024;
inline constexpr std::uint64_t kFirstLook = 4096;

/// Mean and sum of squares of a sequence of numbers, block after block (Chan, Golub and LeVeque
/// 1983): nothing cancels, and a block at a time costs no more than two passes.
class Moments {
 public:
  void add(std::span<const double> block);  ///< NaN is left out
  double count() const { return count_; }
  double mean() const { return mean_; }
  double sd() const;              ///< NaN below two values
  double standard_error() const;  ///< of the mean; NaN below two values
  Moments negated() const;        ///< of the numbers with the other sign

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

/// Chance, bounded at every number of draws at once, that numbers of mean 0 or less would have come
/// out as high as these: a one-sided confidence sequence (Robbins 1970; Waudby-Smith et al. 2024),
/// read as a p-value. 1 where the mean is not above 0; 0 where all are one number above 0.
double chance_of_error(const Moments& moments, double error);

/// Half-width of the one-sided confidence sequence: with probability 1 - error, the true mean is at
/// no look above mean + this. `error` also tunes where the sequence is tightest.
double confidence_width(const Moments& moments, double error);

/// A path against the best so far.
struct Rival {
  std::size_t path = 0;
  Estimate lead;         ///< mean NPV of the best less that of this path [EUR]
  double p_wrong = 0;    ///< bound of the chance that this path is the better one after all [1]
  double most_lost = 0;  ///< upper 95 % bound of what choosing the best gives away against it [EUR]
};

/// What the draws so far say of a rule.
struct StopState {
  std::uint64_t draws = 0;
  bool holds = false;
  double value = 0;        ///< of the rule's quantity; infinite where nothing is known of it
  std::size_t best = 0;    ///< path with the highest mean NPV; a later one where means are equal
  std::size_t rival = 0;   ///< path that decides: the hardest to tell from the best, the one to
                           ///< lose most against, or that with the largest standard error
  double lead = 0;         ///< mean NPV of the best less that of the rival [EUR]
  double most_lost = 0;    ///< upper 95 % bound of what choosing the best now gives away [EUR]
  bool has_rival = false;  ///< false where all paths are the same in every draw
  std::vector<Rival> rivals = {};    ///< all paths but the best; bounds hold for all together
  std::vector<Estimate> means = {};  ///< of a rule on a standard error: the mean of each path
};

/// Watches draws come in and says when a rule holds.
class StopWatch {
 public:
  StopWatch(StopRule rule, std::size_t paths);

  /// The next draws: [path][draw] of NPV, and of the rule's outcome where that is another (else
  /// empty).
  void add(const std::vector<std::span<const double>>& npv,
           const std::vector<std::span<const double>>& outcome);

  /// As of the draws added so far. A rule never holds before kFirstLook draws.
  StopState look() const;

 private:
  const Moments& difference(std::size_t a, std::size_t b) const;  ///< a > b: of a less b
  Moments lead_of(std::size_t best, std::size_t rival) const;
  void look_at_rivals(StopState& state) const;
  void look_at_errors(StopState& state) const;

  StopRule rule_;
  std::size_t paths_;
  std::vector<Moments> npv_, outcome_, differences_;  ///< by path, by path, by pair
  std::vector<double> scratch_;
};

/// The same with its table, kind "stopping": rivals of the best path, or the means of a rule on a
/// standard error. `paths`: their labels, stay first.
Report stop_report(const StopRule& rule, const StopState& state, const std::vector<Label>& paths,
                   const std::string& title);

/// What became of a rule, in one or two sentences for a board. `names`: of the paths, stay first.
std::string stop_sentence(const StopRule& rule, const StopState& state,
                          const std::vector<std::string>& names);

}  // namespace e2roi::analysis
