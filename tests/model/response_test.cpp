#include "engine/model/response.hpp"

#include "tests/model/parts.hpp"

namespace e2roi::model {
namespace {

const Readiness<double> kReady{0.35, 0.3, 0.2, 0.1, 0.3};

Demand<double> usual_demand() { return {1000, 1e-3, 150, 0.12, 0, 0, 0, 1, std::log(6.0)}; }

Response<double> respond_to(const Demand<double>& demand, const Readiness<double>& ready = kReady) {
  static const PreparedSetting prepared(tests::usual_company(), {}, Horizon{});
  const Inputs<double> in = tests::usual_inputs();
  return respond(in.response, in.improvement.relief, in.market.crisis_voice,
                 prepared.view().company, ready, demand);
}

}  // namespace

TEST_CASE("response: one agent at half load makes a contact wait as long as it takes") {
  // By hand: M/M/1, load 1/2: wait = work · load/(1 - load) = work.
  CHECK(mean_wait(0.2, 0.5, 1.0, 1.0) == doctest::Approx(0.2));
}

TEST_CASE("response: without work nobody waits") { CHECK(mean_wait(0.2, 0.0, 4.0, 1.5) == 0.0); }

TEST_CASE("response: more agents never make anyone wait longer") {
  for (double load = 0.05; load < 0.98; load += 0.05)
    for (double agents = 1; agents < 200; agents *= 1.3)
      CHECK(mean_wait(0.2, load, agents * 1.3, 1.0) < mean_wait(0.2, load, agents, 1.0));
}

TEST_CASE("response: half are fast enough when the answer takes as long as customers accept") {
  CHECK(share_within(6.0, std::log(6.0), 1.6) == doctest::Approx(0.5));
  CHECK(share_within(12.0, std::log(6.0), 2.0) == doctest::Approx(0.2));
}

TEST_CASE("response: a pack of draws answers like the draws one by one") {
  tests::check_pack_like_draws({{0.01, 1.0}, {0.0, 0.98}, {1.0, 400.0}, {0.5, 3.0}},
                               [](const auto* x) { return mean_wait(x[0], x[1], x[2], x[3]); });
  tests::check_pack_like_draws({{0.01, 500.0}, {-2.0, 5.0}, {0.2, 20.0}},
                               [](const auto* x) { return share_within(x[0], x[1], x[2]); });
}

TEST_CASE("response: delighted, slow and failed are all contacts there are") {
  const Response<double> r = respond_to(usual_demand());
  CHECK(r.delighted + r.slow + r.failed == doctest::Approx(1.0));
  CHECK(r.contacts == doctest::Approx(0.12));
  CHECK(r.lost == 0);
  CHECK(r.backlog == 0);
}

TEST_CASE("response: the more a company listens with the same people, the busier it is") {
  Readiness<double> deaf = kReady, attentive = kReady;
  deaf.listening = 0;
  attentive.listening = 1;
  CHECK(respond_to(usual_demand(), attentive).utilisation >
        respond_to(usual_demand(), deaf).utilisation);
}

TEST_CASE("response: work that exceeds capacity stays as backlog, and some of it gives up") {
  Demand<double> flood = usual_demand();
  flood.voice = 100;
  const Response<double> first = respond_to(flood);
  CHECK(first.utilisation > 1);
  CHECK(first.handled == doctest::Approx(1200));
  CHECK(first.backlog > 0);
  flood.backlog = first.backlog;
  const Response<double> second = respond_to(flood);
  CHECK(second.lost > 0);
  CHECK(second.hours > first.hours);
}

TEST_CASE("response: a company without customers has nobody to answer, and no undefined number") {
  Demand<double> empty = usual_demand();
  empty.customers = 0;
  empty.per_customer = 1e300;
  empty.advocates = 0;
  const Response<double> r = respond_to(empty);
  CHECK(r.utilisation == 0);
  CHECK(r.lost == 0);
  CHECK(std::isfinite(r.hours));
  CHECK(std::isfinite(r.fast));
}

}  // namespace e2roi::model
