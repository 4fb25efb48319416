#include "engine/analysis/resampling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/core/statistics.hpp"

namespace e2roi::analysis {
namespace {

constexpr std::size_t kTile = 256;  ///< rows whose counts are turned into numbers at a time

/// Four columns of four replicates: what fits the registers of any x86-64.
void add_tile(const double* counts, const double* columns, std::size_t rows, double* sums,
              std::size_t stride) {
  std::array<std::array<double, 4>, 4> sum{};
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t r = 0; r < 4; ++r)
      for (std::size_t c = 0; c < 4; ++c) sum[r][c] += counts[4 * row + r] * columns[4 * row + c];
  for (std::size_t r = 0; r < 4; ++r)
    for (std::size_t c = 0; c < 4; ++c) sums[r * stride + c] += sum[r][c];
}

}  // namespace

Resampling::Resampling(std::size_t rows, std::size_t replicates, const CountRows& count_rows)
    : rows_(rows), replicates_((replicates + 3) / 4 * 4), counts_(rows * replicates_) {
  std::vector<std::uint8_t> counts(rows);
  for (std::size_t replicate = 0; replicate < replicates_; ++replicate) {
    count_rows(replicate, counts);
    for (std::size_t row = 0; row < rows; ++row)
      counts_[column_place(replicate, row, rows)] = counts[row];
  }
}

std::vector<double> Resampling::sums(std::span<const double> columns) const {
  const std::size_t groups = columns.size() / (4 * rows_), stride = 4 * groups;
  std::vector<double> sums(replicates_ * stride);
  std::array<double, 4 * kTile> counts;
  for (std::size_t first = 0; first < rows_; first += kTile) {
    const std::size_t rows = std::min(kTile, rows_ - first);
    for (std::size_t replicate = 0; replicate < replicates_; replicate += 4) {
      const std::uint8_t* from = counts_.data() + column_place(replicate, first, rows_);
      for (std::size_t i = 0; i < 4 * rows; ++i) counts[i] = from[i];
      for (std::size_t group = 0; group < groups; ++group)
        add_tile(counts.data(), columns.data() + column_place(4 * group, first, rows_), rows,
                 sums.data() + replicate * stride + 4 * group, stride);
    }
  }
  return sums;
}

BootstrapError bootstrap_error(std::span<double> replicates) {
  const core::Statistics spread = core::statistics(replicates, std::vector<double>{});
  if (spread.defined < replicates.size()) {  // some replicate has no variance to share out
    constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
    return {kUndefined, kUndefined, kUndefined};
  }
  std::sort(replicates.begin(), replicates.end());
  return {core::quantile_of_sorted(replicates, 0.025), core::quantile_of_sorted(replicates, 0.975),
          spread.sd};
}

}  // namespace e2roi::analysis
