#pragma once
#include "engine/core/real.hpp"
#include "engine/model/facts.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/response.hpp"

/// Loyalty: customers move between four states, and leave.  MODEL.md, loyalty.
namespace e2roi::model {

/// Customers in each state [customer].
template <class Real>
struct Customers {
  Real detractor, neutral, loyal, advocate;
  Real all() const { return detractor + neutral + loyal + advocate; }
};

/// What pushes loyalty up and down this month [1/month].
template <class Real>
struct LoyaltyPull {
  Real up, down;
};

/// Extra hazards that hold today's shares where they are, six constants of a draw [1/month].
template <class Real>
struct Anchor {
  Real detractor_up, neutral_up, loyal_up;       ///< h_DN, h_NL, h_LA
  Real neutral_down, loyal_down, advocate_down;  ///< h_ND, h_LN, h_AL
};

/// Up and down hazards from what customers met.
///
/// fit_gap  Q - Q(0)                               [1]
/// crisis   X after this month's news, a hazard    [1/month]
template <class Real>
E2ROI_INLINE LoyaltyPull<Real> loyalty_pull(const LoyaltyInputs<Real>& in,
                                            const Response<Real>& response, const Real& fit_gap,
                                            const Real& crisis) {
  using namespace core;
  const Real zero(0.0);
  return {in.delight_up * response.contacts * response.delighted + in.fit_pull * max(fit_gap, zero),
          in.failure_down * response.contacts *
                  (in.loss_aversion * response.failed + in.slow_weight * response.slow) +
              in.fit_pull * in.loss_aversion * max(Real(-fit_gap), zero) + crisis};
}

/// The anchor of a draw: today's pull would shift the shares; `anchor` of that shift is held back.
template <class Real>
E2ROI_INLINE Anchor<Real> loyalty_anchor(const LoyaltyInputs<Real>& in,
                                         const LoyaltyPull<Real>& today,
                                         const Customers<Real>& customers) {
  using namespace core;
  const Real zero(0.0);
  struct Pair {
    Real up, down;
  };
  const auto balance = [&](const Real& lower, const Real& upper, const Real& up, const Real& down) {
    const Real excess = upper * down - lower * up;
    const auto hold = [&](const Real& flow, const Real& stock) {
      return select(stock > zero, in.anchor * max(flow, zero) / max(stock, Real(1e-300)), zero);
    };
    return Pair{hold(excess, lower), hold(-excess, upper)};
  };
  const Pair dn = balance(customers.detractor, customers.neutral, today.up + in.fade, today.down);
  const Pair nl = balance(customers.neutral, customers.loyal, today.up, today.down + in.fade);
  const Pair la = balance(customers.loyal, customers.advocate, today.up, today.down + in.fade);
  return {dn.up, nl.up, la.up, dn.down, nl.down, la.down};
}

/// What becomes of a state's customers when hazards of sum h compete for them.
template <class Real>
struct Fate {
  Real stay;        ///< stock e^-h [customer]
  Real per_hazard;  ///< stock (1 - e^-h)/h: times a hazard, what it moves [customer month]
};

template <class Real>
E2ROI_INLINE Fate<Real> fate_of(const Real& stock, const Real& hazard) {
  const Real mean = core::mean_survival(hazard);
  return {stock * (Real(1.0) - hazard * mean), stock * mean};
}

/// Moves the customers to the start of next month, newcomers not yet among them.
///
/// leaving  hazard of leaving of a neutral customer  [1/month]
/// returns  customers who left the company           [customer]
template <class Real>
E2ROI_INLINE Real next_customers(const LoyaltyInputs<Real>& in, const LoyaltyPull<Real>& pull,
                                 const Anchor<Real>& anchor, const Real& leaving,
                                 Customers<Real>& x) {
  const Real fading = pull.down + in.fade;
  const Real d_up = pull.up + in.fade + anchor.detractor_up, d_leave = leaving * in.churn_detractor;
  const Real n_up = pull.up + anchor.neutral_up, n_down = pull.down + anchor.neutral_down;
  const Real l_up = pull.up + anchor.loyal_up, l_down = fading + anchor.loyal_down;
  const Real l_leave = leaving * in.churn_loyal;
  const Real a_down = fading + anchor.advocate_down, a_leave = leaving * in.churn_advocate;

  const Fate<Real> d = fate_of(x.detractor, Real(d_up + d_leave));
  const Fate<Real> n = fate_of(x.neutral, Real(n_up + n_down + leaving));
  const Fate<Real> l = fate_of(x.loyal, Real(l_up + l_down + l_leave));
  const Fate<Real> a = fate_of(x.advocate, Real(a_down + a_leave));
  x.detractor = d.stay + n.per_hazard * n_down;
  x.neutral = n.stay + d.per_hazard * d_up + l.per_hazard * l_down;
  x.loyal = l.stay + n.per_hazard * n_up + a.per_hazard * a_down;
  x.advocate = a.stay + l.per_hazard * l_up;
  return d.per_hazard * d_leave + n.per_hazard * leaving + l.per_hazard * l_leave +
         a.per_hazard * a_leave;
}

}  // namespace e2roi::model
