#pragma once
#include "engine/core/real.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/leadership.hpp"
#include "engine/model/schedule.hpp"

/// Culture: openness and empowerment of each unit, and the weaving, listening and tooling of the
/// whole. "Hard, very hard": pushes tire people, and what is not kept up relapses.  model.md
/// section 2.
namespace e2roi::model {

/// State of a path's culture; openness and empowerment have one value a unit beside it.
template <class Real>
struct Culture {
  Real weaving;    ///< V [1] 0 = silos, 1 = one fabric
  Real listening;  ///< L [1] share of public talk that is heard
  Real tooling;    ///< K [1] social intranet, service tools
  Real fatigue;    ///< F [1] change fatigue
};

/// Monthly rates of a draw, worked out once.
template <class Real>
struct CultureRates {
  Real openness, empowerment, weaving, listening, tooling, relapse;  ///< half() of each [1/month]
  Real rest;  ///< 1/fatigue_recovery [1/month]
};

/// Share of a gap that closes in a month when half of it closes in `half_life` months.
template <class Real>
E2ROI_INLINE Real half(const Real& half_life) {
  return Real(1.0) - core::exp(Real(Real(-0.6931471805599453) / half_life));
}

template <class Real>
E2ROI_INLINE CultureRates<Real> culture_rates(const CultureInputs<Real>& in) {
  return {half(in.openness_half_life),    half(in.empowerment_half_life),
          half(in.weaving_half_life),     half(in.listening_half_life),
          half(in.tooling_half_life),     half(in.relapse_half_life),
          Real(1.0) / in.fatigue_recovery};
}

/// Weighted mean over the units, at most 1.
template <class Real>
E2ROI_INLINE Real mean_over_units(const Real* values, const double* weights, int units) {
  Real sum = values[0] * Real(weights[0]);
  for (int u = 1; u < units; ++u) sum += values[u] * Real(weights[u]);
  return core::min(sum, Real(1.0));
}

/// What each unit sees in the units it looks to: peers[u] = Σ ties[u][v] values[v].
template <class Real>
E2ROI_INLINE void means_of_peers(const CompanyFacts& company, const Real* values, Real* peers) {
  const int units = company.units;
  if (company.ties != nullptr) {
    for (int u = 0; u < units; ++u) {
      const double* row = company.ties + u * units;
      Real sum = values[0] * Real(row[0]);
      for (int v = 1; v < units; ++v) sum += values[v] * Real(row[v]);
      peers[u] = sum;
    }
  } else if (units == 1) {
    peers[0] = values[0];
  } else {
    Real sum = values[0];
    for (int u = 1; u < units; ++u) sum += values[u];
    const Real others(1.0 / (units - 1));
    for (int u = 0; u < units; ++u) peers[u] = (sum - values[u]) * others;
  }
}

/// One month of a path's culture: moves everything to the start of next month.
///
/// push         levers in effect                                  [1] in [0, 1]
/// support      how far leaders set the example                   [1] in [0, 1]
/// openness, empowerment   one value a unit, moved in place       [1] in [0, 1]
/// noise_openness, noise_empowerment   standard normals, a unit   [1]
/// peers        room for 2 U values
template <class Real>
E2ROI_INLINE void next_culture(const CultureInputs<Real>& in, const CultureRates<Real>& rates,
                               const CompanyFacts& company, const LeverIntensity<Real>& push,
                               const Real& support, Culture<Real>& culture, Real* openness,
                               Real* empowerment, const Real* noise_openness,
                               const Real* noise_empowerment, Real* peers) {
  using namespace core;
  const int units = company.units;
  const Real one(1.0);
  const Real calm = one - culture.fatigue;
  const Real lead_openness = push.openness * support;
  const Real lead_empowerment = push.empowerment * support;
  const Real lead_weaving = push.weaving * support;
  const Real push_openness = rates.openness * lead_openness;
  const Real push_empowerment = rates.empowerment * lead_empowerment;
  const Real push_weaving = rates.weaving * lead_weaving;
  const Real relapse_openness = rates.relapse * (one - lead_openness);
  const Real relapse_empowerment = rates.relapse * (one - lead_empowerment);
  const Real contact = in.contagion * culture.weaving;

  Real* peers_openness = peers;
  Real* peers_empowerment = peers + units;
  means_of_peers(company, openness, peers_openness);
  means_of_peers(company, empowerment, peers_empowerment);
  for (int u = 0; u < units; ++u) {
    const Real o = openness[u], e = empowerment[u];
    const Real ease = Real(company.willingness[u]) * calm;
    const Real gate = one - in.openness_gate * (one - o);
    openness[u] =
        clip01(Real(o + push_openness * ease * (one - o) + contact * (peers_openness[u] - o) -
                    relapse_openness * (o - Real(company.openness[u])) +
                    in.culture_noise * sqrt(Real(o * (one - o))) * noise_openness[u]));
    empowerment[u] = clip01(
        Real(e + push_empowerment * ease * gate * (one - e) + contact * (peers_empowerment[u] - e) -
             relapse_empowerment * (e - Real(company.empowerment[u])) +
             in.culture_noise * sqrt(Real(e * (one - e))) * noise_empowerment[u]));
  }

  const Real v = culture.weaving, l = culture.listening, k = culture.tooling;
  culture.weaving =
      clip01(Real(v + push_weaving * calm * (one - v) -
                  rates.relapse * (one - lead_weaving) * (v - Real(company.weaving))));
  culture.listening =
      clip01(Real(l + rates.listening * push.listening * (one - l) -
                  rates.relapse * (one - push.listening) * (l - Real(company.listening))));
  culture.tooling =
      clip01(Real(k + rates.tooling * push.tooling * (one - k) -
                  rates.relapse * (one - push.tooling) * (k - Real(company.tooling))));
  culture.fatigue = clip01(
      Real(culture.fatigue + in.fatigue_gain * (push_openness + push_empowerment + push_weaving) -
           culture.fatigue * rates.rest));
}

}  // namespace e2roi::model
