#include "engine/analysis/design_point.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/random/inverse_normal.hpp"
#include "engine/random/threefry.hpp"

namespace e2roi::analysis {
namespace {

std::vector<double> scores_of(std::size_t draws, std::uint64_t input) {
  std::vector<double> scores(draws);
  for (std::size_t i = 0; i < draws; ++i) {
    const auto word = random::threefry4x64<std::uint64_t>({i, input, 0, 0}, {9, 0, 0, 0})[0];
    scores[i] = random::inverse_normal((static_cast<double>(word >> 12) + 0.5) * 0x1p-52);
  }
  return scores;
}

/// The distance to the nearest zero, by looking outwards in every direction of the plane.
template <class F>
double by_brute_force(const F& f, double reach) {
  double nearest = reach;
  for (int degree = 0; degree < 3600; ++degree) {
    const double angle = degree * std::acos(-1.0) / 1800;
    for (double far = 0; far < nearest; far += 1e-3)
      if (f(far * std::cos(angle), far * std::sin(angle)) <= 0) nearest = far;
  }
  return nearest;
}

/// The function with its slopes by differences, known to 1e-3.
template <class F>
DesignPoint found_from_0(const F& f, double reach) {
  const auto function = [&](const std::vector<double>& at) {
    CHECK(length(at) <= reach + 1e-9);
    constexpr double kStep = 1e-6;
    const double here = f(at[0], at[1]);
    return FunctionAt{
        here,
        1e-3,
        {{(f(at[0] + kStep, at[1]) - here) / kStep, (f(at[0], at[1] + kStep) - here) / kStep},
         {0, 0}}};
  };
  return design_point(function, {0, 0}, function({0, 0}), reach);
}

}  // namespace

TEST_CASE("design point: the nearest zero of a plane is the foot of its perpendicular") {
  // f = 10 - 3 x - 4 y is 0 nearest to the origin in (1.2, 1.6), 2 away; from wherever one looks.
  const std::vector<double> slope = {-3, -4};
  for (const auto& [at, value] : {std::pair<std::vector<double>, double>{{0, 0}, 10},
                                  std::pair<std::vector<double>, double>{{2, -1}, 8}}) {
    const std::vector<double> foot = nearest_zero(at, value, slope);
    CHECK(foot[0] == doctest::Approx(1.2));
    CHECK(foot[1] == doctest::Approx(1.6));
  }
  CHECK(nearest_zero({0, 0}, 10, {0, 0}) == std::vector<double>{0, 0});
}

TEST_CASE("design point: slopes are those of the line that was put in, within their error") {
  const std::size_t draws = 4000;
  const std::vector<std::vector<double>> scores = {scores_of(draws, 0), scores_of(draws, 1)};
  const std::vector<double> chance = scores_of(draws, 7);
  std::vector<double> values(draws);
  for (std::size_t i = 0; i < draws; ++i)
    values[i] = 5 + 2 * scores[0][i] - 0.5 * scores[1][i] + 3 * chance[i];
  const Slopes found = slopes(scores, values);
  // Standard error 3/sqrt(4000) = 0.047; 4 of them: false alarm 1 in 16,000.
  CHECK(std::abs(found.value[0] - 2) < 4 * 0.0475);
  CHECK(std::abs(found.value[1] + 0.5) < 4 * 0.0475);
  CHECK(found.error[0] == doctest::Approx(3 / std::sqrt(4000.0)).epsilon(0.05));
}

TEST_CASE("design point: too few draws for the slopes are refused with how many would do") {
  const std::vector<std::vector<double>> scores(10, std::vector<double>(219));
  CHECK_THROWS_WITH_AS(slopes(scores, std::vector<double>(219)),
                       "219 draws are too few for the slopes of 10 inputs: 220 are needed",
                       core::UsageError);
}

TEST_CASE("design point: of curved functions it is the one that brute force finds") {
  const auto bowl = [](double x, double y) { return 4 - x - y - 0.3 * x * x - 0.1 * y * y; };
  const auto saddle = [](double x, double y) { return 3 - x + 0.5 * x * y - 0.4 * y; };
  const auto steep = [](double x, double y) { return 5 - std::exp(0.8 * x) - std::exp(0.5 * y); };
  // Full steps go to and fro here and never come to rest.
  const auto s_shaped = [](double x, double y) { return -std::atan(3 * (x - 2)) - 0.05 * y; };
  const auto check = [](const auto& f) {
    const DesignPoint found = found_from_0(f, 5);
    CHECK(found.end == SearchEnd::kFound);
    CHECK(std::abs(f(found.at[0], found.at[1])) <= 0.2e-3);
    // A last step of 5 % across the way lengthens it by 0.05²/2; brute force looks at 1e-3.
    CHECK(length(found.at) == doctest::Approx(by_brute_force(f, 5)).epsilon(0.003));
  };
  check(bowl);
  check(saddle);
  check(steep);
  check(s_shaped);
}

TEST_CASE(
    "design point: a slope that grows is followed although its first plane lies out of reach") {
  const auto f = [](double x, double) { return 1 - 0.1 * x - 0.3 * x * x * x; };
  const DesignPoint found = found_from_0(f, 5);
  CHECK(found.end == SearchEnd::kFound);
  CHECK(length(found.at) == doctest::Approx(1.4194).epsilon(0.001));
}

TEST_CASE("design point: what lies beyond reach, or nowhere, is not found") {
  const auto far = [](double x, double y) { return 10 - x - 0.1 * y; };
  CHECK(found_from_0(far, 5).end == SearchEnd::kBeyondReach);
  const auto nowhere = [](double x, double y) { return 1 + x * x + y * y - 0.1 * x; };
  CHECK(found_from_0(nowhere, 5).end != SearchEnd::kFound);
  const auto even = [](double, double) { return 1.0; };
  CHECK(found_from_0(even, 5).end == SearchEnd::kUnsettled);
}

}  // namespace e2roi::analysis
