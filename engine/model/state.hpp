#pragma once
#include "engine/core/real.hpp"
#include "engine/model/culture.hpp"
#include "engine/model/finance.hpp"
#include "engine/model/improvement.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/leadership.hpp"
#include "engine/model/loyalty.hpp"
#include "engine/model/market.hpp"
#include "engine/model/measurement.hpp"
#include "engine/model/schedule.hpp"

/// State: everything that lives from one month to the next, and where it lies in memory.
namespace e2roi::model {

/// One path in one pack of draws, at the start of a month.
template <class Real>
struct PathState {
  Culture<Real> culture;
  Leadership<Real> leadership;
  Improvement<Real> improvement;
  Customers<Real> customers;
  Market<Real> market;
  Measurement<Real> measurement;
  Books<Real> books;
  Real backlog;       ///< [hour] of work
  Real plan;          ///< `unit`: cost of the plan at full swing [EUR/month]
  Real cancel_month;  ///< NaN while not cancelled
};

/// What is the same for all paths of a pack of draws.
template <class Real>
struct DrawState {
  core::BitsOf<Real> draw;  ///< numbers of the draws
  Inputs<Real> in;
  CultureRates<Real> culture;
  Climate<Real> climate;
  Anchor<Real> anchor;
  Real payroll;               ///< cost of the normal care staff [EUR/month]
  Real talk_today;            ///< `ref`: talk of month 0
  Real turnover_probability;  ///< of a month
  Real learning_step;         ///< 2^(-1/learning_half_life)
  Real tide;                  ///< z of the month before
  Real last_discount;         ///< df of the latest month
};

/// Where one pack's memory lies inside the scratch of a block.
template <class Real>
struct PackMemory {
  DrawState<Real>* draw;
  PathState<Real>* paths;
  Real* units;     ///< [path][openness, empowerment][unit]
  Real* immature;  ///< a number of months measured, 0 … T: (1 + n)^(-learning_exponent)

  static std::size_t reals(const Setting& setting) {
    const auto paths = static_cast<std::size_t>(setting.path_count);
    return sizeof(DrawState<Real>) / sizeof(Real) + paths * sizeof(PathState<Real>) / sizeof(Real) +
           paths * 2 * static_cast<std::size_t>(setting.company.units) +
           static_cast<std::size_t>(setting.months) + 1;
  }
  PackMemory(const Setting& setting, Real* memory)
      : draw(reinterpret_cast<DrawState<Real>*>(memory)),
        paths(reinterpret_cast<PathState<Real>*>(draw + 1)),
        units(reinterpret_cast<Real*>(paths + setting.path_count)),
        immature(units + 2 * setting.company.units * setting.path_count) {}
  Real* openness(const Setting& setting, int path) const {
    return units + 2 * setting.company.units * path;
  }
  Real* empowerment(const Setting& setting, int path) const {
    return openness(setting, path) + setting.company.units;
  }
};

}  // namespace e2roi::model
