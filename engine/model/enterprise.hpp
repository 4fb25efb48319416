#pragma once
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/culture.hpp"
#include "engine/model/finance.hpp"
#include "engine/model/improvement.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/leadership.hpp"
#include "engine/model/loyalty.hpp"
#include "engine/model/market.hpp"
#include "engine/model/measurement.hpp"
#include "engine/model/noise.hpp"
#include "engine/model/recording.hpp"
#include "engine/model/response.hpp"
#include "engine/model/schedule.hpp"
#include "engine/model/series.hpp"
#include "engine/model/state.hpp"

/// Enterprise: the month loop, and the one file that knows all parts. Draws are packed into Reals;
/// of each month the noise and the weather are made once and serve all paths in lockstep, `stay`
/// first, because every benefit is measured against it.
namespace e2roi::model {

/// Where a path's row of a month goes; nullptr = nowhere.
struct Row {
  double* series;
  double* units;
};

template <class Real>
E2ROI_INLINE Readiness<Real> readiness_of(const Setting& setting, const PackMemory<Real>& memory,
                                          int path) {
  const CompanyFacts& company = setting.company;
  const Culture<Real>& culture = memory.paths[path].culture;
  return {mean_over_units(memory.openness(setting, path), company.head_weight, company.units),
          mean_over_units(memory.empowerment(setting, path), company.contact_weight, company.units),
          culture.weaving, culture.listening, culture.tooling};
}

template <class Real>
E2ROI_INLINE Demand<Real> demand_of(const PathState<Real>& path, const Setting& setting,
                                    const Real& voice, const Real& staffing,
                                    const Real& log_tolerance) {
  const Real customers = path.customers.all();
  return {customers,
          Real(1.0) / core::max(customers, Real(1e-300)),
          path.customers.advocate,
          voice,
          path.improvement.fit - Real(setting.company.fit),
          path.market.crisis,
          path.backlog,
          staffing,
          log_tolerance};
}

/// Sets a pack of draws to month 0 and works out what is constant over its months.
template <class Real>
void begin(const Setting& setting, const PackMemory<Real>& memory) {
  using namespace core;
  const Real zero(0.0), one(1.0);
  const CompanyFacts& company = setting.company;
  DrawState<Real>& draw = *memory.draw;
  const Inputs<Real>& in = draw.in;
  draw.culture = culture_rates(in.culture);
  draw.climate = climate_of(in);
  draw.payroll = Real(company.care_staff * company.hours_per_fte) * in.finance.contact_hour_cost;
  draw.turnover_probability = one - exp(-in.leadership.turnover_hazard);
  draw.learning_step = one - half(in.measurement.learning_half_life);
  for (int n = 0; n <= setting.months; ++n)
    memory.immature[n] = immature_after(in.measurement, setting.log_count[n]);
  draw.tide = zero;
  draw.last_discount = one;

  for (int p = 0; p < setting.path_count; ++p) {
    PathState<Real>& path = memory.paths[p];
    const PathSchedule& schedule = setting.paths[p];
    path = PathState<Real>{};
    path.culture = {Real(company.weaving), Real(company.listening), Real(company.tooling), zero};
    path.leadership = {Real(schedule.commitment), one};
    path.improvement = {zero, Real(company.fit)};
    path.customers = {Real(company.customers * company.loyalty[kDetractor]),
                      Real(company.customers * company.loyalty[kNeutral]),
                      Real(company.customers * company.loyalty[kLoyal]),
                      Real(company.customers * company.loyalty[kAdvocate])};
    path.market = {zero, zero, zero, zero, Real(company.rival), Real(company.prospects), zero};
    path.plan = Real(schedule.swing_levers) + draw.payroll * Real(schedule.swing_staff);
    const Real doubt = in.measurement.promise_sd * path.plan;
    path.measurement = {one, one, in.measurement.promise * path.plan, doubt * doubt};
    path.books = {zero,
                  zero,
                  {zero, zero, zero, zero, zero},
                  {zero, zero, zero, zero, zero},
                  Real(std::numeric_limits<double>::quiet_NaN())};
    path.backlog = zero;
    path.cancel_month = Real(std::numeric_limits<double>::quiet_NaN());
    for (int u = 0; u < company.units; ++u) {
      memory.openness(setting, p)[u] = Real(company.openness[u]);
      memory.empowerment(setting, p)[u] = Real(company.empowerment[u]);
    }
  }

  // Today as the model sees it: no levers, no noise, no crisis, no backlog.
  const PathState<Real>& today = memory.paths[0];
  const Readiness<Real> ready = readiness_of(setting, memory, 0);
  const Demand<Real> demand =
      demand_of(today, setting, in.response.voice_rate, one, draw.climate.log_tolerance);
  const Response<Real> response =
      respond(in.response, in.improvement.relief, in.market.crisis_voice, company, ready, demand);
  draw.anchor =
      loyalty_anchor(in.loyalty, loyalty_pull(in.loyalty, response, zero, zero), today.customers);
  draw.talk_today = talk(in.market, today.customers, demand.per_customer, ready.openness);
}

/// One month of one path. `stay` holds the earnings of the path `stay` (path 0 writes them).
template <class Real>
E2ROI_INLINE void month_of_path(const Setting& setting, const PackMemory<Real>& memory, int p,
                                int t, const Weather<Real>& weather, const MonthNoise<Real>& noise,
                                Real* peers, Earnings<Real>& stay, const Row& row) {
  using namespace core;
  const Real zero(0.0), one(1.0);
  const CompanyFacts& company = setting.company;
  const PathSchedule& schedule = setting.paths[p];
  const DrawState<Real>& draw = *memory.draw;
  const Inputs<Real>& in = draw.in;
  PathState<Real>& s = memory.paths[p];
  Real* openness = memory.openness(setting, p);
  Real* empowerment = memory.empowerment(setting, p);

  // What the path does this month, and how customers are answered.
  const LeverIntensity<Real> push = intensity_of(schedule, t, s.leadership.active);
  const Real staffing = staffing_of(schedule, t, s.leadership.active);
  const Readiness<Real> ready = readiness_of(setting, memory, p);
  const Demand<Real> demand = demand_of(s, setting, weather.voice, staffing, weather.log_tolerance);
  const Response<Real> response =
      respond(in.response, in.improvement.relief, in.market.crisis_voice, company, ready, demand);
  const Real crisis =
      next_crisis(in.market, s.market.crisis, weather.blow, response.fast, ready.openness);

  // What customers feel and say, and who comes.
  const LoyaltyPull<Real> pull = loyalty_pull(in.loyalty, response, demand.fit_gap, crisis);
  const Real raw_talk = talk(in.market, s.customers, demand.per_customer, ready.openness) -
                        in.market.negativity * crisis;
  const Real buzz =
      s.market.buzz + (raw_talk - draw.talk_today - s.market.buzz) / in.market.buzz_memory;
  Market<Real> market = s.market;
  market.crisis = crisis;
  market.buzz = buzz;
  const Entry<Real> entry = entry_of(in.market, market, demand.customers, company.market_size);

  // Money.
  const Earnings<Real> earnings =
      earnings_of(in.finance, company, ready, response.handled, draw.payroll, staffing, s.customers,
                  demand.fit_gap, entry, market.earned);
  if (p == 0) stay = earnings;
  const Earnings<Real> benefits = benefits_of(earnings, stay);
  Real total = benefits.rung[0];
  for (int k = 1; k < kRungs; ++k) total += benefits.rung[k];
  const Real levers = lever_cost(in.finance, company, push);
  const Real running = levers + draw.payroll * max(Real(staffing - one), zero) +
                       in.finance.cost_overrun * Real(schedule.one_off[t]) * s.leadership.active;

  // What leaders measure, believe and decide.
  const bool started = t >= schedule.first;
  const Reading<Real> reading = read_benefits(in.measurement, s.measurement, benefits, noise.rungs);
  if (started) update_belief(in.measurement, reading, s.plan, s.measurement);
  const auto active = s.leadership.active > zero;
  Real cost = running;
  auto cancelled = zero > one;
  Real target(schedule.commitment);
  if (started) {
    cancelled =
        is_cancelled(in.leadership, s.leadership, running, t - schedule.first, noise.waited);
    cost = running + select(cancelled, Real(in.leadership.exit_cost_months * levers), zero);
    s.cancel_month = select(cancelled, Real(double(t)), s.cancel_month);
    const Real convinced =
        target + (one - target) * judgement(in.leadership, s.measurement.belief, running, s.plan);
    target = select(all_of(active, s.plan > zero), convinced, target);
  }
  const int late_months = setting.months < 6 ? setting.months : 6;
  book(benefits, total, cost, weather.discount, t, t >= setting.months - late_months, s.books);

  // Who moves and who leaves.
  Customers<Real> customers = s.customers;
  const Real leaving =
      in.loyalty.churn_base * weather.restless *
      (one + in.market.attention_pull * max(Real(market.attention_rival - market.attention), zero));
  const Real churned = next_customers(in.loyalty, pull, draw.anchor, leaving, customers);
  const Real churn = min(Real(churned * demand.per_customer), one);

  const Month<Real> month{ready,    demand, response, crisis, buzz, entry,
                          benefits, total,  reading,  cost,   churn};
  if (row.series != nullptr) record(month, s, row.series);
  if (row.units != nullptr)
    for (int u = 0; u < 2 * company.units; ++u) store(row.units + u * kBlockDraws, openness[u]);

  // The state moves to the next month.
  next_culture(in.culture, draw.culture, company, push, s.leadership.support, s.culture, openness,
               empowerment, noise.openness, noise.empowerment, peers);
  next_improvement(in.improvement, ready, s.improvement);
  next_market(in.market, weather,
              Real(ready.listening * (ready.openness + ready.empowerment) * Real(0.5)), entry,
              churned, churn, market);
  s.market = market;
  s.customers = customers;
  s.customers.neutral += entry.won;
  s.backlog = response.backlog;
  s.leadership.support = next_support(in.leadership, s.leadership.support, target, noise.turnover);
  if (started) {
    learn(draw.learning_step, memory.immature[t - schedule.start + 1], active, s.measurement);
    s.leadership.active = select(cancelled, zero, s.leadership.active);
  }
}

/// A month of a path before its first: it is `stay` in all but what leaders think of it. Writes the
/// very numbers that month_of_path would, at a tenth of its cost. `stay` has had its month, and
/// `stay_row` is where that is written.
template <class Real>
E2ROI_INLINE void month_at_rest(const Setting& setting, const PackMemory<Real>& memory, int p,
                                const MonthNoise<Real>& noise, const Row& stay_row,
                                const Row& row) {
  using namespace core;
  const auto copy = [](double* to, const double* from, int values, int stride) {
    for (int i = 0; i < values; ++i)
      store(to + i * stride, RealTraits<Real>::load(from + i * stride));
  };
  const int units = setting.company.units;
  const PathState<Real>& stay = memory.paths[0];
  PathState<Real>& s = memory.paths[p];
  if (row.series != nullptr) {
    copy(row.series, stay_row.series, series::kCount, kSeriesLanes);
    record_leaders(s, row.series);
  }
  if (row.units != nullptr) copy(row.units, stay_row.units, 2 * units, kBlockDraws);
  s.culture = stay.culture;
  s.improvement = stay.improvement;
  s.customers = stay.customers;
  s.market = stay.market;
  s.backlog = stay.backlog;
  for (int u = 0; u < 2 * units; ++u)
    memory.openness(setting, p)[u] = memory.openness(setting, 0)[u];
  s.leadership.support = next_support(memory.draw->in.leadership, s.leadership.support,
                                      Real(setting.paths[p].commitment), noise.turnover);
}

/// Writes the outcomes of a pack; `outcomes` points to the pack's first draw.
template <class Real>
void finish(const Setting& setting, const PackMemory<Real>& memory, double* outcomes) {
  using namespace core;
  const DrawState<Real>& draw = *memory.draw;
  for (int p = 0; p < setting.path_count; ++p) {
    const PathState<Real>& s = memory.paths[p];
    const Worth<Real> worth =
        worth_of(draw.in.finance, s.books, draw.climate.log_discount, draw.last_discount,
                 setting.months < 6 ? setting.months : 6, setting.terminal_value);
    const Real customers = s.customers.all();
    const Real per_customer = Real(1.0) / max(customers, Real(1e-300));
    const Real advocate = s.customers.advocate * per_customer;
    const Real detractor = s.customers.detractor * per_customer;
    const auto put = [&](int index, const Real& value) {
      store(outcomes + (p * outcome::kCount + index) * kBlockDraws, value);
    };
    put(outcome::npv, worth.npv);
    put(outcome::npv_horizon, s.books.cumulative);
    put(outcome::roi, worth.roi);
    put(outcome::payback, s.books.payback);
    put(outcome::cancel_month, s.cancel_month);
    put(outcome::customers, customers);
    put(outcome::advocate, advocate);
    put(outcome::detractor, detractor);
    put(outcome::net_promoters, advocate - detractor);
    put(outcome::pv_cost, worth.cost);
    put(outcome::pv_benefit, worth.benefit);
    put(outcome::terminal, worth.terminal);
    put(outcome::belief, s.measurement.belief);
    put(outcome::belief_sd, sqrt(s.measurement.variance));
    for (int k = 0; k < kRungs; ++k) put(outcome::pv_rung_savings + k, worth.rung[k]);
  }
}

/// Loads the inputs of the pack whose first draw is number `lane` of the block.
template <class Real>
E2ROI_INLINE void load_inputs(const BlockTask& task, int lane, DrawState<Real>& draw) {
  for_each_input(draw.in, [&](int id, const char*, Real& value) {
    value = core::RealTraits<Real>::load(task.inputs + id * kBlockDraws + lane);
  });
  std::uint64_t numbers[core::RealTraits<Real>::kWidth];
  for (int i = 0; i < core::RealTraits<Real>::kWidth; ++i)
    numbers[i] = task.noise_draws != nullptr
                     ? task.noise_draws[lane + i]
                     : task.first_draw + static_cast<std::uint64_t>(lane + i);
  __builtin_memcpy(&draw.draw, numbers, sizeof numbers);
}

template <class Real>
std::size_t scratch_bytes(const Setting& setting) {
  constexpr int kPacks = kBlockDraws / core::RealTraits<Real>::kWidth;
  return sizeof(Real) * (kPacks * PackMemory<Real>::reals(setting) +
                         static_cast<std::size_t>(noise_words(setting.company.units)) +
                         static_cast<std::size_t>(2 * setting.company.units));
}

/// Months task.from … task.to-1 of a block of draws.
template <class Real>
void simulate(const BlockTask& task) {
  const Setting& setting = *task.setting;
  constexpr int kWidth = core::RealTraits<Real>::kWidth;
  Real* words = static_cast<Real*>(task.scratch);
  Real* peers = words + noise_words(setting.company.units);
  Real* packs = peers + 2 * setting.company.units;
  const int paths = setting.path_count, units = setting.company.units;
  const std::ptrdiff_t month_series = std::ptrdiff_t{paths} * series::kCount * kSeriesLanes;

  for (int lane = 0; lane < task.draws; lane += kWidth) {
    const PackMemory<Real> memory(setting, packs + static_cast<std::size_t>(lane / kWidth) *
                                                       PackMemory<Real>::reals(setting));
    DrawState<Real>& draw = *memory.draw;
    if (task.from == 0) {
      load_inputs(task, lane, draw);
      begin(setting, memory);
    }
    for (int t = task.from; t < task.to; ++t) {
      const MonthNoise<Real> noise =
          noise_of(setting, draw.draw, t, draw.turnover_probability, words);
      const Weather<Real> weather = weather_of(draw.in, draw.climate, t, noise.weather, draw.tide);
      draw.last_discount = weather.discount;
      Earnings<Real> stay{};
      Row stay_row{nullptr, nullptr};
      for (int p = 0; p < paths; ++p) {
        const int place = (t - task.from) * paths + p;
        Row row{nullptr, nullptr};
        if (task.series != nullptr)
          row.series = task.series + lane / kSeriesLanes * month_series * (task.to - task.from) +
                       std::ptrdiff_t{place} * series::kCount * kSeriesLanes + lane % kSeriesLanes;
        if (task.unit_series != nullptr)
          row.units = task.unit_series + std::ptrdiff_t{place} * 2 * units * kBlockDraws + lane;
        if (p == 0) stay_row = row;
        if (p > 0 && t < setting.paths[p].first) {
          month_at_rest(setting, memory, p, noise, stay_row, row);
        } else {
          month_of_path(setting, memory, p, t, weather, noise, peers, stay, row);
        }
      }
    }
    if (task.to == setting.months) finish(setting, memory, task.outcomes + lane);
  }
}

}  // namespace e2roi::model
