#pragma once
#include <cstddef>
#include <span>
#include <vector>

/// Statistics over draws, each with its standard error. Undefined values (NaN) are left out; where
/// nothing can be said, the answer is NaN. Values must not be infinite.
namespace e2roi::core {

/// What `count` draws of one quantity say about it.
struct Statistics {
  std::size_t count = 0;          ///< draws given
  std::size_t defined = 0;        ///< of these, draws with a value
  double share_defined = 0;       ///< defined / count; NaN where count is 0
  double mean = 0;                ///< NaN where nothing is defined
  double sd = 0;                  ///< divides by defined - 1; NaN below two values
  double standard_error = 0;      ///< of the mean: sd / sqrt(defined)
  std::vector<double> quantiles;  ///< one a probability asked for; NaN where nothing is defined
  std::vector<double> quantile_standard_errors;  ///< the same shape; NaN below two values
};

/// Statistics of `values` (any order, NaN = undefined) with the quantiles at `probabilities`, each
/// in [0, 1]. The order of `values` decides the last bits of mean and sd, so give them by draw.
Statistics statistics(std::span<const double> values, std::span<const double> probabilities);

/// Quantile of values that rise and hold no NaN: linear between order statistics at p·(n − 1),
/// definition 7 of Hyndman and Fan (1996). NaN where `rising` is empty.
double quantile_of_sorted(std::span<const double> rising, double probability);

/// Standard error of that quantile by order statistics (Woodruff 1952): the number of values below
/// the true quantile is binomial with variance n·p·(1 − p), so half the distance between the values
/// one such standard deviation of ranks above and below is one standard error. It needs no density.
/// At the ends the ranks stop at the first and last value, which makes it too small there. NaN
/// below two values.
double quantile_standard_error(std::span<const double> rising, double probability);

/// Standard error of a share seen in `count` draws: sqrt(p·(1 − p)/n). NaN where count is 0.
double share_standard_error(double share, std::size_t count);

}  // namespace e2roi::core
