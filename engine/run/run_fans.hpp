#pragma once
#include <tbb/enumerable_thread_specific.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"
#include "engine/run/fans.hpp"
#include "engine/run/stretch.hpp"
#include "engine/scenario/scenario.hpp"

/// Fans of a run: every value while that is little, else counts, one set a thread, of stretches
/// that are simulated or loaded.
namespace e2roi::run {

class RunFans {
 public:
  /// held   what of the run is kept in memory
  /// level  of the kernel, "x86-64-v4"…
  RunFans(const scenario::Scenario& scenario, const FanShape& shape, const char* level,
          const Stretch& held);

  bool are_wanted() const { return are_wanted_; }
  /// Whether series are counted into bins, and where those lie is not known yet.
  bool need_ranges() const { return counts() && !ranges_; }

  /// To be called before learn().
  void begin_ranges() { ranges_.emplace(shape_); }
  /// Fixes the ranges of neighbouring rows of the pilot, draws 0 … 511. Where these are draws of
  /// the run, `is_part`, they are counted too. Returns false if one of their values is not finite.
  /// Not to be called from several threads at once; uses all there are.
  ///
  /// blocks  the first of the rows in each of the pilot's blocks
  bool learn(std::size_t first, std::size_t rows,
             const std::array<const double*, kPilotBlocks>& blocks, bool is_part);
  /// To be called once all rows are learned.
  void end_of_pilot(bool is_part);

  /// Adds neighbouring rows of a block whose first draw is at position `place` of the run. Returns
  /// false if one of their values is not finite. Threads may add different blocks at the same time,
  /// each from its first row to end_of_block().
  bool add(std::size_t first, std::size_t rows, std::uint64_t place, const double* series,
           int draws);
  void end_of_block();

  /// Where all stands that was found out of a stretch just simulated, or at the end of all that is
  /// held.
  void add_parts(const Stretch& stretch, Parts& parts);
  /// Where that is to be filled in which a store has kept of a stretch.
  void add_parts_to_load(const Stretch& stretch, Parts& parts);
  /// Whether what was filled in is counted into our bins; these are ours now if we had none.
  bool can_add_loaded();
  /// Adds it to the sum.
  void add_loaded();
  /// Adds what the threads have counted to the sum, so that they can begin anew.
  void set_aside();

  /// The group "series", once all is added.
  std::vector<core::NamedArray> arrays(const std::vector<double>& probabilities);
  /// How quantiles were found, for the provenance.
  const char* method() const;

 private:
  bool counts() const { return are_wanted_ && !exact_; }
  FanCounts new_counts() const { return {shape_, *ranges_, kernel_.tally}; }
  FanCounts& of_threads();
  FanCounts& total();

  const bool are_wanted_;
  const FanShape shape_;
  const Stretch held_;
  const RowKernel kernel_;
  std::optional<ExactFans> exact_;
  std::optional<RowRanges> ranges_;
  tbb::enumerable_thread_specific<FanCounts> threads_;
  std::optional<FanCounts> sum_;  ///< of stretches loaded or set aside
  std::optional<RowRanges> loaded_ranges_;
  std::optional<FanCounts> loaded_;  ///< of the stretch being loaded
};

}  // namespace e2roi::run
