#pragma once
#include "engine/core/real.hpp"
#include "engine/model/facts.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/leadership.hpp"
#include "engine/model/loyalty.hpp"
#include "engine/model/market.hpp"
#include "engine/model/response.hpp"
#include "engine/model/schedule.hpp"

/// Finance: the money of a month, the five rungs of benefit, and what a path is worth.
/// MODEL.md, finance.
namespace e2roi::model {

/// What a month earns or saves on each rung, not yet against `stay` [EUR].
template <class Real>
struct Earnings {
  Real rung[kRungs];
};

/// The month's earnings.
///
/// payroll   cost of the normal care staff            [EUR/month]
/// staffing  multiplier in effect                     [1]
/// fit_gap   Q - Q(0)                                 [1]
/// earned    customers held through buzz, attention   [customer]
template <class Real>
E2ROI_INLINE Earnings<Real> earnings_of(const FinanceInputs<Real>& in, const CompanyFacts& company,
                                        const Readiness<Real>& ready, const Real& handled,
                                        const Real& payroll, const Real& staffing,
                                        const Customers<Real>& customers, const Real& fit_gap,
                                        const Entry<Real>& entry, const Real& earned) {
  using namespace core;
  const Real one(1.0), zero(0.0);
  const Real base = (in.margin_detractor * customers.detractor + customers.neutral +
                     in.margin_loyal * customers.loyal + in.margin_advocate * customers.advocate) *
                    in.margin;
  const Real uplift = in.margin_fit * fit_gap * Real(2.0);
  const Real normal_hours(company.care_staff * company.hours_per_fte);
  const Real wages = Real(company.headcount) * in.wage;
  Earnings<Real> earnings;
  earnings.rung[kSavings] = min(handled, normal_hours) * in.contact_hour_cost * in.releasable -
                            payroll * max(Real(one - staffing), zero);
  earnings.rung[kRevenue] =
      base * uplift + earned * in.margin - in.acquisition_cost * (entry.won - entry.won_plain);
  earnings.rung[kLoyaltyValue] = base - earned * in.margin - in.acquisition_cost * entry.won_plain;
  earnings.rung[kPeople] = wages * in.staff_turnover * Real(1.0 / 12.0) * in.replacement_wages *
                           in.staff_retention * (ready.openness + ready.empowerment) * Real(0.5);
  earnings.rung[kCollaboration] =
      wages * in.productivity_gain * ready.tooling * ready.weaving * ready.openness;
  return earnings;
}

/// The five rungs of benefit: earnings against those of `stay` in the same draw and month. Savings
/// count the other way round: hours that `stay` needs and this path does not.
template <class Real>
E2ROI_INLINE Earnings<Real> benefits_of(const Earnings<Real>& path, const Earnings<Real>& stay) {
  Earnings<Real> benefits;
  benefits.rung[kSavings] = stay.rung[kSavings] - path.rung[kSavings];
  for (int k = kRevenue; k < kRungs; ++k) benefits.rung[k] = path.rung[k] - stay.rung[k];
  return benefits;
}

/// Cost of the levers in a month [EUR].
template <class Real>
E2ROI_INLINE Real lever_cost(const FinanceInputs<Real>& in, const CompanyFacts& company,
                             const LeverIntensity<Real>& push) {
  return in.cost_overrun * (Real(company.lever_cost[kListening]) * push.listening +
                            Real(company.lever_cost[kOpenness]) * push.openness +
                            Real(company.lever_cost[kEmpowerment]) * push.empowerment +
                            Real(company.lever_cost[kTooling]) * push.tooling +
                            Real(company.lever_cost[kWeaving]) * push.weaving);
}

/// A path's books: present values so far, and what payback and the terminal value need.
template <class Real>
struct Books {
  Real cumulative;       ///< Σ df (Σ rungs - cost) [EUR]
  Real cost;             ///< Σ df cost [EUR]
  Real benefit[kRungs];  ///< Σ df rung [EUR]
  Real late[kRungs];     ///< Σ rung over the last months [EUR]
  Real payback;  ///< first month of the present stretch that is paid back; NaN if none [month]
};

/// Books of month `month`.
///
/// is_late  whether the month counts for the terminal value
template <class Real>
E2ROI_INLINE void book(const Earnings<Real>& benefits, const Real& total, const Real& cost,
                       const Real& discount, int month, bool is_late, Books<Real>& books) {
  using namespace core;
  for (int k = 0; k < kRungs; ++k) {
    books.benefit[k] += discount * benefits.rung[k];
    if (is_late) books.late[k] += benefits.rung[k];
  }
  books.cost += discount * cost;
  books.cumulative += discount * (total - cost);
  const auto paid = all_of(books.cost > Real(0.0), books.cumulative >= Real(0.0));
  // NaN is not above -1: a stretch begins where none is under way.
  const Real since = select(books.payback > Real(-1.0), books.payback, Real(double(month)));
  books.payback = select(paid, since, Real(std::numeric_limits<double>::quiet_NaN()));
}

/// Present values of a finished path [EUR].
template <class Real>
struct Worth {
  Real rung[kRungs];  ///< with terminal value
  Real terminal, benefit, cost, npv, roi;
};

/// Closes the books: adds what lasts beyond the horizon, fading.
///
/// last_discount  df(T-1)                           [1]
/// late_months    min(6, T), months in books.late   [month]
template <class Real>
E2ROI_INLINE Worth<Real> worth_of(const FinanceInputs<Real>& in, const Books<Real>& books,
                                  const Real& log_discount, const Real& last_discount,
                                  int late_months, bool terminal_value) {
  using namespace core;
  const Real one(1.0);
  const Real q = (one - in.terminal_fade) * exp(-log_discount);
  const Real annuity =
      terminal_value ? last_discount * q / (one - q) * Real(1.0 / late_months) : Real(0.0);
  Worth<Real> worth;
  worth.terminal = Real(0.0);
  worth.benefit = Real(0.0);
  for (int k = 0; k < kRungs; ++k) {
    const Real terminal = annuity * books.late[k];
    worth.terminal += terminal;
    worth.rung[k] = books.benefit[k] + terminal;
    worth.benefit += worth.rung[k];
  }
  worth.cost = books.cost;
  worth.npv = worth.benefit - worth.cost;
  worth.roi = select(worth.cost > Real(0.0), Real(worth.npv / max(worth.cost, Real(1e-300))),
                     Real(std::numeric_limits<double>::quiet_NaN()));
  return worth;
}

}  // namespace e2roi::model
