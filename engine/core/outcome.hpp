#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "engine/core/result_set.hpp"

/// The group "outcome" of a result set: what the draws of each quantity say, as labelled arrays.
namespace e2roi::core {

/// Statistics of every array of the group "draws" whose last axis is `draw`. For an array NAME with
/// axes (A…, draw), in the order of the result set:
///
///   NAME_mean, NAME_sd, NAME_standard_error (of the mean)          (A…)            [unit of NAME]
///   NAME_quantile, NAME_quantile_standard_error                    (A…, quantile)  [unit of NAME]
///   NAME_defined: share of draws that have a value                 (A…)            [1]
///
/// and for npv also npv_positive and npv_negative, the shares of draws above and below 0, each with
/// its standard error npv_positive_standard_error, npv_negative_standard_error (path) [1].
/// Quantiles are those of `results.quantiles`. engine/core/statistics.hpp says how each is
/// computed. The chance that a path is cancelled is cancel_month_defined.
///
/// loop  calls its body with 0 … count-1 in any order, perhaps on several threads
using Loop = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;
void one_by_one(std::size_t count, const std::function<void(std::size_t)>& body);
std::vector<NamedArray> outcome_arrays(const ResultSet& results, const Loop& loop = one_by_one);

}  // namespace e2roi::core
