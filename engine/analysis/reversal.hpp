#pragma once
#include <string>
#include <vector>

#include "engine/analysis/design_point.hpp"
#include "engine/analysis/report.hpp"

/// Reversal: the smallest change of assumptions that turns the ranking of two paths round.
/// REVERSAL.md.
namespace e2roi::analysis {

/// One input and how far it would have to move.
struct InputShift {
  std::string key, unit;
  Estimate shift;            ///< [sd of its prior]: of the normal score of its rank
  double median_before = 0;  ///< of its prior, in its own unit
  double median_after = 0;   ///< of the shifted one
  Estimate alone;  ///< [sd] shift that would do if no other input moved; NaN: none within reach
  double median_alone = 0;  ///< its median then; NaN where `alone` is
};

struct Reversal {
  std::string title;    ///< the scenario's name
  Label ahead, behind;  ///< the paths, as the assumptions stand
  Estimate lead;        ///< mean NPV of `ahead` less that of `behind` [EUR]
  Estimate beaten;      ///< share of draws in which `behind` is worth more all the same
  SearchEnd end = SearchEnd::kUnsettled;  ///< kFound: a change within reach closes the gap
  Estimate lead_after;                    ///< `lead` under the shifted assumptions [EUR]
  double reach = 0;                       ///< [sd] how far was looked
  bool has_ties = false;                  ///< whether some inputs are correlated
  Estimate distance;                      ///< [sd] length of the change, over all inputs together
  std::vector<InputShift> inputs;         ///< the uncertain ones, by id
};

/// Report of kind "reversal": sentences, a table `ranking` (path, other_path: ahead and behind)
/// with lead, beaten, distance, beyond and lead_after, for files, and where a change was found a
/// table `inputs` (input) with shift, median_before, median_after, alone and median_alone, the
/// largest shift first.
Report reversal_report(const Reversal& reversal);

}  // namespace e2roi::analysis
