#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/run/stretch.hpp"
#include "engine/scenario/scenario.hpp"

/// Tables: what a run keeps by draw, and its labels.
namespace e2roi::run {

/// A result set with all labels of the scenario and no arrays.
core::ResultSet labelled_results(const scenario::Scenario& scenario, std::uint64_t first_draw);

/// What becomes of tables: arrays of results, or parts for a store, which gets the outcomes block
/// by block and of inputs a checksum each, for whoever puts stretches together can draw them again.
enum class TablesAre { kResults, kParts };

/// Outcomes and inputs of every draw of a stretch, and the trajectories kept of it. Different
/// blocks may be put by different threads at the same time.
class Tables {
 public:
  Tables(const scenario::Scenario& scenario, const core::ResultSet& labels, const Stretch& held,
         TablesAre purpose);

  /// Values of a piece.
  ///
  /// inputs    [input][model::kBlockDraws]
  /// outcomes  [path][outcome][model::kBlockDraws]
  void put(const Piece& piece, const double* inputs, const double* outcomes);
  /// Whether put() does anything.
  bool need_values() const { return !inputs_.empty(); }

  /// Months from … to-1 of draws that are among the kept ones.
  ///
  /// series  [pack][month - from][path][series][model::kSeriesLanes]
  /// units   [month - from][path][openness, empowerment][unit][model::kBlockDraws]
  void keep_trajectories(int from, int to, std::uint64_t place, int draws, const double* series,
                         const double* units);

  /// Where that of a stretch stands which a store keeps, to be written or filled: trajectories,
  /// checksums of inputs.
  void add_parts(const Stretch& stretch, Parts& parts);
  /// Of a piece that goes to a store, whose inputs are not kept there: their checksum.
  void sum_inputs(const Piece& piece, const double* inputs);
  /// Whether inputs that are drawn again have the checksum that a store has kept.
  bool are_same_inputs(const Piece& piece, const double* inputs);

  /// Appends the groups "draws", "inputs" and "trajectories" of tables that are results; leaves
  /// this empty.
  void move_to(core::ResultSet& results);

 private:
  void add_values();
  void add_trajectories();
  void find_memory();
  /// Of the block of a draw of the run.
  std::uint64_t& input_sum(std::uint64_t draw);

  std::size_t paths_, months_, units_, first_, draws_, kept_;  ///< first_: place of the first held
  std::uint64_t first_draw_;                                   ///< of the run
  std::vector<core::NamedArray> outcomes_;      ///< by outcome, rungs in one; none of parts
  std::vector<core::NamedArray> inputs_;        ///< one of results, none of parts
  std::vector<core::NamedArray> trajectories_;  ///< by series, then the two of units
  std::vector<std::uint64_t> input_sums_;       ///< by block
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
