#pragma once
#include "engine/core/real.hpp"
#include "engine/model/response.hpp"

/// Journey: the stage of the Social Engagement Journey.  MODEL.md, journey.
namespace e2roi::model {

/// 1 traditional, 2 experimental, 3 operational, 4 measurable, 5 fully engaged: each asks for all
/// that the ones before ask for.
///
/// mean_seen  share of the benefits that measuring sees, mean over the rungs  [1]
/// fast       share answered within tolerance                                 [1]
/// Stages: Ant's Eye View (2010-12); the thresholds are this model's own.
template <class Real>
E2ROI_INLINE Real stage_of(const Readiness<Real>& ready, const Real& mean_seen, const Real& fast) {
  using namespace core;
  const auto at_least = [](const Real& value, double bar) { return value >= Real(bar); };
  const auto experimental = at_least(ready.listening, 0.2);
  const auto operational = all_of(experimental, at_least(ready.listening, 0.5),
                                  at_least(ready.tooling, 0.4), at_least(ready.weaving, 0.3));
  const auto measurable = all_of(operational, at_least(mean_seen, 0.6),
                                 at_least(ready.openness, 0.5), at_least(ready.empowerment, 0.5));
  const auto engaged =
      all_of(measurable, at_least(ready.openness, 0.75), at_least(ready.empowerment, 0.75),
             at_least(ready.weaving, 0.75), at_least(fast, 0.9));
  const auto one_if = [](const auto& mask) { return select(mask, Real(1.0), Real(0.0)); };
  return Real(1.0) + one_if(experimental) + one_if(operational) + one_if(measurable) +
         one_if(engaged);
}

}  // namespace e2roi::model
