#pragma once
#include "engine/core/real.hpp"
#include "engine/model/facts.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/schedule.hpp"

/// Leadership: how far leaders stand by a path, and whether it survives.  MODEL.md, schedule
/// and measurement.
namespace e2roi::model {

/// State of a path's leadership.
template <class Real>
struct Leadership {
  Real support;  ///< [1] in [0, 1]
  Real active;   ///< 1 until the month after cancellation, then 0
};

/// What the levers do this month: intensity while the path is active [1].
template <class Real>
struct LeverIntensity {
  Real listening, openness, empowerment, tooling, weaving;
};

template <class Real>
E2ROI_INLINE LeverIntensity<Real> intensity_of(const PathSchedule& path, int month,
                                               const Real& active) {
  const auto of = [&](Lever lever) { return Real(path.intensity[lever][month]) * active; };
  return {of(kListening), of(kOpenness), of(kEmpowerment), of(kTooling), of(kWeaving)};
}

/// Staffing multiplier in effect: a cancelled path falls back to 1 [1].
template <class Real>
E2ROI_INLINE Real staffing_of(const PathSchedule& path, int month, const Real& active) {
  return Real(1.0) + Real(path.staffing[month] - 1.0) * active;
}

/// How convincing the belief is, against what the path costs.
///
/// belief   believed monthly benefit                  [EUR/month]
/// cost     this month's cost without exit cost       [EUR/month]
/// plan     cost of the plan at full swing            [EUR/month]
/// returns  judgement                                 [1] in (0, 1), 1/2 where belief/cost = hurdle
template <class Real>
E2ROI_INLINE Real judgement(const LeadershipInputs<Real>& in, const Real& belief, const Real& cost,
                            const Real& plan) {
  using namespace core;
  const Real worth = belief / max(max(cost, Real(0.25) * plan), Real(1e-9));
  return Real(1.0) / (Real(1.0) + exp_clamped(-in.judgement_slope * (worth - in.hurdle)));
}

/// Support at the start of next month.
///
/// target    where support drifts to               [1] in [0, 1]
/// turnover  whether the sponsor leaves this month
template <class Real>
E2ROI_INLINE Real next_support(const LeadershipInputs<Real>& in, const Real& support,
                               const Real& target, const core::MaskOf<Real>& turnover) {
  using namespace core;
  const Real drifted = support + in.support_speed * (target - support);
  return clip01(Real(drifted * select(turnover, Real(1.0) - in.turnover_drop, Real(1.0))));
}

/// Whether leaders stop the path this month. `waited` = -log(1 - u_cancel) is an exponential
/// waiting time, so that u < 1 - exp(-hazard) is waited < hazard, without an exp a path.
///
/// months_since_first  t - first  [month]
template <class Real>
E2ROI_INLINE core::MaskOf<Real> is_cancelled(const LeadershipInputs<Real>& in,
                                             const Leadership<Real>& leadership, const Real& cost,
                                             double months_since_first, const Real& waited) {
  using core::all_of;
  const Real doubt = Real(1.0) - leadership.support;
  return all_of(leadership.active > Real(0.0), cost > Real(0.0),
                Real(months_since_first) >= in.grace_months,
                waited < in.cancel_hazard * doubt * doubt);
}

}  // namespace e2roi::model
