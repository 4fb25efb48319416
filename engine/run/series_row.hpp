#pragma once
#include <algorithm>
#include <cstddef>

#include "engine/model/block.hpp"

/// One row of a block: the values that one series of one path has in one month, by draw.
namespace e2roi::run {

class SeriesRow {
 public:
  /// Row number `row` of the `rows` that `series` holds, [pack][row][model::kSeriesLanes].
  SeriesRow(const double* series, std::size_t rows, std::size_t row)
      : SeriesRow(series + row * model::kSeriesLanes, rows * model::kSeriesLanes) {}
  /// Draws 0 … 7 at `first`, draws 8 … 15 `stride` values later, and so on.
  SeriesRow(const double* first, std::size_t stride) : first_(first), stride_(stride) {}

  const double* pack(int number) const {
    return first_ + static_cast<std::size_t>(number) * stride_;
  }
  std::size_t stride() const { return stride_; }
  double operator[](int draw) const {
    return pack(draw / model::kSeriesLanes)[draw % model::kSeriesLanes];
  }
  /// Copies the first `draws` values to `to`.
  void copy(int draws, double* to) const {
    for (int i = 0; i < draws; i += model::kSeriesLanes)
      std::copy_n(pack(i / model::kSeriesLanes), std::min(model::kSeriesLanes, draws - i), to + i);
  }

 private:
  const double* first_;
  std::size_t stride_;
};

}  // namespace e2roi::run
