#include "engine/model/market.hpp"

#include "tests/model/parts.hpp"

namespace e2roi::model {
namespace {

Market<double> usual_market() { return {0, 0.1, 0.2, 0.0, 6000, 3000, 0}; }

Weather<double> usual_weather() { return {1, 0.12, 0, 0.2, 0.01, 1.8, 1}; }

}  // namespace

TEST_CASE("market: customers, rivals and prospects are the whole market, always") {
  const Inputs<double> in = tests::usual_inputs();
  Market<double> market = usual_market();
  double customers = 1000;
  for (int t = 0; t < 200; ++t) {
    const Entry<double> entry = entry_of(in.market, market, customers, 10'000.0);
    const double churned = 0.02 * customers;
    next_market(in.market, usual_weather(), 0.3, entry, churned, 0.02, market);
    customers += entry.won - churned;
    CHECK(customers + market.rival + market.prospects == doctest::Approx(10'000));
  }
}

TEST_CASE("market: without buzz and attention a company wins its share and no more") {
  const Inputs<double> in = tests::usual_inputs();
  Market<double> market = usual_market();
  market.attention = market.attention_rival = 0;
  const Entry<double> entry = entry_of(in.market, market, 1000.0, 10'000.0);
  CHECK(entry.won == doctest::Approx(entry.all / 7));
  CHECK(entry.won == doctest::Approx(entry.won_plain));
  market.buzz = 0.2;
  CHECK(entry_of(in.market, market, 1000.0, 10'000.0).won > entry.won);
}

TEST_CASE("market: where nobody has customers nobody wins any") {
  const Inputs<double> in = tests::usual_inputs();
  Market<double> market = usual_market();
  market.rival = 0;
  const Entry<double> entry = entry_of(in.market, market, 0.0, 10'000.0);
  CHECK(entry.won == 0);
  CHECK(entry.won_plain == 0);
  CHECK(entry.all > 0);
}

TEST_CASE("market: the pie is never more than whole, and the late find less of it") {
  const Inputs<double> in = tests::usual_inputs();
  Market<double> early = usual_market(), late = usual_market();
  early.attention_rival = late.attention_rival = 0;
  early.attention = late.attention = 0;
  for (int t = 0; t < 120; ++t) {
    const Entry<double> nobody{0, 0, 0};
    next_market(in.market, usual_weather(), 0.6, nobody, 0.0, 0.0, early);
    next_market(in.market, usual_weather(), t < 60 ? 0.0 : 0.6, nobody, 0.0, 0.0, late);
    CHECK(early.attention + early.attention_rival <= 1);
  }
  CHECK(late.attention < early.attention);
  CHECK(late.attention_rival > early.attention_rival);
}

TEST_CASE("market: speed and openness soften a crisis, time heals it") {
  const Inputs<double> in = tests::usual_inputs();
  CHECK(next_crisis(in.market, 0.0, 0.1, 0.0, 0.0) == doctest::Approx(0.1));
  CHECK(next_crisis(in.market, 0.0, 0.1, 1.0, 1.0) == doctest::Approx(0.05));
  CHECK(next_crisis(in.market, 0.1, 0.0, 1.0, 1.0) == doctest::Approx(0.05));
}

TEST_CASE("market: quiet weather keeps its mean corrections and has no crisis") {
  const Inputs<double> in = tests::usual_inputs();
  double tide = 0;
  const Weather<double> weather = weather_of(in, climate_of(in), 36, {0, 0, 0.5, 1.0}, tide);
  CHECK(weather.restless == doctest::Approx(std::exp(-0.12 * 0.12 / 2)));
  CHECK(weather.voice == doctest::Approx(0.12 * std::exp(-0.08 * 0.08 / 2)));
  CHECK(weather.blow == 0);
  CHECK(weather.rival_voice == doctest::Approx(0.45 / 2));
  CHECK(weather.discount == doctest::Approx(std::pow(1.08, -3.0)));
  CHECK(weather.log_tolerance == doctest::Approx(std::log(6.0) - 0.15));
}

TEST_CASE("market: a crisis hits where its uniform is below its chance, and never harder than 1") {
  Inputs<double> in = tests::usual_inputs();
  double tide = 0;
  CHECK(weather_of(in, climate_of(in), 0, {0, 0, 0.5, 0.011}, tide).blow == doctest::Approx(0.05));
  CHECK(weather_of(in, climate_of(in), 0, {0, 0, 0.5, 0.012}, tide).blow == 0);
  in.market.crisis_severity = 0.9;
  CHECK(weather_of(in, climate_of(in), 0, {0, 0, 1 - 1e-6, 0.001}, tide).blow == 1);
}

}  // namespace e2roi::model
