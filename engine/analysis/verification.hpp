#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/core/result_set.hpp"

/// Verification: whether a result file holds the bits that its scenario gives.
namespace e2roi::analysis {

/// `wanted` of the blocks 0 … blocks-1 (all, if there are no more), rising: those whose Threefry
/// number under the digest is smallest. So the same file is always verified at the same places, and
/// more blocks include those of fewer.
///
/// digest  hexadecimal, as in /provenance
std::vector<std::uint64_t> blocks_to_verify(const std::string& digest, std::uint64_t blocks,
                                            std::uint64_t wanted);

/// Values in a file and values made again, compared bit by bit; every NaN is like every other, as
/// in the digest. What is found does not depend on the order in which stretches are compared.
class Verification {
 public:
  /// stored  what the file holds; must outlive this
  explicit Verification(const core::ResultSet& stored) : stored_(stored), differs_(stored.draws) {}

  /// Compares arrays of "draws", "inputs" and "trajectories" of some neighbouring draws.
  ///
  /// An array that the file lacks or has in another shape is a contradiction.
  ///
  /// place  position of their first draw in the run
  /// again  their axis `draw` is those draws alone
  void compare_draws(std::uint64_t place, const core::ResultSet& again);

  /// Compares all arrays of the other groups of `again`: statistics and series.
  void compare_statistics(const core::ResultSet& again);

  /// Compares what the values stand for: title, labels and months of the axes, units and long names
  /// of the arrays; what `again` does not have is left out.
  void compare_labels(const core::ResultSet& again);

  /// Contradicts every array of the file that stands in the group of a compared one and was not
  /// compared: its scenario does not give it.
  void contradict_others();

  /// Something that the file says of itself and is not so: "its seed is 9, …".
  void contradict(const std::string& what) { contradictions_.insert(what); }
  const std::set<std::string>& contradictions() const { return contradictions_; }

  struct Difference {
    std::string draw;      ///< its number; empty: of all draws
    std::string quantity;  ///< group/name
    std::string place;     ///< "path 'laggard', month 3", or the key of an input
    double stored, again;  ///< NaN where undefined or not there
  };
  /// The first ones: by draw, then in the order of the file; statistics last. At most kMostKept.
  std::vector<Difference> first() const;
  static constexpr std::size_t kMostKept = 20;

  std::uint64_t values() const { return values_; }  ///< values that differ
  std::uint64_t draws() const { return draws_; }    ///< draws with a value that differs
  bool holds() const { return values_ == 0 && contradictions_.empty(); }

 private:
  /// Draw, array, index in the array: the order of what is found.
  using Key = std::tuple<std::uint64_t, std::size_t, std::size_t>;
  void note(const Key& key, double stored, double again);
  /// Place of an array among those of the file; if it is not there, that is a contradiction.
  std::size_t stored_as(const core::NamedArray& made);
  void compare_row(std::size_t array, std::size_t row, std::uint64_t place,
                   const core::NamedArray& again);
  Difference difference(const Key& key, double stored, double again) const;

  const core::ResultSet& stored_;
  std::set<std::size_t> compared_;  ///< places of arrays of the file
  std::set<std::string> contradictions_;
  std::map<Key, std::pair<double, double>> found_;
  std::vector<bool> differs_;  ///< by draw
  std::uint64_t values_ = 0, draws_ = 0;
};

/// What was verified, for the report.
struct Verified {
  std::uint64_t blocks = 0, of_blocks = 0;  ///< of 256 draws
  std::uint64_t draws = 0, of_draws = 0;
  std::string other_program;  ///< a sentence on who made the file; "" if this very program
  bool with_series = false;   ///< the monthly series too
};

Report verification_report(const Verification& verification, const Verified& verified,
                           const std::string& title);

}  // namespace e2roi::analysis
