#pragma once
#include "engine/core/real.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/response.hpp"

/// Improvement: doing something with what customers say.  MODEL.md, improvement.
namespace e2roi::model {

template <class Real>
struct Improvement {
  Real pipe;  ///< improvements under way [1]
  Real fit;   ///< Q, fit of products and processes to what customers want [1] in [0, 1]
};

/// Moves the pipeline and the fit to the start of next month: people who listen, may act and work
/// together start improvements; those take lead_months; without any, fit drifts away.
template <class Real>
E2ROI_INLINE void next_improvement(const ImprovementInputs<Real>& in, const Readiness<Real>& ready,
                                   Improvement<Real>& state) {
  const Real one(1.0);
  const Real starts = in.speed * ready.listening * ready.empowerment * (one + ready.weaving) *
                      Real(0.5) * (one - state.fit);
  const Real done = state.pipe / in.lead_months;
  state.pipe = state.pipe + starts - done;
  state.fit = core::clip01(Real(state.fit + done - in.drift * state.fit));
}

}  // namespace e2roi::model
