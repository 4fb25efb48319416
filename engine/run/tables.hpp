#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/run/stretch.hpp"
#include "engine/scenario/scenario.hpp"

/// Tables: what a run keeps by draw, and its labels.
namespace e2roi::run {

/// A result set with all labels of the scenario and no arrays.
core::ResultSet labelled_results(const scenario::Scenario& scenario, std::uint64_t first_draw);

/// Outcomes and inputs of every draw of a stretch, and the trajectories kept of it. Different draws
/// may be put by different threads at the same time.
class Tables {
 public:
  Tables(const scenario::Scenario& scenario, const core::ResultSet& labels, const Stretch& held);

  /// Values of `draws` draws whose first is at position `place` of the run.
  ///
  /// inputs    [input][model::kBlockDraws]
  /// outcomes  [path][outcome][model::kBlockDraws]
  void put(std::uint64_t place, int draws, const double* inputs, const double* outcomes);

  /// Months from … to-1 of draws that are among the kept ones.
  ///
  /// series  [pack][month - from][path][series][model::kSeriesLanes]
  /// units   [month - from][path][openness, empowerment][unit][model::kBlockDraws]
  void keep_trajectories(int from, int to, std::uint64_t place, int draws, const double* series,
                         const double* units);

  /// Where the values of a stretch stand that is held.
  void add_parts(const Stretch& stretch, Parts& parts);

  /// Appends the groups "draws", "inputs" and "trajectories"; leaves this empty.
  void move_to(core::ResultSet& results);

 private:
  void add_trajectories();

  std::size_t paths_, months_, units_, first_, draws_, kept_;  ///< first_: place of the first held
  std::vector<core::NamedArray> outcomes_;  ///< by outcome, rungs in one array at the end
  core::NamedArray inputs_;
  std::vector<core::NamedArray> trajectories_;  ///< by series, then the two of units
};

/// A value that ought to be a number and is not.
struct BadOutcome {
  int draw;  ///< in the block
  int path;
  const char* name;
};

/// The first draw of a block with an outcome that is not finite and may not be undefined.
///
/// outcomes  [path][outcome][model::kBlockDraws]
std::optional<BadOutcome> first_undefined_outcome(int paths, int draws, const double* outcomes);

/// The message for a value that is not finite: names draw and path, and how to replay them.
std::string not_finite(const scenario::Scenario& scenario, std::uint64_t draw, int path,
                       const std::string& quantity);

}  // namespace e2roi::run
