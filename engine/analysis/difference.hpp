#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"
#include "engine/core/result_set.hpp"

/// Difference: which outputs moved between two runs, by how much, and whether that is noise.
/// DIFFERENCE.md
namespace e2roi::analysis {

/// What is said of the draws of one quantity.
enum class Figure { kMean, kSd, kLow, kMedian, kHigh, kShare };

/// One figure of one path in both runs.
struct Movement {
  Label path;
  std::string quantity;  ///< name in the group "draws"; a rung's is pv_rung_RUNG
  std::string unit;
  Figure figure = Figure::kMean;  ///< kShare: of draws with NPV > 0, of others with a value
  double before = 0, after = 0;   ///< NaN where undefined
  Estimate change;                ///< after - before, with its standard error
  double in_sd = 0;  ///< |change| in standard deviations of the old draws; infinite where these do
                     ///< not vary or one side is undefined
  double changed = 0;      ///< share of common draws with other bits; NaN without common draws
  bool is_beyond = false;  ///< moved more than the tolerance
};

struct Difference {
  double tolerance = 0;                     ///< [standard deviations of the old draws]
  std::uint64_t before = 0, after = 0;      ///< draws of each run that count
  bool is_paired = false;                   ///< then both are the common draws
  std::uint64_t left_out = 0;               ///< draws of either run that the other does not have
  std::uint64_t changed = 0;                ///< common draws in which any output has other bits
  std::vector<Movement> movements;          ///< the largest in_sd first
  std::size_t beyond = 0;                   ///< of these, beyond the tolerance
  std::vector<std::string> added, removed;  ///< "path 'laggard'", "quantity 'roi'"

  /// Whether the gate closes: a figure beyond the tolerance, with tolerance 0 also any draw with
  /// other bits, a path or quantity that is not in both.
  bool has_moved() const;
};

/// Compares all draws of two runs.
///
/// same_futures  the draws of a number are the same future in both: same seed and sampling design;
///               then draws are paired by number where both runs have them
/// tolerance     >= 0
/// Throws core::RunError where a run has no draws.
Difference difference(const core::ResultSet& before, const core::ResultSet& after,
                      bool same_futures, double tolerance);

/// The report of kind "difference".
Report difference_report(const Difference& difference, const std::string& title);

/// Two folders: files by name.
struct FileDifference {
  std::string name;
  Difference difference;
};
struct FolderDifference {
  std::vector<FileDifference> files;            ///< in both folders
  std::vector<std::string> only_old, only_new;  ///< in one of them
  bool has_moved() const;
};
Report folder_difference_report(const FolderDifference& difference, double tolerance,
                                const std::string& title);

/// "The mean NPV of Social Business fell by 1.2 ± 0.1 M EUR (0.06 sd)"; no full stop.
std::string movement_text(const Movement& movement);

/// "mean npv", "5 % quantile of roi".
std::string figure_name(const Movement& movement);

}  // namespace e2roi::analysis
