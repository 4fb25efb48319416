#pragma once
#include <vector>

#include "engine/run/evaluator.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/study/chunks.hpp"

/// What people who look at a company month by month can see of its paths: what they measure, what
/// customers bring before and after, what leaders believe.
namespace e2roi::study {

/// What was seen of one path in one draw, within the horizon.
struct Sight {
  double measured;  ///< Σ df·measured [EUR]
  double cost;      ///< Σ df·cost [EUR]
  double rise;  ///< Σ df·(customers' margin − that of the path's first month), since then [EUR]
  double rise_of_stay;  ///< the same of the path stay, against the same month [EUR]
  bool convinced;       ///< leaders' judgement in the last month is above their hurdle
};

/// Watches the draws of a chunk, several blocks at the same time.
class Onlooker {
 public:
  explicit Onlooker(const scenario::Scenario& scenario);

  /// To be called with every block of rows once they are filled, and then with its series.
  void note(const run::Rows& rows) { noted_.note(rows); }
  void watch(const run::SeriesBlock& block);

  /// Of path number `path`, stay not counted, in row `row` of the chunk.
  const Sight& sight(std::size_t path, std::uint64_t row) const {
    return sights_[path * kChunkDraws + row];
  }

 private:
  struct Plan {
    int start;             ///< first whole month; the number of months if it never starts
    double levers, staff;  ///< at full swing: EUR/month, extra staff as a multiple of today's
  };
  void watch_path(const run::SeriesBlock& block, std::size_t path);
  double margin_of(const double* seen, std::uint64_t row) const;

  int months_;
  double normal_hours_, fit_;
  std::vector<Plan> plans_;
  NotedInputs noted_;
  std::vector<Sight> sights_;
};

}  // namespace e2roi::study
