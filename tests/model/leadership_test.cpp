#include "engine/model/leadership.hpp"

#include "engine/model/improvement.hpp"
#include "engine/model/journey.hpp"
#include "engine/model/measurement.hpp"
#include "tests/model/parts.hpp"

namespace e2roi::model {

TEST_CASE("leadership: judgement is even where belief over cost meets the hurdle") {
  const Inputs<double> in = tests::usual_inputs();
  CHECK(judgement(in.leadership, 100.0, 100.0, 100.0) == doctest::Approx(0.5));
  CHECK(judgement(in.leadership, 300.0, 100.0, 100.0) > 0.9);
  CHECK(judgement(in.leadership, 50.0, 0.0, 400.0) <
        0.5);  // cheap months count a quarter of the plan
}

TEST_CASE("leadership: support drifts to its target and drops when the sponsor leaves") {
  const Inputs<double> in = tests::usual_inputs();
  CHECK(next_support(in.leadership, 0.5, 1.0, false) == doctest::Approx(0.54));
  CHECK(next_support(in.leadership, 0.5, 1.0, true) == doctest::Approx(0.54 * 0.7));
}

TEST_CASE("leadership: a path is stopped only after its grace, while it costs, and in doubt") {
  const Inputs<double> in = tests::usual_inputs();
  const Leadership<double> doubtful{0.0, 1.0};
  CHECK(is_cancelled(in.leadership, doubtful, 10.0, 9, 0.049));
  CHECK_FALSE(is_cancelled(in.leadership, doubtful, 10.0, 9, 0.051));
  CHECK_FALSE(is_cancelled(in.leadership, doubtful, 10.0, 8.9, 0.001));
  CHECK_FALSE(is_cancelled(in.leadership, doubtful, 0.0, 20, 0.001));
  CHECK_FALSE(is_cancelled(in.leadership, {1.0, 1.0}, 10.0, 20, 0.001));
  CHECK_FALSE(is_cancelled(in.leadership, {0.0, 0.0}, 10.0, 20, 0.001));
}

TEST_CASE("leadership: a cancelled path has no levers and no extra staff") {
  Path path;
  path.intensity[kTooling] = {{0, 0.7}};
  path.staffing = {{0, 1.3}};
  const PreparedSetting prepared(tests::usual_company(), {path}, Horizon{});
  const PathSchedule& schedule = prepared.view().paths[1];
  CHECK(intensity_of(schedule, 5, 1.0).tooling == 0.7);
  CHECK(intensity_of(schedule, 5, 0.0).tooling == 0.0);
  CHECK(staffing_of(schedule, 5, 1.0) == doctest::Approx(1.3));
  CHECK(staffing_of(schedule, 5, 0.0) == 1.0);
}

TEST_CASE("measurement: at first only what is visible is seen, in the end everything") {
  const Inputs<double> in = tests::usual_inputs();
  const Earnings<double> benefits{{100, 0, 0, 0, 0}};
  const double quiet[5] = {0, 0, 0, 0, 0};
  CHECK(read_benefits(in.measurement, {1, 1, 0, 0}, benefits, quiet).measured ==
        doctest::Approx(90));
  CHECK(read_benefits(in.measurement, {0, 1, 0, 0}, benefits, quiet).measured ==
        doctest::Approx(100));
  CHECK(read_benefits(in.measurement, {1, 1, 0, 0}, benefits, quiet).mean_seen ==
        doctest::Approx(0.45));
}

TEST_CASE("measurement: the error of a rung grows with its noise and shrinks with experience") {
  const Inputs<double> in = tests::usual_inputs();
  const Earnings<double> benefits{{0, 0, 0, 0, 100}};
  const double noise[5] = {0, 0, 0, 0, 2};
  CHECK(read_benefits(in.measurement, {0, 1, 0, 0}, benefits, noise).measured ==
        doctest::Approx(300));
  CHECK(read_benefits(in.measurement, {0, 0.5, 0, 0}, benefits, noise).measured ==
        doctest::Approx(200));
}

TEST_CASE("measurement: learning halves what is unseen in its half-life") {
  const Inputs<double> in = tests::usual_inputs();
  Measurement<double> state{1, 1, 0, 0};
  const double step = std::pow(2.0, -1 / in.measurement.learning_half_life);
  for (int n = 1; n <= 24; ++n)
    learn(step, immature_after(in.measurement, std::log(1.0 + n)), true, state);
  CHECK(state.unseen == doctest::Approx(0.5));
  CHECK(state.immature == doctest::Approx(std::pow(25.0, -0.3)));
  const Measurement<double> before = state;
  learn(step, 0.1, false, state);
  CHECK(state.unseen == before.unseen);
  CHECK(state.immature == before.immature);
}

TEST_CASE("measurement: belief moves to what is measured by a Kalman gain, by hand") {
  const Inputs<double> in = tests::usual_inputs();
  Measurement<double> state{1, 1, 150, 100 * 100};
  update_belief(in.measurement, {50, 400, 0.5}, 100.0, state);
  const double prior = 1e4 + 15 * 15, gain = prior / (prior + 400 + 25);
  CHECK(state.belief == doctest::Approx(150 + gain * (50 - 150)));
  CHECK(state.variance == doctest::Approx((1 - gain) * prior));
  const double before = state.belief;
  update_belief(in.measurement, {50, 400, 0.5}, 0.0, state);  // a plan that costs nothing
  CHECK(state.belief == before);
}

TEST_CASE("improvement: what is started arrives after its lead time, and fit drifts away without") {
  const Inputs<double> in = tests::usual_inputs();
  Improvement<double> state{0, 0.5};
  next_improvement(in.improvement, {0, 0, 0, 0, 0}, state);
  CHECK(state.fit == doctest::Approx(0.5 * (1 - 0.003)));
  state = {0, 0.5};
  next_improvement(in.improvement, {0.5, 0.4, 1.0, 0.5, 0}, state);
  CHECK(state.pipe == doctest::Approx(0.06 * 0.5 * 0.4 * 0.5));
  const double pipe = state.pipe;
  next_improvement(in.improvement, {0, 0, 0, 0, 0}, state);
  CHECK(state.pipe == doctest::Approx(pipe * 7 / 8));
}

TEST_CASE("journey: each stage asks for all that the ones before ask for") {
  CHECK(stage_of<double>({0.9, 0.9, 0.9, 0.1, 0.9}, 0.9, 1.0) == 1);
  CHECK(stage_of<double>({0.9, 0.9, 0.2, 0.6, 0.9}, 0.9, 1.0) == 2);
  CHECK(stage_of<double>({0.4, 0.9, 0.3, 0.5, 0.4}, 0.9, 1.0) == 3);
  CHECK(stage_of<double>({0.5, 0.5, 0.3, 0.5, 0.4}, 0.6, 1.0) == 4);
  CHECK(stage_of<double>({0.75, 0.75, 0.75, 0.5, 0.4}, 0.6, 0.89) == 4);
  CHECK(stage_of<double>({0.75, 0.75, 0.75, 0.5, 0.4}, 0.6, 0.9) == 5);
}

}  // namespace e2roi::model
