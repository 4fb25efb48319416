#pragma once
#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <vector>

#include "engine/core/real.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/schedule.hpp"

/// What the tests of the model's parts share.
namespace e2roi::tests {

/// Inputs near the middle of the model's priors; tests change what they are about.
inline model::Inputs<double> usual_inputs() {
  model::Inputs<double> in;
  in.culture = {20, 18, 22, 4, 9, 18, 0.04, 0.5, 0.8, 6, 0.015};
  in.leadership = {0.08, 1.5, 1, 0.05, 0.0097, 0.3, 9, 3};
  in.response = {0.12, 0.25, 0.08, 0.78, 0.2, 0.15, 0.6, 0.85, 0.5, 1.8, 0.6, 8,
                 0.4,  0.6,  12,   3,    1.5, 1.6,  6,   0.05, 0.7, 0.9, 0.8, 0.8};
  in.improvement = {0.06, 8, 0.003, 0.5};
  in.loyalty = {0.25, 0.1, 1.9, 0.4, 0.015, 0.012, 0.9, 0.01, 1.7, 0.8, 0.6, 0.85, 0.12};
  in.market = {0.035, 0.03, 0.011, 0.03,  0.008, 0.6, 0.9, 3,   2,
               36,    0.45, 9,     0.012, 0.05,  0.6, 0.5, 0.5, 3};
  in.finance = {9, 0.9, 1.1, 1.2, 0.02, 40, 34, 0.6, 4800, 0.12, 6, 0.25, 0.015, 0.08, 0.05, 1.15};
  in.measurement = {0.1, 0.3, 0.5, 0.75, 1, 0.9, 0.6, 0.4, 0.25, 0.1, 24, 0.3, 1.5, 1, 0.15};
  return in;
}

/// A company of two units.
inline model::Company usual_company() {
  model::Company company;
  company.customers = 1000;
  company.market_size = 10'000;
  company.rival_customers = 6000;
  company.loyalty = {0.25, 0.4, 0.2, 0.15};
  company.weaving = 0.2;
  company.listening = 0.1;
  company.tooling = 0.3;
  company.care_staff = 10;
  company.hours_per_fte = 120;
  company.opening_hours = 365;
  company.lever_cost = {100, 200, 300, 400, 500};
  company.units = {{30, 3, 0.3, 0.2, 0.1}, {10, 1, 0.5, 0.6, 0.4}};
  return company;
}

/// Eight draws' worth of values between two ends, always the same ones.
class PackSource {
 public:
  void next(double from, double to, double* values) {
    std::uniform_real_distribution<double> between(from, to);
    for (int i = 0; i < core::kPackLanes; ++i) values[i] = between(engine_);
  }

 private:
  std::mt19937_64 engine_{20130630};
};

/// Checks over 100 packs that `function` of packs gives, lane by lane, the bits that it gives of
/// doubles. `ends` are the ranges of its arguments.
template <std::size_t N, class F>
void check_pack_like_draws(const double (&ends)[N][2], F function) {
  PackSource source;
  for (int round = 0; round < 100; ++round) {
    double values[N][core::kPackLanes];
    core::Pack packs[N];
    for (std::size_t a = 0; a < N; ++a) {
      source.next(ends[a][0], ends[a][1], values[a]);
      packs[a] = core::load(values[a]);
    }
    double got[core::kPackLanes];
    core::store(got, function(packs));
    for (std::size_t lane = 0; lane < core::kPackLanes; ++lane) {
      double one[N];
      for (std::size_t a = 0; a < N; ++a) one[a] = values[a][lane];
      CHECK(core::to_bits(got[lane]) == core::to_bits(function(one)));
    }
  }
}

}  // namespace e2roi::tests
