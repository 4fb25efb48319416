#pragma once
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/journey.hpp"
#include "engine/model/series.hpp"
#include "engine/model/state.hpp"

/// Recording: a month of a path as the series of MODEL.md, series.
namespace e2roi::model {

/// What a month brought that is not part of the state.
template <class Real>
struct Month {
  const Readiness<Real>& ready;
  const Demand<Real>& demand;
  const Response<Real>& response;
  const Real& crisis;  ///< after this month's news
  const Real& buzz;    ///< after this month's talk
  const Entry<Real>& entry;
  const Earnings<Real>& benefits;
  const Real& total;  ///< of the benefits
  const Reading<Real>& reading;
  const Real& cost;  ///< with exit
  const Real& churn;
};

/// Whether a series is what leaders think. In all others a path before its first month is `stay`.
constexpr bool is_of_leaders(int index) {
  return index == series::support || index == series::belief || index == series::belief_sd;
}

/// Writes what leaders think.
template <class Real>
E2ROI_INLINE void record_leaders(const PathState<Real>& s, double* row) {
  using namespace core;
  store(row + series::support * kSeriesLanes, s.leadership.support);
  store(row + series::belief * kSeriesLanes, s.measurement.belief);
  store(row + series::belief_sd * kSeriesLanes, sqrt(s.measurement.variance));
}

/// Writes every series; `s` is the state at the start of the month, with this month's books and
/// belief. `row` points to the first of the draws in the first series.
template <class Real>
E2ROI_INLINE void record(const Month<Real>& month, const PathState<Real>& s, double* row) {
  using namespace core;
  const auto put = [&](int index, const Real& value) { store(row + index * kSeriesLanes, value); };
  put(series::openness, month.ready.openness);
  put(series::empowerment, month.ready.empowerment);
  put(series::weaving, month.ready.weaving);
  put(series::listening, month.ready.listening);
  put(series::tooling, month.ready.tooling);
  put(series::fatigue, s.culture.fatigue);
  put(series::active, s.leadership.active);
  put(series::response_hours, month.response.hours);
  put(series::within_tolerance, month.response.fast);
  put(series::first_contact, month.response.first_contact);
  put(series::delighted, month.response.delighted);
  put(series::failed, month.response.failed);
  put(series::lost, month.response.lost);
  put(series::customers, month.demand.customers);
  put(series::detractor, s.customers.detractor * month.demand.per_customer);
  put(series::neutral, s.customers.neutral * month.demand.per_customer);
  put(series::loyal, s.customers.loyal * month.demand.per_customer);
  put(series::advocate, s.customers.advocate * month.demand.per_customer);
  put(series::net_promoters,
      (s.customers.advocate - s.customers.detractor) * month.demand.per_customer);
  put(series::churn, month.churn);
  put(series::buzz, month.buzz);
  put(series::attention, s.market.attention);
  put(series::attention_rival, s.market.attention_rival);
  put(series::fit, s.improvement.fit);
  put(series::crisis, month.crisis);
  put(series::backlog, s.backlog);
  put(series::utilisation, month.response.utilisation);
  put(series::rival, s.market.rival);
  put(series::prospects, s.market.prospects);
  put(series::stage, stage_of(month.ready, month.reading.mean_seen, month.response.fast));
  put(series::benefit, month.total);
  put(series::savings, month.benefits.rung[kSavings]);
  put(series::revenue, month.benefits.rung[kRevenue]);
  put(series::loyalty_value, month.benefits.rung[kLoyaltyValue]);
  put(series::people, month.benefits.rung[kPeople]);
  put(series::collaboration, month.benefits.rung[kCollaboration]);
  put(series::cost, month.cost);
  put(series::cumulative, s.books.cumulative);
  put(series::measured, month.reading.measured);
  put(series::won, month.entry.won);
  record_leaders(s, row);
}

}  // namespace e2roi::model
