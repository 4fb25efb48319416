#include "engine/model/culture.hpp"

#include "tests/model/parts.hpp"

namespace e2roi::model {
namespace {

struct Month {
  Culture<double> culture{0.2, 0.1, 0.3, 0.0};
  double openness[2] = {0.3, 0.5};
  double empowerment[2] = {0.2, 0.6};
  double quiet[2] = {0, 0};
  double peers[4];
  PreparedSetting prepared{tests::usual_company(), {}, Horizon{}};
  Inputs<double> in = tests::usual_inputs();

  void step(const LeverIntensity<double>& push, double support) {
    next_culture(in.culture, culture_rates(in.culture), prepared.view().company, push, support,
                 culture, openness, empowerment, quiet, quiet, peers);
  }
};

}  // namespace

TEST_CASE("culture: half of a gap closes in one half-life") {
  CHECK(half(1.0) == doctest::Approx(0.5));
  CHECK(1 - half(24.0) == doctest::Approx(std::pow(2.0, -1.0 / 24)));
}

TEST_CASE("culture: without levers, contact and noise nothing moves") {
  Month month;
  month.in.culture.contagion = 0;
  for (int t = 0; t < 12; ++t) month.step({0, 0, 0, 0, 0}, 0.5);
  CHECK(month.openness[0] == doctest::Approx(0.3));
  CHECK(month.empowerment[1] == doctest::Approx(0.6));
  CHECK(month.culture.weaving == doctest::Approx(0.2));
  CHECK(month.culture.fatigue == 0);
}

TEST_CASE("culture: one month of a full openness lever, by hand") {
  Month month;
  month.in.culture.contagion = 0;
  month.step({0, 1, 0, 0, 0}, 0.8);
  // push = (1 - 2^(-1/20))·0.8, ease = 0.9; nothing to relapse to in the first month.
  const double push = (1 - std::pow(2.0, -1.0 / 20)) * 0.8;
  CHECK(month.openness[0] == doctest::Approx(0.3 + push * 0.9 * 0.7));
  CHECK(month.culture.fatigue == doctest::Approx(0.8 * push));
}

TEST_CASE("culture: people levers need leaders who set the example, bought ones do not") {
  Month without, with;
  for (Month* month : {&without, &with}) month->in.culture.contagion = 0;
  without.step({1, 1, 1, 1, 1}, 0.0);
  with.step({1, 1, 1, 1, 1}, 1.0);
  CHECK(without.openness[0] == doctest::Approx(0.3));
  CHECK(without.culture.weaving == doctest::Approx(0.2));
  CHECK(with.openness[0] > 0.3);
  CHECK(without.culture.listening == with.culture.listening);
  CHECK(without.culture.tooling == with.culture.tooling);
  CHECK(with.culture.listening > 0.1);
}

TEST_CASE("culture: empowerment grows slower where openness is low") {
  Month closed, open;
  closed.openness[0] = 0.1;
  open.openness[0] = 0.9;
  closed.step({0, 0, 1, 0, 0}, 1.0);
  open.step({0, 0, 1, 0, 0}, 1.0);
  CHECK(closed.empowerment[0] < open.empowerment[0]);
}

TEST_CASE("culture: what is no longer pushed falls back towards where it began") {
  Month month;
  month.culture.tooling = 0.9;
  for (int t = 0; t < 18; ++t) month.step({0, 0, 0, 0, 0}, 1.0);
  CHECK(month.culture.tooling == doctest::Approx(0.3 + 0.6 / 2));  // one relapse half-life
}

TEST_CASE("culture: default peers are all the others, given ties are used as given") {
  Company company = tests::usual_company();
  company.units.push_back({10, 1, 0.9, 0.9, 0});
  const PreparedSetting others(company, {}, Horizon{});
  company.ties = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
  const PreparedSetting ties(company, {}, Horizon{});
  const double values[3] = {0.1, 0.4, 0.7};
  double by_default[3], by_ties[3];
  means_of_peers(others.view().company, values, by_default);
  means_of_peers(ties.view().company, values, by_ties);
  for (int u = 0; u < 3; ++u) CHECK(by_default[u] == doctest::Approx(by_ties[u]));
  CHECK(by_default[0] == doctest::Approx(0.55));
  company.units.resize(1);
  company.ties.clear();
  const PreparedSetting alone(company, {}, Horizon{});
  means_of_peers(alone.view().company, values, by_default);
  CHECK(by_default[0] == 0.1);
}

TEST_CASE("culture: everything stays between 0 and 1 whatever the noise") {
  Month month;
  month.in.culture.culture_noise = 0.5;
  for (int t = 0; t < 40; ++t) {
    month.quiet[0] = t % 2 == 0 ? 6.0 : -6.0;
    month.quiet[1] = -month.quiet[0];
    month.step({1, 1, 1, 1, 1}, 1.0);
    for (const double value : {month.openness[0], month.openness[1], month.empowerment[0]}) {
      CHECK(value >= 0);
      CHECK(value <= 1);
    }
  }
}

}  // namespace e2roi::model
