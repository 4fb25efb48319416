#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/model/block.hpp"
#include "engine/model/schedule.hpp"
#include "engine/run/series_row.hpp"
#include "engine/scenario/scenario.hpp"

/// Evaluator: outcomes of the model for rows of inputs that somebody else chooses. What studies are
/// made of: designs, tornadoes, grids. Bits depend on the rows alone, never on threads.
namespace e2roi::run {

/// Rows to be filled, at most one block; row i of the block is row first + i of the study.
struct Rows {
  std::uint64_t first;   ///< number of the first row; a multiple of model::kBlockDraws
  int count;             ///< rows to fill: a multiple of eight, the last ones may be surplus
  double* inputs;        ///< [input id][model::kBlockDraws], in the unit of the record
  std::uint64_t* noise;  ///< [model::kBlockDraws] draw whose monthly noise a row has; preset to the
                         ///< row's own number
};
/// Called from several threads at once, a block each.
using FillRows = std::function<void(const Rows&)>;

/// Monthly series of a block of rows, all months.
class SeriesBlock {
 public:
  SeriesBlock(std::uint64_t first_row, int rows, int months, int paths, const double* values)
      : first(first_row), count(rows), months_(months), paths_(paths), values_(values) {}
  /// The values that a series (model::series::Index) of a path has in a month, by row.
  SeriesRow row(int month, int path, int series) const;

  const std::uint64_t first;  ///< number of the first row
  const int count;            ///< rows that are wanted

 private:
  int months_, paths_;
  const double* values_;
};
/// Called from several threads at once, a block each.
using VisitSeries = std::function<void(const SeriesBlock&)>;

/// Outcomes of all rows.
struct OutcomeTable {
  std::vector<int> outcomes;  ///< model::outcome::Index of each
  std::size_t paths = 0;      ///< with stay, which is path 0
  std::size_t rows = 0;
  std::vector<double> values;  ///< [outcome][path][row]

  /// One outcome of one path, by row. `outcome` is a model::outcome::Index that was asked for.
  std::span<const double> column(int outcome, std::size_t path) const;
};

class Evaluator {
 public:
  /// Months, noise, seed and terminal value are those of scenario.run; draws and design are not
  /// used. `threads` 0: as many as the machine grants.
  explicit Evaluator(const scenario::Scenario& scenario, int threads = 0,
                     const std::atomic<bool>* stop = nullptr);

  std::size_t paths() const;

  /// Calls after each block with the number of rows done so far, from one thread at a time.
  void on_progress(std::function<void(std::uint64_t)> progress);

  /// Outcomes of rows 0 … rows-1. Throws core::RunError where one that ought to be a number is not
  /// finite, run::Stopped (run.hpp) if `stop` was set.
  ///
  /// visit  gets the monthly series of every block; costs about half the speed. May be empty
  OutcomeTable evaluate(std::uint64_t rows, const FillRows& fill, std::vector<int> outcomes,
                        const VisitSeries& visit = {}) const;

 private:
  int threads_;
  const std::atomic<bool>* stop_;
  model::PreparedSetting prepared_;
  std::vector<std::string> path_ids_;
  std::function<void(std::uint64_t)> progress_;
};

}  // namespace e2roi::run
