#pragma once
#include "engine/core/real.hpp"
#include "engine/model/facts.hpp"
#include "engine/model/market.hpp"
#include "engine/model/schedule.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/words.hpp"

/// Noise: what chance does in a month, the same for every path of a draw.  MODEL.md, noise.
namespace e2roi::model {

template <class Real>
struct MonthNoise {
  WeatherNoise<Real> weather;
  core::MaskOf<Real> turnover;  ///< the sponsor leaves
  Real waited;                  ///< -log(1 - u_cancel), an exponential waiting time [1]
  const Real* rungs;            ///< standard normals, one a rung
  const Real* openness;         ///< standard normals, one a unit
  const Real* empowerment;      ///< standard normals, one a unit
};

/// Room for a month's words: whole blocks of eight.
inline constexpr int noise_words(int units) { return (random::kUnits + 2 * units + 7) / 8 * 8; }

/// Noise of month `month`; `words` is room for noise_words() values, which the result points into.
/// In quiet mode every normal is 0 and nothing happens by chance.
template <class Real>
E2ROI_INLINE MonthNoise<Real> noise_of(const Setting& setting, const core::BitsOf<Real>& draw,
                                       int month, const Real& turnover_probability, Real* words) {
  using namespace random;
  const int count = kUnits + 2 * setting.company.units;
  if (setting.noise) {
    month_uniforms<Real>(setting.seed, draw, static_cast<std::uint64_t>(month), count, words);
  } else {
    for (int word = 0; word < count; ++word) words[word] = Real(0.0);
    for (const int word : {kCrisis, kTurnover, kCancel}) words[word] = Real(1.0);
  }
  const Real severity = words[kSeverity], crisis = words[kCrisis];
  const auto turnover = words[kTurnover] < turnover_probability;
  const Real waited = -core::log_positive(Real(Real(1.0) - words[kCancel]));
  // Side by side with the words that become normals as well.
  words[kCancel] = words[kVoice];
  words[kUnused] = words[kRestlessness];
  if (setting.noise) inverse_normals(words + kCancel, count - kCancel);
  return {{words[kUnused], words[kCancel], severity, crisis},
          turnover,
          waited,
          words + kMeasurement,
          words + kUnits,
          words + kUnits + setting.company.units};
}

}  // namespace e2roi::model
