#pragma once
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"

/// The speed suite: parts that each state goals, measure rates, check their results, print a line a
/// figure and append it to a CSV file. A goal that is not met is said and fails nothing, because
/// machines differ; a wrong result fails the part.
namespace e2roi::speed {

struct Options {
  std::filesystem::path scenario;  ///< what is simulated
  std::filesystem::path folder;    ///< of the CSV files, one a part
  std::filesystem::path program;   ///< e2roi, for the parts that time processes
  double seconds = 2;              ///< for each figure, about
  std::uint64_t draws = 20'000;    ///< of whole runs
};

/// A goal: at least `value`, or at most.
struct Goal {
  enum Kind { kNone, kAtLeast, kAtMost } kind = kNone;
  double value = 0;
};
inline Goal at_least(double value) { return {Goal::kAtLeast, value}; }
inline Goal at_most(double value) { return {Goal::kAtMost, value}; }

/// A row: what was measured, over how many draws, and the goal for it.
struct Figure {
  std::string what;
  std::string level;  ///< x86-64-v4 …; the twins': what their Real is
  double rate;
  std::string unit;
  Goal goal;
  std::uint64_t draws;
};

/// What a part prints and appends to FOLDER/PART.csv.
class Report {
 public:
  Report(const Options& options, std::string part);
  void add(const Figure& figure);
  /// Notes whether a result is what it must be.
  void check(const std::string& sentence, bool is_right);
  bool is_right() const { return is_right_; }

 private:
  std::string part_;
  std::filesystem::path file_;
  bool is_right_ = true;
};

/// Of a monotonic clock [s].
double seconds_now();

/// Seconds that each call took, one list a work: at least `times` calls of each, and `seconds`
/// altogether of each. They go by turns, next the one that has had the least time, so that what
/// disturbs the machine disturbs all.
std::vector<std::vector<double>> seconds_by_turns(double seconds, std::size_t times,
                                                  const std::vector<std::function<void()>>& works);

inline double best(const std::vector<double>& seconds) {
  return *std::min_element(seconds.begin(), seconds.end());
}
double median(std::vector<double> seconds);

/// The scenario with `draws` draws.
scenario::Scenario scenario_of(const Options& options, std::uint64_t draws);

/// A folder of its own for files that are measured, gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// The parts. Single-threaded but for `threads`; pin the others to one core.
void measure_kernel(const Options& options, Report& report);       ///< outcomes only, and its twins
void measure_sampling(const Options& options, Report& report);     ///< drawing the inputs
void measure_fans(const Options& options, Report& report);         ///< series, and counting them
void measure_writing(const Options& options, Report& report);      ///< digest and result file
void measure_run(const Options& options, Report& report);          ///< all of it on one thread
void measure_threads(const Options& options, Report& report);      ///< all of it on two
void measure_sensitivity(const Options& options, Report& report);  ///< a Sobol study
void measure_startup(const Options& options, Report& report);      ///< the program's first answer
void measure_pieces(const Options& options, Report& report);       ///< shards and checkpoints

}  // namespace e2roi::speed
