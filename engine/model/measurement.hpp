#pragma once
#include "engine/core/real.hpp"
#include "engine/model/facts.hpp"
#include "engine/model/finance.hpp"
#include "engine/model/inputs.hpp"

/// Measurement: how much of the benefit leaders can see, with what error, and what they come to
/// believe. The higher the rung, the less is seen.  MODEL.md, measurement.
namespace e2roi::model {

/// How far measuring has come, and the belief it has led to.
template <class Real>
struct Measurement {
  Real unseen;    ///< 2^(-n/learning_half_life), n months measured [1]
  Real immature;  ///< (1 + n)^(-learning_exponent) [1]
  Real belief;    ///< μ [EUR/month]
  Real variance;  ///< v [(EUR/month)²]
};

/// How measuring sees the benefit of a month, rung by rung.
template <class Real>
struct Sight {
  Real seen[kRungs];   ///< part that is seen [1]
  Real error[kRungs];  ///< relative error of that part, a standard deviation [1]
};

template <class Real>
E2ROI_INLINE Sight<Real> sight_of(const MeasurementInputs<Real>& in,
                                  const Measurement<Real>& state) {
  const Real one(1.0);
  const Real visible[kRungs] = {in.visible_savings, in.visible_revenue, in.visible_loyalty,
                                in.visible_people, in.visible_collaboration};
  const Real error[kRungs] = {in.noise_savings, in.noise_revenue, in.noise_loyalty, in.noise_people,
                              in.noise_collaboration};
  Sight<Real> sight;
  for (int k = 0; k < kRungs; ++k) {
    sight.seen[k] = one - (one - visible[k]) * state.unseen;
    sight.error[k] = error[k] * state.immature;
  }
  return sight;
}

/// What measuring says this month.
template <class Real>
struct Reading {
  Real measured;      ///< Σ of what is seen of each rung, with its error [EUR]
  Real error_square;  ///< Σ (seen err rung)², variance of that sum [EUR²]
  Real mean_seen;     ///< mean of seen_k over the rungs [1]
};

/// `noise`: a standard normal a rung.
template <class Real>
E2ROI_INLINE Reading<Real> read_benefits(const MeasurementInputs<Real>& in,
                                         const Measurement<Real>& state,
                                         const Earnings<Real>& benefits, const Real* noise) {
  const Sight<Real> sight = sight_of(in, state);
  Reading<Real> reading{Real(0.0), Real(0.0), Real(0.0)};
  for (int k = 0; k < kRungs; ++k) {
    const Real value = sight.seen[k] * benefits.rung[k];
    const Real deviation = sight.error[k] * value;
    reading.measured += value + deviation * noise[k];
    reading.error_square += deviation * deviation;
    reading.mean_seen += sight.seen[k];
  }
  reading.mean_seen = reading.mean_seen * Real(1.0 / double(kRungs));
  return reading;
}

/// Belief after this month's reading: a Kalman filter with drift.
///
/// plan  cost of the plan at full swing  [EUR/month]; where 0, nothing changes
template <class Real>
E2ROI_INLINE void update_belief(const MeasurementInputs<Real>& in, const Reading<Real>& reading,
                                const Real& plan, Measurement<Real>& state) {
  using namespace core;
  const Real drift = in.belief_drift * plan;
  const Real floor = Real(0.05) * plan;
  const Real prior = state.variance + drift * drift;
  const Real noise = reading.error_square + floor * floor;
  const Real gain = prior / max(Real(prior + noise), Real(1e-300));
  const auto watched = plan > Real(0.0);
  state.belief =
      select(watched, Real(state.belief + gain * (reading.measured - state.belief)), state.belief);
  state.variance = select(watched, Real((Real(1.0) - gain) * prior), state.variance);
}

/// What months of measuring leave of the errors at the start: (1 + n)^(-learning_exponent) [1].
///
/// log_count  log(1 + n) of n months measured  [1] at most 7
template <class Real>
E2ROI_INLINE Real immature_after(const MeasurementInputs<Real>& in, double log_count) {
  return core::exp_bounded(Real(-in.learning_exponent * Real(log_count)));
}

/// One more month measured, where the path is active.
///
/// step      2^(-1/learning_half_life)                            [1]
/// immature  immature_after() the months that active draws reach  [1]
template <class Real>
E2ROI_INLINE void learn(const Real& step, const Real& immature, const core::MaskOf<Real>& active,
                        Measurement<Real>& state) {
  using namespace core;
  state.unseen = select(active, Real(state.unseen * step), state.unseen);
  state.immature = select(active, immature, state.immature);
}

}  // namespace e2roi::model
