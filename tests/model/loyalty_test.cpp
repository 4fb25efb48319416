#include "engine/model/loyalty.hpp"

#include "tests/model/parts.hpp"

namespace e2roi::model {
namespace {

const Customers<double> kToday{250, 400, 200, 150};
const Anchor<double> kFree{0, 0, 0, 0, 0, 0};

}  // namespace

TEST_CASE("loyalty: nobody appears or vanishes") {
  const Inputs<double> in = tests::usual_inputs();
  Customers<double> x = kToday;
  const double left = next_customers(in.loyalty, {0.02, 0.03}, kFree, 0.01, x);
  CHECK(x.all() + left == doctest::Approx(1000));
  CHECK(left > 0);
}

TEST_CASE("loyalty: a single hazard moves 1 - e^-h of its state") {
  Inputs<double> in = tests::usual_inputs();
  in.loyalty.fade = 0;
  Customers<double> x{0, 100, 0, 0};
  const double left = next_customers(in.loyalty, {0.3, 0}, kFree, 0.0, x);
  CHECK(left == 0);
  CHECK(x.neutral == doctest::Approx(100 * std::exp(-0.3)));
  CHECK(x.loyal == doctest::Approx(100 * (1 - std::exp(-0.3))));
}

TEST_CASE("loyalty: nothing moves where there is no hazard") {
  Inputs<double> in = tests::usual_inputs();
  in.loyalty.fade = 0;
  Customers<double> x = kToday;
  CHECK(next_customers(in.loyalty, {0, 0}, kFree, 0.0, x) == 0);
  CHECK(x.detractor == 250);
  CHECK(x.advocate == 150);
}

TEST_CASE("loyalty: an overwhelming hazard empties a state and leaves no negative customers") {
  Inputs<double> in = tests::usual_inputs();
  in.loyalty.fade = 0;
  Customers<double> x = kToday;
  next_customers(in.loyalty, {0, 0}, kFree, 2000.0, x);
  CHECK(x.all() >= 0);
  CHECK(x.all() < 1e-6);
}

TEST_CASE("loyalty: a full anchor holds today's shares where they are, leaving aside") {
  Inputs<double> in = tests::usual_inputs();
  in.loyalty.anchor = 1;
  const LoyaltyPull<double> pull{0.01, 0.04};
  const Anchor<double> anchor = loyalty_anchor(in.loyalty, pull, kToday);
  // At the level of flows the pairs balance.
  CHECK(kToday.neutral * (pull.down + anchor.neutral_down) ==
        doctest::Approx(kToday.detractor * (pull.up + in.loyalty.fade + anchor.detractor_up)));
  CHECK(kToday.loyal * (pull.down + in.loyalty.fade + anchor.loyal_down) ==
        doctest::Approx(kToday.neutral * (pull.up + anchor.neutral_up)));
  CHECK(kToday.advocate * (pull.down + in.loyalty.fade + anchor.advocate_down) ==
        doctest::Approx(kToday.loyal * (pull.up + anchor.loyal_up)));
}

TEST_CASE("loyalty: the anchor is 0 where a state is empty") {
  const Inputs<double> in = tests::usual_inputs();
  const Anchor<double> anchor = loyalty_anchor(in.loyalty, {0.01, 0.04}, {0, 500, 0, 0});
  CHECK(anchor.detractor_up == 0);
  CHECK(anchor.loyal_down == 0);
  CHECK(std::isfinite(anchor.neutral_up));
}

TEST_CASE("loyalty: failures weigh more than delights of the same size, a crisis adds as it is") {
  const Inputs<double> in = tests::usual_inputs();
  Response<double> response{};
  response.contacts = 0.1;
  response.failed = 0.5;
  const LoyaltyPull<double> pull = loyalty_pull(in.loyalty, response, 0.0, 0.07);
  CHECK(pull.up == 0);
  CHECK(pull.down == doctest::Approx(0.1 * 0.1 * 1.9 * 0.5 + 0.07));
}

TEST_CASE("loyalty: a pack of draws moves like the draws one by one") {
  tests::check_pack_like_draws({{0, 100}, {0, 0.3}, {0, 0.3}, {0, 2}}, [](const auto* x) {
    using Real = std::decay_t<decltype(x[0])>;
    LoyaltyInputs<Real> in{};
    in.fade = Real(0.01);
    in.churn_detractor = in.churn_loyal = in.churn_advocate = Real(1.2);
    const Real zero(0.0);
    Customers<Real> customers{x[0], x[0], x[0], x[0]};
    const Real left =
        next_customers(in, {x[1], x[2]}, {zero, zero, zero, zero, zero, zero}, x[3], customers);
    return Real(customers.neutral + left);
  });
}

}  // namespace e2roi::model
