#pragma once
#include <string>
#include <vector>

#include "engine/analysis/report.hpp"

/// Reversal: the smallest change of assumptions that turns the ranking of two paths round.
/// REVERSAL.md.
namespace e2roi::analysis {

/// One input and how far it would have to move.
struct InputShift {
  std::string key, unit;
  double shift = 0;          ///< [sd of its prior]: of the normal score of its rank
  double median_before = 0;  ///< of its prior, in its own unit
  double median_after = 0;   ///< of the shifted one
  Estimate alone;  ///< [sd] shift that would do if no other input moved; NaN: none within reach
  double median_alone = 0;  ///< its median then; NaN where `alone` is
};

struct Reversal {
  std::string title;               ///< the scenario's name
  std::string ahead, behind;       ///< names of the paths, as the assumptions stand
  Estimate lead;                   ///< mean NPV of `ahead` less that of `behind` [EUR]
  Estimate lead_after;             ///< the same under the shifted assumptions [EUR]
  bool is_found = false;           ///< whether a change within reach closes the gap
  double reach = 0;                ///< [sd] how far was looked
  Estimate distance;               ///< [sd] length of the change, over all inputs together
  std::vector<InputShift> inputs;  ///< the uncertain ones, by id
};

/// Report of kind "reversal": sentences, and a table `inputs` (input) with shift, median_before,
/// median_after, alone and median_alone, the largest shift first.
Report reversal_report(const Reversal& reversal);

/// Slopes of f on independent standard normal scores by least squares, with an intercept.
///
/// scores   [input][draw]
/// values   f, by draw
/// returns  d f / d score of each input [unit of f / sd]
/// Throws core::UsageError if there are fewer than two draws for each slope.
std::vector<double> slopes(const std::vector<std::vector<double>>& scores,
                           const std::vector<double>& values);

/// The point nearest to 0 on the plane where f is 0, as seen from `at`: the step of Hasofer and
/// Lind (1974) and Rackwitz and Fiessler (1978).
///
/// at      where value and slope hold [sd], one an input
std::vector<double> nearest_zero(const std::vector<double>& at, double value,
                                 const std::vector<double>& slope);

}  // namespace e2roi::analysis
