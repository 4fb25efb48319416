#pragma once
#include <span>

/// Sight: how much of a rung of the hierarchy of ROI leaders can see.
namespace e2roi::analysis {

/// Share of a rung's benefit that leaders see after so many months of measuring, mean over draws:
/// 1 − (1 − visible)·2^(−months/half-life) (MODEL.md, measurement).
///
/// visible    share that is seen at once, by draw                   [1], 0 … 1
/// half_life  in which half of what is unseen comes to sight, by draw  [month], > 0; as many
/// months     of measuring                                          [month], >= 0
/// returns    the mean share; NaN without draws
double share_seen(std::span<const double> visible, std::span<const double> half_life,
                  double months);

}  // namespace e2roi::analysis
