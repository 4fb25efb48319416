#include "engine/run/fans.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

#include "engine/core/error.hpp"
#include "engine/core/statistics.hpp"
#include "engine/model/block.hpp"
#include "engine/model/recording.hpp"
#include "engine/model/series.hpp"
#include "engine/run/parallel.hpp"
#include "engine/run/zeros.hpp"

namespace e2roi::run {
namespace {

using model::kSeries;
constexpr std::size_t kSeriesCount = kSeries.size();
constexpr std::size_t kExactBytes = std::size_t{64} << 20;
/// Blocks whose counts surely fit 16 bits.
constexpr int kBlocksBetweenFlushes = 65'535 / model::kBlockDraws;

int series_of(std::size_t row) { return static_cast<int>(row % kSeriesCount); }

/// Name of the standard deviation over draws: NAME_sd, but for belief, whose belief_sd is a series
/// of its own (how unsure leaders are, in one draw).
std::string sd_suffix(const std::string& name) {
  const bool taken = std::any_of(kSeries.begin(), kSeries.end(),
                                 [&](const auto& other) { return other.name == name + "_sd"; });
  return taken ? "_sd_over_draws" : "_sd";
}

/// Of a stretch of that many draws, which may be cut at both ends.
std::uint64_t most_blocks(std::uint64_t draws) { return draws / model::kBlockDraws + 2; }
bool fit_16_bits(std::uint64_t draws) { return most_blocks(draws) < kBlocksBetweenFlushes; }

/// Adds a row's counts to another's.
template <class From, class To>
void add_bins(const From* from, To* to) {
  for (std::size_t bin = 0; bin < kBins; ++bin) to[bin] = static_cast<To>(to[bin] + from[bin]);
}

/// Stages of the journey, 1 … kStages.
constexpr std::size_t kStages = 5;

/// The three arrays of every series, empty but for their labels; 3 × series in order, and behind
/// them the shares of the stages.
std::vector<core::NamedArray> empty_arrays(const FanShape& shape, std::size_t quantiles) {
  const auto paths = static_cast<std::size_t>(shape.paths);
  const auto months = static_cast<std::size_t>(shape.months);
  std::vector<core::NamedArray> arrays;
  for (const model::QuantityRecord& record : kSeries) {
    const std::string name = record.name, meaning = record.meaning;
    const auto over_months = [&](const std::string& suffix, const std::string& long_name) {
      return core::NamedArray{"series",
                              name + suffix,
                              long_name,
                              record.unit,
                              {"path", "month"},
                              {paths, months},
                              std::vector<double>(paths * months)};
    };
    arrays.push_back({"series",
                      name,
                      meaning + ", quantiles over draws",
                      record.unit,
                      {"path", "month", "quantile"},
                      {paths, months, quantiles},
                      std::vector<double>(paths * months * quantiles)});
    arrays.push_back(over_months("_mean", meaning + ", mean over draws"));
    arrays.push_back(over_months(sd_suffix(name), meaning + ", standard deviation over draws"));
    arrays.back().can_be_undefined = true;  // one draw has no sd
  }
  arrays.push_back({"series",
                    "stage_share",
                    "share of draws at each stage of the Social Engagement Journey",
                    "1",
                    {"path", "month", "journey_stage"},
                    {paths, months, kStages},
                    std::vector<double>(paths * months * kStages)});
  return arrays;
}

/// Place of a row's path and month in an array (path, month).
std::size_t place_of(const FanShape& shape, std::size_t row) {
  const std::size_t path = row / kSeriesCount % static_cast<std::size_t>(shape.paths);
  const std::size_t month = row / kSeriesCount / static_cast<std::size_t>(shape.paths);
  return path * static_cast<std::size_t>(shape.months) + month;
}

/// Where the shares of a row's stages go; nowhere for another series.
std::span<double> stage_shares(const FanShape& shape, std::size_t row,
                               std::vector<core::NamedArray>& arrays) {
  if (series_of(row) != model::series::stage) return {};
  return std::span(arrays.back().values).subspan(place_of(shape, row) * kStages, kStages);
}

/// Writes a row's statistics to its place in the arrays.
void put_row(const FanShape& shape, std::size_t row, double mean, double sd,
             const std::vector<double>& quantiles, std::vector<core::NamedArray>& arrays) {
  const std::size_t series = row % kSeriesCount;
  const std::size_t place = place_of(shape, row);
  std::copy(
      quantiles.begin(), quantiles.end(),
      arrays[3 * series].values.begin() + static_cast<std::ptrdiff_t>(place * quantiles.size()));
  arrays[3 * series + 1].values[place] = mean;
  arrays[3 * series + 2].values[place] = sd;
}

}  // namespace

std::size_t FanShape::rows() const {
  return static_cast<std::size_t>(months) * static_cast<std::size_t>(paths) * kSeriesCount;
}
std::size_t FanShape::row(int month, int path, int series) const {
  return static_cast<std::size_t>(month * paths + path) * kSeriesCount +
         static_cast<std::size_t>(series);
}

std::size_t FanShape::original(std::size_t row) const {
  const std::size_t path = row / kSeriesCount % static_cast<std::size_t>(paths);
  const auto month = static_cast<int>(row / kSeriesCount / static_cast<std::size_t>(paths));
  const bool is_copy = !months_at_rest.empty() && month < months_at_rest[path] &&
                       !model::is_of_leaders(series_of(row));
  return is_copy ? row - path * kSeriesCount : row;
}

bool keeps_every_value(const FanShape& shape) {
  return static_cast<double>(shape.rows()) * static_cast<double>(shape.draws) * sizeof(double) <=
         static_cast<double>(kExactBytes);
}

// --- counts
// ---------------------------------------------------------------------------------------

FanCounts::FanCounts(const FanShape& shape, const RowRanges& ranges, TallyRows tally)
    : shape_(shape),
      ranges_(&ranges),
      tally_(tally),
      recent_(zeros<std::uint16_t>(shape.rows() * kBins)),
      totals_(shape.rows()),
      originals_from_(shape.rows()) {
  std::size_t count = 0;
  for (std::size_t row = shape.rows(); row-- > 0;
       originals_from_[row] = static_cast<std::uint8_t>(count))
    count = shape.original(row) == row ? std::min(count + 1, kRowsAtOnce) : 0;
}

bool FanCounts::add(std::size_t first, std::size_t rows, const SeriesRow& values, int draws) {
  bool is_finite = true;
  std::array<RowSums, kRowsAtOnce> sums;
  for (std::size_t done = 0; done < rows;) {
    const std::size_t row = first + done;
    const std::size_t count = std::min<std::size_t>(originals_from_[row], rows - done);
    for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(&totals_[row + i], 1);
    if (count > 0)
      tally_(values.pack(0) + done * model::kSeriesLanes, values.stride(), static_cast<int>(count),
             draws, ranges_->at(row), recent_.data() + row * kBins, sums.data());
    is_finite = add(row, std::span(sums).first(count)) && is_finite;
    done += std::max(count, std::size_t{1});
  }
  return is_finite;
}

bool FanCounts::add(std::size_t first, std::span<const RowSums> sums) {
  // Almost all sums of a block fit 64 bits, which are converted in one instruction. What is not
  // finite fails every comparison.
  constexpr double kFits = 0x1p62;
  std::array<double, kRowsAtOnce> linear, square;
  std::size_t fit = 0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    linear[i] = sums[i].sum * ranges_->per_quantum(first + i);
    square[i] = sums[i].sum_square * ranges_->per_quantum_square(first + i);
    fit += std::abs(linear[i]) < kFits && square[i] < kFits ? 1U : 0U;
  }
  const bool all_fit = fit == sums.size();
  bool is_finite = true;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    Totals& totals = totals_[first + i];
    if (all_fit) {
      totals.sum += std::llrint(linear[i]);
      totals.sum_square += std::llrint(square[i]);
    } else if (!std::isfinite(sums[i].sum) || !std::isfinite(sums[i].sum_square)) {
      is_finite = false;
      continue;
    } else {
      add_large(first + i, linear[i], square[i]);
    }
    totals.least = std::min(totals.least, sums[i].least);
    totals.greatest = std::max(totals.greatest, sums[i].greatest);
  }
  return is_finite;
}

void FanCounts::add_large(std::size_t row, double linear, double square) {
  constexpr double kLargest = 0x1p100;  // leaves room for 2^26 blocks
  if (std::abs(linear) > kLargest || square > kLargest)
    throw core::RunError(std::string("series ") + kSeries[row % kSeriesCount].name +
                         " grows more than 10^9 times beyond what the first 512 draws show; "
                         "check the scenario for extreme inputs");
  const auto rounded = [](double value) {
    return std::abs(value) < 0x1p62 ? Sum{std::llrint(value)} : static_cast<Sum>(value);
  };
  totals_[row].sum += rounded(linear);
  totals_[row].sum_square += rounded(square);
}

void FanCounts::end_of_block() {
  if (++blocks_since_flush_ == kBlocksBetweenFlushes) flush();
}

void FanCounts::flush() {
  if (counts_.empty()) counts_ = zeros<std::uint32_t>(recent_.size());
  for (std::size_t i = 0; i < recent_.size(); ++i) counts_[i] += recent_[i];
  std::fill(recent_.begin(), recent_.end(), std::uint16_t{0});
  blocks_since_flush_ = 0;
}

void FanCounts::add(const FanCounts& other) {
  const int blocks = blocks_since_flush_ + other.blocks_since_flush_;
  const bool fits = blocks <= kBlocksBetweenFlushes && other.counts_.empty();
  if (!fits) flush();
  for_each_index(0, shape_.rows(), kRowsAtOnce, [&](std::size_t row) {
    const std::size_t first = row * kBins;
    if (fits) {
      add_bins(other.recent_.data() + first, recent_.data() + first);
      return;
    }
    add_bins(other.recent_.data() + first, counts_.data() + first);
    if (!other.counts_.empty()) add_bins(other.counts_.data() + first, counts_.data() + first);
  });
  if (fits) blocks_since_flush_ = blocks;
  for (std::size_t row = 0; row < totals_.size(); ++row) {
    Totals& mine = totals_[row];
    const Totals& theirs = other.totals_[row];
    mine.sum += theirs.sum;
    mine.sum_square += theirs.sum_square;
    mine.least = std::min(mine.least, theirs.least);
    mine.greatest = std::max(mine.greatest, theirs.greatest);
  }
}

void FanCounts::clear() {
  std::fill(recent_.begin(), recent_.end(), std::uint16_t{0});
  counts_ = {};
  std::fill(totals_.begin(), totals_.end(), Totals{});
  blocks_since_flush_ = 0;
}

std::size_t FanCounts::kept_bytes(std::uint64_t draws) {
  const std::size_t each = fit_16_bits(draws) ? sizeof(std::uint16_t) : sizeof(std::uint32_t);
  return kBins * each + sizeof(Totals);
}

void FanCounts::add_parts(const Stretch& stretch, Parts& parts) {
  static_assert(sizeof(Totals) == 48, "no padding goes into files");
  if (fit_16_bits(stretch.draws)) {  // also where several were added and so flushed to be sure
    for (std::size_t i = 0; i < counts_.size(); ++i)
      recent_[i] = static_cast<std::uint16_t>(recent_[i] + counts_[i]);
    counts_ = {};
    parts.push_back(std::as_writable_bytes(std::span(recent_)));
    blocks_since_flush_ = static_cast<int>(most_blocks(stretch.draws));
  } else {
    flush();
    parts.push_back(std::as_writable_bytes(std::span(counts_)));
  }
  parts.push_back(std::as_writable_bytes(std::span(totals_)));
}

double FanCounts::order_statistic(std::size_t row, std::uint64_t rank, Reached& reached) const {
  const std::size_t first = row * kBins;
  const RowRange& range = (*ranges_)[row];
  const Totals& totals = totals_[row];
  if (rank < reached.before) reached = {};
  auto& [bin, before] = reached;
  while (bin + 1 < kBins && rank - before >= count(first + bin)) before += count(first + bin++);
  if (ranges_->is_whole(row)) return static_cast<double>(bin) - kFirstInner;
  double from = range.lo, to = range.hi;
  if (bin == kBelow) {
    from = totals.least;
    to = range.lo;
  } else if (bin == kAtLow) {
    to = range.lo;
  } else if (bin == kAtHigh) {
    from = range.hi;
  } else if (bin == kAbove) {
    from = range.hi;
    to = totals.greatest;
  } else {
    const auto inner = static_cast<double>(bin - kFirstInner);
    from = ranges_->edge(row, inner);
    to = ranges_->edge(row, inner + 1);
  }
  const double share =
      (static_cast<double>(rank - before) + 0.5) / static_cast<double>(count(first + bin));
  return std::clamp(from + (to - from) * share, totals.least, totals.greatest);
}

std::vector<core::NamedArray> FanCounts::arrays(const std::vector<double>& probabilities,
                                                std::uint64_t draws) const {
  std::vector<core::NamedArray> arrays = empty_arrays(shape_, probabilities.size());
  const auto n = static_cast<double>(draws);
  for_each_index(0, shape_.rows(), kRowsAtOnce, [&](std::size_t target) {
    const std::size_t row = shape_.original(target);
    if (totals_[row].least > totals_[row].greatest) return;  // nobody has counted it
    std::vector<double> quantiles(probabilities.size());
    const double sum = static_cast<double>(totals_[row].sum) / ranges_->per_quantum(row);
    const double square =
        static_cast<double>(totals_[row].sum_square) / ranges_->per_quantum_square(row);
    const bool is_constant = totals_[row].least == totals_[row].greatest;
    const double mean = is_constant ? totals_[row].least : (*ranges_)[row].lo + sum / n;
    const double variance = is_constant ? 0.0 : std::max(square - sum * sum / n, 0.0) / (n - 1);
    Reached reached;
    for (std::size_t q = 0; q < probabilities.size(); ++q) {
      const double place = probabilities[q] * (n - 1);
      const auto rank = static_cast<std::uint64_t>(place);
      const double low = order_statistic(row, rank, reached);
      const double high = rank + 1 < draws ? order_statistic(row, rank + 1, reached) : low;
      quantiles[q] = low + (high - low) * (place - static_cast<double>(rank));
    }
    put_row(shape_, target, mean, std::sqrt(variance), quantiles, arrays);
    std::size_t bin = row * kBins + kFirstInner;  // of whole numbers, each has one
    for (double& share : stage_shares(shape_, target, arrays))
      share = static_cast<double>(count(++bin)) / n;
  });
  return arrays;
}

// --- every value
// ----------------------------------------------------------------------------------

ExactFans::ExactFans(const FanShape& shape, const Stretch& held)
    : shape_(shape), held_(held), values_(shape.rows() * held.draws) {}

void ExactFans::add_parts(const Stretch& stretch, Parts& parts) {
  for (std::size_t r = 0; r < shape_.rows(); ++r)
    parts.push_back(
        std::as_writable_bytes(std::span(row(r) + (stretch.place - held_.place), stretch.draws)));
}

bool ExactFans::put(std::size_t row, std::uint64_t place, const SeriesRow& values, int draws) {
  double* to = this->row(row) + (place - held_.place);
  values.copy(draws, to);
  return std::all_of(to, to + draws, [](double value) { return std::isfinite(value); });
}

std::vector<core::NamedArray> ExactFans::arrays(const std::vector<double>& probabilities) {
  std::vector<core::NamedArray> arrays = empty_arrays(shape_, probabilities.size());
  for_each_index(0, shape_.rows(), kRowsAtOnce, [&](std::size_t r) {
    const core::Statistics statistics =
        core::statistics(std::span<const double>(row(r), shape_.draws), probabilities);
    put_row(shape_, r, statistics.mean, statistics.sd, statistics.quantiles, arrays);
    double stage = 0;
    for (double& share : stage_shares(shape_, r, arrays))
      share = static_cast<double>(std::count(row(r), row(r) + shape_.draws, ++stage)) /
              static_cast<double>(shape_.draws);
  });
  return arrays;
}

}  // namespace e2roi::run
