#pragma once
#include <string>
#include <vector>

#include "engine/analysis/sweep.hpp"

/// A sweep in sentences.
namespace e2roi::analysis {

/// Where the path of the best cell is worth most, where it turns negative from there, and how hard
/// it is to predict at both ends of the grid.
std::vector<std::string> sweep_sentences(const Sweep& sweep, const BestCell& best);

/// Method, and when not to believe it.
std::vector<std::string> sweep_notes(const Sweep& sweep);

/// Where median NPV falls below 0 when one leaves `cell` along an axis, linear between cells; with
/// the interval in which it does so if all medians are 1.96 standard errors higher or lower, since
/// cells share their draws. An end of the interval at the end of the axis may be beyond it.
struct Crossing {
  Estimate below, above;  ///< negative where the axis is below, above; NaN where it stays above 0
};
Crossing crossing_from(const Sweep& sweep, const BestCell& from, std::size_t axis);

}  // namespace e2roi::analysis
