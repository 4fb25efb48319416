// Fans: storing the series beside the outcomes, and counting them into bins; both against the
// kernel alone. Counted quantiles are compared with exact ones of the same draws.
#include "engine/run/fans.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>

#include "engine/core/statistics.hpp"
#include "engine/model/series.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/tally.hpp"
#include "tools/speed/blocks.hpp"
#include "tools/speed/suite.hpp"

namespace e2roi::speed {
namespace {

constexpr std::size_t kBlocks = 10;
constexpr double kKernelShare = 0.6;  ///< counting takes at most so much of the kernel's time
constexpr std::size_t kPilotBlocks = run::kPilotDraws / model::kBlockDraws;
constexpr std::size_t kRowStep = 89;  ///< every 89th row is also kept exactly: each series, often
const std::vector<double> kProbabilities = {0.05, 0.25, 0.5, 0.75, 0.95};

/// The widest of the bins around `value` (its own and its neighbours, should it lie on an edge);
/// infinite beyond what the pilot saw, where no bin tells.
double bin_width(const run::RowRanges& ranges, std::size_t row, double value) {
  if (value < ranges.edge(row, 0) || value > ranges.edge(row, run::kInnerBins))
    return std::numeric_limits<double>::infinity();
  int bin = 0;
  while (bin + 1 < run::kInnerBins && ranges.edge(row, bin + 1) <= value) ++bin;
  double width = 0;
  for (int b = std::max(bin - 1, 0); b <= std::min(bin + 1, run::kInnerBins - 1); ++b)
    width = std::max(width, ranges.edge(row, b + 1) - ranges.edge(row, b));
  return width;
}

/// Simulates blocks stretch by stretch, as a run does, and counts their rows.
class Counting {
 public:
  Counting(const scenario::Scenario& scenario, const Blocks& blocks)
      : blocks_(blocks),
        kernel_(model::best_kernel()),
        rows_(run::row_kernel_for(kernel_.level)),
        shape_(run::shape_of(scenario)),
        stretch_(run::stretch_of(shape_)),
        scratch_(blocks.scratch_for(kernel_)),
        outcomes_(blocks.outcomes_size()),
        ranges_(shape_) {
    learn();
    counts_.emplace(shape_, ranges_, rows_.tally);
    kept_.resize(shape_.rows() / kRowStep + 1);
  }

  std::size_t values() const { return shape_.rows() * model::kBlockDraws; }

  /// Counts a block; seconds that counting took.
  double count(std::size_t block, bool keep) {
    double seconds = 0;
    series_.resize(shape_.row(stretch_, 0, 0) * model::kBlockDraws);
    for (int from = 0; from < shape_.months; from += stretch_) {
      const int to = std::min(from + stretch_, shape_.months);
      blocks_.simulate(kernel_, block, from, to, scratch_.get(), series_.data(), outcomes_.data());
      const std::size_t first = shape_.row(from, 0, 0), rows = shape_.row(to, 0, 0) - first;
      const double begun = seconds_now();
      are_finite_ =
          counts_->add(first, rows, run::SeriesRow(series_.data(), rows, 0), model::kBlockDraws) &&
          are_finite_;
      seconds += seconds_now() - begun;
      for (std::size_t row = 0; keep && row < rows; ++row)
        if ((first + row) % kRowStep == 0)
          for (int draw = 0; draw < model::kBlockDraws; ++draw)
            kept_[(first + row) / kRowStep].push_back(
                run::SeriesRow(series_.data(), rows, row)[draw]);
    }
    counts_->end_of_block();
    return seconds;
  }

  /// Whether the quantiles counted are within a bin of those of the values kept.
  bool is_within_a_bin() {
    const std::vector<core::NamedArray> arrays = counts_->arrays(kProbabilities);
    for (std::size_t k = 0; k < kept_.size(); ++k) {
      const std::size_t row = k * kRowStep;
      std::sort(kept_[k].begin(), kept_[k].end());
      for (std::size_t q = 0; q < kProbabilities.size(); ++q)
        if (!is_quantile_right(arrays, row, q, kept_[k])) return false;
    }
    return are_finite_;
  }

 private:
  /// Every month of the pilot at once: it need not be quick here.
  void learn() {
    std::vector<std::vector<double>> series(
        kPilotBlocks, std::vector<double>(shape_.rows() * model::kBlockDraws));
    for (std::size_t b = 0; b < kPilotBlocks; ++b)
      blocks_.simulate(kernel_, b, 0, shape_.months, scratch_.get(), series[b].data(),
                       outcomes_.data());
    const auto in_block = [&](std::size_t b, std::size_t row) {
      return run::SeriesRow(series[b].data(), shape_.rows(), row);
    };
    static_assert(kPilotBlocks == 2);
    for (std::size_t row = 0; row < shape_.rows(); row += run::kRowsAtOnce)
      ranges_.learn(row, std::min(run::kRowsAtOnce, shape_.rows() - row),
                    std::array{in_block(0, row), in_block(1, row)}, rows_.widen);
  }

  double counted(const std::vector<core::NamedArray>& arrays, std::size_t row,
                 std::size_t q) const {
    constexpr std::size_t kSeries = model::series::kCount;
    const auto paths = static_cast<std::size_t>(shape_.paths);
    const std::size_t month = row / kSeries / paths, path = row / kSeries % paths;
    const auto array = std::find_if(arrays.begin(), arrays.end(), [&](const auto& each) {
      return each.name == model::kSeries[row % kSeries].name && each.shape.size() == 3;
    });
    return array
        ->values[(path * static_cast<std::size_t>(shape_.months) + month) * kProbabilities.size() +
                 q];
  }

  bool is_quantile_right(const std::vector<core::NamedArray>& arrays, std::size_t row,
                         std::size_t q, const std::vector<double>& rising) const {
    const double exact = core::quantile_of_sorted(rising, kProbabilities[q]);
    const auto rank =
        static_cast<std::size_t>(kProbabilities[q] * static_cast<double>(rising.size() - 1));
    const double rounding = 1e-9 * std::max(std::abs(rising.front()), std::abs(rising.back()));
    const double width = ranges_.is_whole(row)
                             ? 0.0
                             : std::max(bin_width(ranges_, row, rising[rank]),
                                        bin_width(ranges_, row, rising[rank + 1]));
    const double found = counted(arrays, row, q);
    if (std::abs(found - exact) <= width + rounding) return true;
    std::printf("  row %zu (%s): quantile %g is %.9g, counted %.9g, bin %.3g\n", row,
                model::kSeries[row % model::series::kCount].name, kProbabilities[q], exact, found,
                width);
    return false;
  }

  const Blocks& blocks_;
  const model::Kernel& kernel_;
  const run::RowKernel rows_;
  const run::FanShape shape_;
  const int stretch_;
  const Blocks::Scratch scratch_;
  std::vector<double> series_, outcomes_;
  run::RowRanges ranges_;
  std::optional<run::FanCounts> counts_;
  std::vector<std::vector<double>> kept_;  ///< values of every kRowStep-th row
  bool are_finite_ = true;
};

}  // namespace

void measure_fans(const Options& options, Report& report) {
  const scenario::Scenario scenario = scenario_of(options, kBlocks * model::kBlockDraws);
  const Blocks blocks(scenario, kBlocks);
  const model::Kernel& kernel = model::best_kernel();
  Counting counting(scenario, blocks);
  for (std::size_t b = 0; b < kBlocks; ++b) counting.count(b, true);
  report.check("counted quantiles are within a bin of the exact ones", counting.is_within_a_bin());

  // One block as a run does it: outcomes only; with series, of which some seconds are counting.
  const Blocks one(scenario, 1);
  double counted = std::numeric_limits<double>::infinity();
  double stored = counted;
  const auto taken = seconds_by_turns(options.seconds, 2,
                                      {[&] { one.outcomes(kernel); },
                                       [&] {
                                         const double from = seconds_now();
                                         const double counting_took = counting.count(0, false);
                                         counted = std::min(counted, counting_took);
                                         stored =
                                             std::min(stored, seconds_now() - from - counting_took);
                                       }});
  const double alone = best(taken[0]);
  const auto values = static_cast<double>(counting.values());
  report.add({"kernel with every series stored",
              kernel.level,
              one.draw_months() / stored,
              "draw-months/s",
              {},
              one.draws()});
  report.add({"values counted", kernel.level, counted / values * 1e9, "ns/value",
              at_most(kKernelShare * alone / values * 1e9), one.draws()});
}

}  // namespace e2roi::speed
