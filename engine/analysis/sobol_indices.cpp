#include "engine/analysis/sobol_indices.hpp"

#include <cmath>

namespace e2roi::analysis {
namespace {

/// Columns of each base row: two for the moments, then three a factor.
constexpr std::size_t kSum = 0, kSquares = 1, kMoments = 2, kPerFactor = 3;
enum Term : std::size_t { kTotal = 0, kJansen = 1, kSaltelli = 2 };

constexpr std::size_t column_of(std::size_t factor, Term term) {
  return kMoments + kPerFactor * factor + term;
}

/// Mean of the outputs of rows A and B: taken off before anything is squared.
double centre_of(std::span<const double> outputs, std::size_t stride) {
  double sum = 0;
  for (std::size_t row = 0; row < outputs.size(); row += stride)
    sum += outputs[row] + outputs[row + stride - 1];
  return sum * static_cast<double>(stride) / (2 * static_cast<double>(outputs.size()));
}

std::vector<double> terms(std::span<const double> outputs, std::size_t factors) {
  const std::size_t stride = factors + 2, rows = outputs.size() / stride;
  const double centre = centre_of(outputs, stride);
  std::vector<double> columns((kMoments + kPerFactor * factors + 3) / 4 * 4 * rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const double* y = outputs.data() + row * stride;
    const double a = y[0] - centre, b = y[factors + 1] - centre;
    const auto put = [&](std::size_t column, double value) {
      columns[column_place(column, row, rows)] = value;
    };
    put(kSum, a + b);
    put(kSquares, a * a + b * b);
    for (std::size_t factor = 0; factor < factors; ++factor) {
      const double mixed = y[factor + 1] - centre;
      put(column_of(factor, kTotal), (a - mixed) * (a - mixed));
      put(column_of(factor, kJansen), (b - mixed) * (b - mixed));
      put(column_of(factor, kSaltelli), b * (mixed - a));
    }
  }
  return columns;
}

/// Sums over base rows (all of them, or those of a replicate) as indices.
class Sums {
 public:
  Sums(const double* sums, std::size_t rows) : sums_(sums), n_(static_cast<double>(rows)) {}
  /// Of 2n outputs, dividing by 2n.
  double variance() const {
    const double mean = sums_[kSum] / (2 * n_);
    return sums_[kSquares] / (2 * n_) - mean * mean;
  }
  double total(std::size_t factor) const {
    return sums_[column_of(factor, kTotal)] / (2 * n_) / variance();
  }
  double jansen(std::size_t factor) const {
    return 1 - sums_[column_of(factor, kJansen)] / (2 * n_) / variance();
  }
  double saltelli(std::size_t factor) const {
    return sums_[column_of(factor, kSaltelli)] / n_ / variance();
  }

 private:
  const double* sums_;
  double n_;
};

/// The same of the rows themselves and of each replicate.
class Bootstrap {
 public:
  Bootstrap(std::span<const double> columns, const Resampling& resampling)
      : rows_(resampling.rows()),
        stride_(columns.size() / rows_),
        all_(stride_),
        replicates_(resampling.sums(columns)),
        scratch_(resampling.replicates()) {
    for (std::size_t column = 0; column < stride_; ++column)
      for (std::size_t row = 0; row < rows_; ++row)
        all_[column] += columns[column_place(column, row, rows_)];
  }

  Sums all() const { return {all_.data(), rows_}; }

  /// An estimate with its interval and its standard error.
  template <class Index>
  Estimate of(const Index& index) {
    for (std::size_t r = 0; r < scratch_.size(); ++r)
      scratch_[r] = index(Sums(replicates_.data() + r * stride_, rows_));
    const BootstrapError error = bootstrap_error(scratch_);
    return {index(all()), error.standard_error, error.low, error.high};
  }

 private:
  std::size_t rows_, stride_;
  std::vector<double> all_, replicates_, scratch_;
};

}  // namespace

SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors,
                           const Resampling& resampling, std::optional<std::size_t> set_apart) {
  Bootstrap bootstrap(terms(outputs, factors), resampling);
  SobolIndices indices;
  indices.variance = bootstrap.all().variance();
  if (!(indices.variance > 0)) {
    indices.total.resize(factors);
    indices.first_order = indices.first_order_jansen = indices.first_order_saltelli = indices.total;
    return indices;
  }
  std::vector<bool> by_jansen;
  for (std::size_t f = 0; f < factors; ++f) {
    const Estimate jansen = bootstrap.of([f](const Sums& sums) { return sums.jansen(f); });
    const Estimate saltelli = bootstrap.of([f](const Sums& sums) { return sums.saltelli(f); });
    by_jansen.push_back(jansen.standard_error < saltelli.standard_error);
    indices.total.push_back(bootstrap.of([f](const Sums& sums) { return sums.total(f); }));
    indices.first_order.push_back(by_jansen.back() ? jansen : saltelli);
    indices.first_order_jansen.push_back(jansen);
    indices.first_order_saltelli.push_back(saltelli);
  }
  if (!set_apart) return indices;
  const std::size_t f = *set_apart;
  indices.others = bootstrap.of([f](const Sums& sums) { return 1 - sums.total(f); });
  indices.together = bootstrap.of([f, jansen = by_jansen[f]](const Sums& sums) {
    return sums.total(f) - (jansen ? sums.jansen(f) : sums.saltelli(f));
  });
  return indices;
}

}  // namespace e2roi::analysis
