#pragma once
#include "engine/core/real.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/loyalty.hpp"
#include "engine/model/response.hpp"
#include "engine/model/schedule.hpp"
#include "engine/random/inverse_normal.hpp"

/// Market: the weather all companies share, crises, attention, buzz, and who wins whom.
/// MODEL.md, market.
namespace e2roi::model {

/// Share that a hazard h takes in a month: 1 - e^-h.
template <class Real>
E2ROI_INLINE Real gone_by(const Real& hazard) {
  return hazard * core::mean_survival(hazard);
}

/// What a month brings to everybody: one value a draw, whatever the path.
template <class Real>
struct Weather {
  Real restless;       ///< customers' readiness to switch, factor of churn [1]
  Real voice;          ///< contacts a customer before anything of the path [1/month]
  Real blow;           ///< severity of this month's crisis, 0 without one [1]
  Real rival_voice;    ///< G_rival, the rivals' engagement [1]
  Real rival_leaving;  ///< share of rivals' customers who come on the market [1]
  Real log_tolerance;  ///< log of the hours customers accept
  Real discount;       ///< value today of a euro this month [1]
};

/// Random parts of a month's weather: two standard normals, and the uniforms of a crisis, of which
/// few draws have one.
template <class Real>
struct WeatherNoise {
  Real restlessness, voice;  ///< standard normals
  Real severity, crisis;     ///< uniforms: how hard it would be, whether it comes
};

/// Constants of a draw that the weather needs every month.
template <class Real>
struct Climate {
  Real persistence_noise;   ///< sqrt(1 - φ²)
  Real crisis_probability;  ///< of a month
  Real log_tolerance;       ///< in month 0
  Real log_discount;        ///< log(1 + discount_rate)/12
};

template <class Real>
E2ROI_INLINE Climate<Real> climate_of(const Inputs<Real>& in) {
  using namespace core;
  const Real one(1.0);
  const Real& phi = in.loyalty.restlessness_persistence;
  return {sqrt(Real(one - phi * phi)), one - exp(-in.market.crisis_hazard),
          log(in.response.tolerance_hours),
          log(Real(one + in.finance.discount_rate)) * Real(1.0 / 12.0)};
}

/// The weather of month `month`. `tide` is z of the month before and becomes this month's.
template <class Real>
E2ROI_INLINE Weather<Real> weather_of(const Inputs<Real>& in, const Climate<Real>& climate,
                                      int month, const WeatherNoise<Real>& noise, Real& tide) {
  using namespace core;
  const Real one(1.0), half(0.5), t(month);
  const auto& loyalty = in.loyalty;
  const auto& market = in.market;
  tide = loyalty.restlessness_persistence * tide + climate.persistence_noise * noise.restlessness;
  const Real restless =
      exp_bounded(Real(loyalty.restlessness_noise * tide -
                       half * loyalty.restlessness_noise * loyalty.restlessness_noise));
  const Real voice = in.response.voice_rate *
                     exp_bounded(Real(in.response.voice_noise * noise.voice -
                                      half * in.response.voice_noise * in.response.voice_noise));
  Real blow(0.0);
  const auto hit = noise.crisis < climate.crisis_probability;
  if (any(hit)) {
    const Real size = market.crisis_spread * random::inverse_normal(noise.severity);
    const Real severity = min(Real(market.crisis_severity * exp_bounded(size)), one);
    blow = select(hit, severity, Real(0.0));
  }
  return {restless,
          voice,
          blow,
          market.rival_ceiling /
              (one + exp_clamped(Real((market.rival_midpoint - t) / market.rival_width))),
          gone_by(Real(market.rival_churn * restless)),
          climate.log_tolerance - in.response.tolerance_tightening * Real(month / 12.0),
          exp_bounded(Real(-climate.log_discount * t))};
}

/// A path's place in the market.
template <class Real>
struct Market {
  Real crisis;           ///< X, crisis stock [1]
  Real attention;        ///< a, share of the engagement pie [1] in [0, 1]
  Real attention_rival;  ///< a_rival [1] in [0, 1]
  Real buzz;             ///< [1]
  Real rival;            ///< R, rivals' customers [customer]
  Real prospects;        ///< P, customers of nobody [customer]
  Real earned;           ///< b, customers won (lost, below 0) by buzz and attention [customer]
};

/// The crisis stock after this month's news: speed and openness soften the blow.
template <class Real>
E2ROI_INLINE Real next_crisis(const MarketInputs<Real>& in, const Real& crisis, const Real& blow,
                              const Real& fast, const Real& openness) {
  return in.crisis_persistence * crisis +
         blow * (Real(1.0) - in.crisis_mitigation * fast * openness);
}

/// Advocates' talk against detractors', before any crisis [1].
///
/// per_customer  1/N [1/customer]
template <class Real>
E2ROI_INLINE Real talk(const MarketInputs<Real>& in, const Customers<Real>& customers,
                       const Real& per_customer, const Real& openness) {
  return (customers.advocate * (Real(1.0) + openness) * Real(0.5) -
          in.negativity * customers.detractor) *
         per_customer;
}

/// Who came this month.
template <class Real>
struct Entry {
  Real all;        ///< prospects who chose any company [customer]
  Real won;        ///< newcomers [customer]
  Real won_plain;  ///< newcomers had there been no buzz and no attention [customer]
};

/// Newcomers of the month, from the state at its start and this month's buzz.
///
/// customers  N                    [customer]
/// size       M, the whole market  [customer]
template <class Real>
E2ROI_INLINE Entry<Real> entry_of(const MarketInputs<Real>& in, const Market<Real>& market,
                                  const Real& customers, double size) {
  using namespace core;
  const Real least(1e-300);
  const Real own =
      customers *
      exp_clamped(Real(in.attention_pull * market.attention + in.buzz_pull * market.buzz));
  const Real rival = market.rival * exp_bounded(Real(in.attention_pull * market.attention_rival));
  const Real entry = gone_by(Real(in.entry_base +
                                  in.imitation * ((customers + market.rival) * Real(1.0 / size)))) *
                     market.prospects;
  return {entry, entry * (own / max(Real(own + rival), least)),
          entry * (customers / max(Real(customers + rival), least))};
}

/// Moves attention, rivals, prospects and earned customers to the start of next month.
///
/// voice    G = L (O + E)/2, the company's engagement  [1]
/// churned  customers who left                         [customer]
/// churn    churned/N, at most 1                       [1]
template <class Real>
E2ROI_INLINE void next_market(const MarketInputs<Real>& in, const Weather<Real>& weather,
                              const Real& voice, const Entry<Real>& entry, const Real& churned,
                              const Real& churn, Market<Real>& state) {
  using namespace core;
  const Real zero(0.0);
  const Real free = max(Real(Real(1.0) - state.attention - state.attention_rival), zero);
  state.attention =
      clip01(Real(state.attention + in.capture * voice * free - in.release * state.attention));
  state.attention_rival =
      clip01(Real(state.attention_rival + in.capture * weather.rival_voice * free -
                  in.release * state.attention_rival));
  const Real back = weather.rival_leaving * state.rival;
  state.rival = max(Real(state.rival - back + entry.all - entry.won), zero);
  state.prospects = max(Real(state.prospects - entry.all + churned + back), zero);
  state.earned = state.earned * (Real(1.0) - churn) + entry.won - entry.won_plain;
}

}  // namespace e2roi::model
