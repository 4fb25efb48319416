#pragma once
#include <span>

#include "engine/analysis/estimate.hpp"

/// What the draws of one path in one cell of a sweep say.  SWEEP.md.
namespace e2roi::analysis {

struct CellFigures {
  Estimate npv_mean, npv_median, npv_sd;  ///< [EUR]
  Estimate loss;                          ///< share of draws with NPV < 0 [1]
  Estimate net_promoters;                 ///< median at the horizon [1]
  Estimate roi_sd, roi_iqr;               ///< of draws that cost something [1]; NaN without any
};

/// Figures of one path, each with its standard error. All spans have one value a draw; roi is NaN
/// where nothing was spent.
CellFigures cell_figures(std::span<const double> npv, std::span<const double> roi,
                         std::span<const double> net_promoters);

/// Standard deviation with its standard error from the fourth moment, sqrt((m4 - s^4)/(4 n s^2))
/// (delta method; Cramér 1946, 27.4). Undefined values (NaN) are left out; NaN below two values.
Estimate standard_deviation(std::span<const double> values);

/// Distance of the quartiles. Its standard error is from those of the quartiles (Woodruff 1952) and
/// the correlation of neighbouring order statistics: two quartiles of a large sample correlate by
/// 1/3 (Mosteller 1946). NaN below two values.
Estimate interquartile_range(std::span<const double> values);

}  // namespace e2roi::analysis
