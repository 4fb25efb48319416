#pragma once
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/model/schedule.hpp"
#include "engine/run/fans.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/stretch.hpp"
#include "tools/page/engine/plan.hpp"

/// Session: one plan in one worker's memory. What it counts is what run::run counts, with the same
/// source: ranges from draws 0 … 511, then whole numbers, so a result depends on no order and no
/// number of workers; nor on the plan's other paths, which share nothing but `stay`.
namespace e2roi::page {

/// Places among model::kSeries of the series that the page draws, rising. No others are counted.
std::span<const int> shown_series();

class Session {
 public:
  explicit Session(std::unique_ptr<Plan> plan);

  /// Simulates draws 0 … 511, learns the ranges from them, and counts the series of the first
  /// `count` of them, 1 … 512. Throws core::RunError where an outcome that ought to be a number is
  /// none; so do quick() and run().
  void pilot(std::uint64_t count);
  /// The ranges that another session's pilot() of the same plan has learned: memory to read, or to
  /// fill before run().
  run::Parts ranges();
  /// Simulates draws `first` … first+count-1, and counts nothing.
  void quick(std::uint64_t first, std::uint64_t count);
  /// Simulates draws `first` … first+count-1 and counts their series. After pilot() or ranges().
  void run(std::uint64_t first, std::uint64_t count);

  /// Fills in what draws `first` … first+count-1 have drawn, at most a block.
  void draw_inputs(std::uint64_t first, int count, double* to) const {
    sampler_.fill(first, count, to);
  }

  std::vector<int> drawn_inputs() const { return sampler_.drawn(); }

  /// Outcomes of the draws last run, [path][outcome][draw].
  std::span<double> outcomes() { return columns_; }

  /// What was counted since the start or the last clear(), as memory to read or to fill.
  run::Parts parts(std::uint64_t draws);
  void clear() { counts_->clear(); }
  /// Adds what parts() holds to the total.
  void add_to_total();

  /// Works out the fans of `draws` draws from the total: 3 arrays a series (values, mean, sd), of
  /// series that are not shown without a meaning.
  void finish(std::uint64_t draws);
  std::span<const double> array(std::size_t index) const { return arrays_.at(index).values; }
  /// Draws whose stage is `stage` in a month of a path.
  std::uint64_t draws_at_stage(int month, int path, int stage) const;

  const std::vector<double>& quantiles() const { return plan_->scenario.run.quantiles; }
  int paths() const { return prepared_.view().path_count; }

 private:
  using Memory = std::unique_ptr<void, decltype(&std::free)>;
  Memory new_scratch() const;
  void simulate(const run::Piece& piece, void* scratch, const double* inputs, double* series,
                int from, int to);
  void count(int from, int to, const double* values, int draws);
  void learn_rows(int from, int to, const std::vector<std::vector<double>>& blocks);
  void keep_outcomes(const run::Piece& piece, std::uint64_t of);
  void refuse_undefined(const run::Piece& piece) const;

  std::unique_ptr<Plan> plan_;
  model::PreparedSetting prepared_;
  run::InputSampler sampler_;
  run::FanShape shape_;
  int stretch_;  ///< months done at once
  run::RowRanges ranges_;
  std::optional<run::FanCounts> counts_, total_;
  Memory scratch_;
  std::vector<double> inputs_, series_, block_, columns_;
  std::vector<core::NamedArray> arrays_;
};

}  // namespace e2roi::page
