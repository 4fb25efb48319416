#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// Sums over resampled rows: what a bootstrap of sums, means and ratios of them needs.
namespace e2roi::analysis {

/// Writes how often each row is drawn in one replicate (row counts sum to their number). A function
/// of the replicate's number alone, so that a bootstrap can be repeated.
using CountRows = std::function<void(std::size_t replicate, std::span<std::uint8_t> counts)>;

/// Replicates of one resampling of rows, made once and used for many sums. Memory: a byte a row and
/// replicate.
class Resampling {
 public:
  /// replicates  rounded up to a multiple of four
  Resampling(std::size_t rows, std::size_t replicates, const CountRows& count_rows);

  std::size_t rows() const { return rows_; }
  std::size_t replicates() const { return replicates_; }

  /// Sums of columns over the rows of each replicate, always added in the same order.
  ///
  /// columns  [group of four columns][row][4], as column_place() says
  /// returns  [replicate][column], columns rounded up to a multiple of four
  std::vector<double> sums(std::span<const double> columns) const;

 private:
  std::size_t rows_, replicates_;
  std::vector<std::uint8_t> counts_;  ///< [group of four replicates][row][4]
};

/// Where a column's value of a row stands among `rows` rows.
inline std::size_t column_place(std::size_t column, std::size_t row, std::size_t rows) {
  return (column / 4 * rows + row) * 4 + column % 4;
}

/// The 95 % percentile interval and the standard deviation of replicates, which are sorted.
struct BootstrapError {
  double low, high, standard_error;
};
BootstrapError bootstrap_error(std::span<double> replicates);

}  // namespace e2roi::analysis
