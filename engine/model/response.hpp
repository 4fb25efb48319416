#pragma once
#include "engine/core/real.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/schedule.hpp"

/// Response: what customers say, how fast and how well they are answered.  MODEL.md, response.
namespace e2roi::model {

/// What the company brings to the month, at its start.
template <class Real>
struct Readiness {
  Real openness;                     ///< O [1] mean over people
  Real empowerment;                  ///< E [1] mean over contacts
  Real weaving, listening, tooling;  ///< V, L, K [1]
};

/// What the month asks of it.
template <class Real>
struct Demand {
  Real customers;      ///< N [customer]
  Real per_customer;   ///< 1/max(N, 1e-300) [1/customer]
  Real advocates;      ///< x_A [customer]
  Real voice;          ///< contacts a customer with nothing special going on [1/month]
  Real fit_gap;        ///< Q - Q(0) [1]
  Real crisis;         ///< X before this month's news [1]
  Real backlog;        ///< [hour] of work
  Real staffing;       ///< [1] multiplier
  Real log_tolerance;  ///< log of the hours customers accept
};

/// What came of it.
template <class Real>
struct Response {
  Real contacts;                 ///< a customer [1/month]
  Real hours;                    ///< mean clock hours until answered [hour]
  Real fast;                     ///< share answered within what the customer accepts [1]
  Real first_contact;            ///< fcr, share resolved at first contact [1]
  Real lost;                     ///< share that gave up waiting [1]
  Real delighted, slow, failed;  ///< shares of contacts [1], sum 1
  Real utilisation;              ///< arrivals/capacity, uncapped [1]
  Real handled;                  ///< [hour] of work done
  Real backlog;                  ///< [hour] of work left for next month
};

/// Mean wait in a queue that `agents` share.
///
/// work     mean work of one contact                  [hour]   > 0
/// load     work arriving / capacity, capped at 0.98  [1]      in [0, 0.98]
/// agents   agents that share the queue               [agent]  > 0, not whole in general
/// burst    variability of arrivals and work          [1]      1 = M/M/m
/// returns  mean wait                                 [hour]   >= 0, rises with load, falls with
/// agents Source: Sakasegawa (1977), an approximation: exact for one agent, a few per cent high
/// near load 1.
template <class Real>
E2ROI_INLINE Real mean_wait(const Real& work, const Real& load, const Real& agents,
                            const Real& burst) {
  using namespace core;
  const Real power = sqrt(Real(Real(2.0) * (agents + Real(1.0)))) - Real(1.0);
  const Real crowding =
      select(load > Real(0.0), exp_clamped(Real(power * log_positive(load))), Real(0.0));
  return work * crowding / (agents * (Real(1.0) - load)) * burst;
}

/// Share answered within what the customer accepts.
///
/// hours          mean clock hours until answered  [hour] > 0
/// log_tolerance  log of the accepted hours
/// shape          how sharply patience ends        [1] > 0
/// returns        [1] 1/2 where hours = tolerance; 1/(1 + (hours/tolerance)^shape)
template <class Real>
E2ROI_INLINE Real share_within(const Real& hours, const Real& log_tolerance, const Real& shape) {
  return Real(1.0) /
         (Real(1.0) + core::exp_clamped(Real(shape * (core::log_positive(hours) - log_tolerance))));
}

/// One month of contacts, from the state at its start.
template <class Real>
E2ROI_INLINE Response<Real> respond(const ResponseInputs<Real>& in, const Real& relief,
                                    const Real& crisis_voice, const CompanyFacts& company,
                                    const Readiness<Real>& ready, const Demand<Real>& demand) {
  using namespace core;
  const Real one(1.0), zero(0.0);
  const Real l = ready.listening, k = ready.tooling, v = ready.weaving;
  const Real contacts = demand.voice * (one + in.voice_lift * (l - Real(company.listening))) *
                        (one + crisis_voice * demand.crisis) *
                        max(Real(one - relief * demand.fit_gap), zero);
  const Real heard = l + (one - l) * in.heard_offline;
  const Real peer =
      min(Real(in.community * l * ready.openness * demand.advocates * demand.per_customer), one);
  const Real fcr = min(Real(in.fcr_floor + (in.fcr_ceiling - in.fcr_floor) * ready.empowerment *
                                               (in.mandate_share + (one - in.mandate_share) * k)),
                       one);
  const Real hops = (one - fcr) * in.handoffs * (one - in.handoff_weaving * v);
  const Real handle = in.handle_hours * (one - in.handle_saving * k);
  const Real arrivals = demand.customers * contacts * heard * (one - peer) * handle *
                        (one + hops * in.escalation_work);

  const Real staff = Real(company.care_staff) * demand.staffing;
  const Real capacity = staff * Real(company.hours_per_fte);
  const Real per_capacity = one / capacity;
  const Real utilisation = arrivals * per_capacity;
  const Real agents = min(Real(in.team_size * (one + in.pooling * v)), staff);
  const Real wait = mean_wait(handle, min(utilisation, Real(0.98)), agents, in.arrival_variability);
  const Real hours = (wait + handle) * Real(730.0 / company.opening_hours) +
                     Real(730.0) * demand.backlog * per_capacity +
                     hops * in.handoff_hours * (one - in.handoff_tooling * k);
  const Real lost =
      in.abandonment * demand.backlog / max(Real(arrivals + demand.backlog), Real(1e-300));
  const Real waiting = demand.backlog * (one - in.abandonment) + arrivals;
  const Real handled = min(waiting, capacity);

  const Real fast = share_within(hours, demand.log_tolerance, in.response_shape);
  const Real adequate =
      min(Real(in.quality_floor + (in.quality_ceiling - in.quality_floor) * ready.empowerment *
                                      (one + ready.openness) * Real(0.5)),
          one);
  const Real served = heard * adequate * (one - lost);
  const Real delighted = served * fast;
  return {contacts,
          hours,
          fast,
          fcr,
          lost,
          delighted,
          served - delighted,
          one - served,
          utilisation,
          handled,
          waiting - handled};
}

}  // namespace e2roi::model
