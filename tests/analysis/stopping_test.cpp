#include "engine/analysis/stopping.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/analysis/sample.hpp"

namespace e2roi::analysis {
namespace {

StopRule rule_of(const std::string& text) {
  return parse_stop_rule(text, {{"npv", "EUR"}, {"customers", "customer"}});
}

/// Paths whose NPV is mean + sd · a member of a population, each with draws of its own, `stay` 0.
struct Paths {
  const tests::Population& population;
  std::vector<double> means;  ///< of the paths but stay
};

/// Adds draws until the rule holds, or until so many.
StopState watch(const StopRule& rule, const Paths& paths, std::uint64_t repetition,
                std::uint64_t most_draws) {
  StopWatch stop(rule, paths.means.size() + 1);
  std::vector<std::vector<double>> draws(paths.means.size() + 1, std::vector<double>(kLookEvery));
  std::vector<std::span<const double>> npv(draws.begin(), draws.end());
  for (std::uint64_t done = 0; done < most_draws; done += kLookEvery) {
    for (std::size_t p = 0; p < paths.means.size(); ++p)
      paths.population.fill(draws[p + 1], 100 + p, repetition << 16 | done / kLookEvery,
                            paths.means[p], 1);
    stop.add(npv, {});
    if (const StopState state = stop.look(); state.holds) return state;
  }
  return stop.look();
}

/// Share of 2,000 repetitions in which the rule held and `is_wrong` of the path chosen.
template <class Wrong>
double error_rate(const StopRule& rule, const Paths& paths, std::uint64_t most_draws,
                  Wrong is_wrong, double* held = nullptr) {
  double wrong = 0, stopped = 0;
  for (std::uint64_t repetition = 0; repetition < 2000; ++repetition) {
    const StopState state = watch(rule, paths, repetition, most_draws);
    stopped += state.holds ? 1 : 0;
    wrong += state.holds && is_wrong(state) ? 1 : 0;
  }
  if (held != nullptr) *held = stopped / 2000;
  return wrong / 2000;
}

/// 5 % and three standard errors of 2,000 repetitions: a false alarm in 1 of 740.
const double kMost5 = 0.05 + 3 * std::sqrt(0.05 * 0.95 / 2000);

}  // namespace

TEST_CASE("moments: blocks add up to the mean and sd of all, NaN left out") {
  const std::vector<double> values = {1e9 + 1, 1e9 + 2, std::nan(""), 1e9 + 4, 1e9 + 9};
  Moments moments;
  moments.add(std::span(values).first(2));
  moments.add(std::span(values).subspan(2, 1));
  moments.add(std::span(values).subspan(3));
  CHECK(moments.count() == 4);
  CHECK(moments.mean() == 1e9 + 4);
  CHECK(moments.sd() == doctest::Approx(std::sqrt(38.0 / 3)).epsilon(1e-12));
  CHECK(moments.standard_error() == doctest::Approx(std::sqrt(38.0 / 3) / 2).epsilon(1e-12));
  CHECK(moments.negated().mean() == -1e9 - 4);
  CHECK(std::isnan(Moments().sd()));
}

TEST_CASE("confidence sequence: a mean as far as its width has just that chance of error") {
  const tests::Population normal = tests::normal();
  for (const double error : {0.05, 0.01, 0.001}) {
    Moments around, at_width;
    around.add(normal.sample(1, 0, 30'000));
    std::vector<double> shifted = normal.sample(1, 0, 30'000);
    for (double& value : shifted) value += confidence_width(around, error) - around.mean();
    at_width.add(shifted);
    CHECK(chance_of_error(at_width, error) == doctest::Approx(error).epsilon(1e-6));
    CHECK(chance_of_error(at_width.negated(), error) == 1);
    // It costs more than a single look: 1.96 standard errors at 5 % two-sided, 1.645 one-sided.
    CHECK(confidence_width(around, error) > 1.645 * around.standard_error());
    CHECK(confidence_width(around, error) < 4.5 * around.standard_error());
  }
}

TEST_CASE(
    "p_wrong: equal paths are told apart in at most the share asked for, heavy tails or not") {
  // Any stop claims a difference that is not there. Skewed draws: a lognormal, skewness 6.
  const tests::Population populations[] = {tests::normal(), tests::lognormal()};
  for (const tests::Population& population : populations) {
    const double rate = error_rate(rule_of("p_wrong < 5 %"), {population, {0}}, 40 * kLookEvery,
                                   [](const StopState&) { return true; });
    CHECK(rate <= kMost5);
  }
  const double rate = error_rate(rule_of("p_wrong < 5 %"), {populations[1], {0, 0}},
                                 24 * kLookEvery, [](const StopState&) { return true; });
  CHECK(rate <= kMost5);
}

TEST_CASE("p_wrong: the wrong path is chosen in at most the share asked for, the right one found") {
  const tests::Population lognormal = tests::lognormal();
  double held = 0;
  // 0.015 sd apart: three standard errors of 40,960 draws.
  const double rate = error_rate(
      rule_of("p_wrong < 5 %"), {lognormal, {0.015}}, 40 * kLookEvery,
      [](const StopState& state) { return state.best != 1; }, &held);
  CHECK(rate <= kMost5);
  CHECK(held > 0.5);
  CHECK(held < 0.9);
}

TEST_CASE("loss: choosing gives away more than asked for in at most 5 % of cases") {
  const tests::Population lognormal = tests::lognormal();
  double held = 0;
  // Choosing stay loses 0.021, more than asked for; nothing else is wrong.
  const double rate = error_rate(
      rule_of("loss < 0.02"), {lognormal, {0.021}}, 40 * kLookEvery,
      [](const StopState& state) { return state.best == 0; }, &held);
  CHECK(rate <= kMost5);
  CHECK(held > 0.9);
}

TEST_CASE("stop watch: nothing holds before 4,096 draws; one number in every draw is known then") {
  const std::vector<double> zeros(kLookEvery, 0.0), ones(kLookEvery, 1.0);
  for (const char* text : {"p_wrong < 1 %", "loss < 1", "se(npv) < 1e-9"}) {
    StopWatch stop(rule_of(text), 2);
    for (int block = 0; block < 4; ++block) {
      CHECK(!stop.look().holds);
      stop.add({zeros, ones}, {});
    }
    const StopState state = stop.look();
    CHECK(state.holds);
    CHECK(state.best == 1);
    CHECK(state.draws == kFirstLook);
    CHECK(state.value == 0);
  }
}

TEST_CASE("stop watch: paths that are the same in every draw cannot be chosen wrongly") {
  const std::vector<double> draws = tests::normal().sample(1, 0, kFirstLook, -1);
  StopWatch two(rule_of("p_wrong < 1 %"), 2);
  two.add({draws, draws}, {});
  CHECK(two.look().holds);
  CHECK(!two.look().has_rival);
  CHECK(stop_sentence(rule_of("p_wrong < 1 %"), two.look(), {"stay", "A"}) ==
        "All paths are worth the same in every one of 4,096 draws, so no choice among them can be "
        "wrong.");
  // Stay is better than both by one standard deviation: the twin of a rival changes nothing.
  StopWatch three(rule_of("loss < 1"), 3);
  three.add({std::vector<double>(kFirstLook, 0.0), draws, draws}, {});
  CHECK(three.look().best == 0);
  CHECK(three.look().value == 0);
  CHECK(three.look().lead == doctest::Approx(1).epsilon(0.1));
}

TEST_CASE("stop watch: each rival has its share of the error") {
  const std::vector<double> zeros(kFirstLook, 0.0), worse(kFirstLook, -9.0);
  const std::vector<double> draws = tests::normal().sample(3, 0, kFirstLook, 0.05);
  Moments lead;
  lead.add(draws);
  StopWatch wrong(rule_of("p_wrong < 5 %"), 4), loss(rule_of("loss < 1"), 4);
  wrong.add({zeros, draws, worse, worse}, {});
  loss.add({zeros, draws, worse, worse}, {});
  CHECK(wrong.look().value == doctest::Approx(3 * chance_of_error(lead, 0.05 / 3)).epsilon(1e-9));
  CHECK(loss.look().value ==
        doctest::Approx(confidence_width(lead, 0.05 / 3) - lead.mean()).epsilon(1e-9));
}

TEST_CASE("stop watch: the largest standard error of any path decides, undefined ones left out") {
  const std::vector<double> npv(kFirstLook, 0.0), nothing(kFirstLook, std::nan(""));
  const std::vector<double> narrow = tests::normal().sample(1, 0, kFirstLook, 0, 10);
  const std::vector<double> wide = tests::normal().sample(2, 0, kFirstLook, 0, 64);
  StopWatch stop(rule_of("se(customers) < 1.1"), 3);
  stop.add({npv, npv, npv}, {nothing, wide, narrow});
  const StopState state = stop.look();
  CHECK(state.rival == 1);
  CHECK(state.value == doctest::Approx(1).epsilon(0.05));  // 64 / sqrt(4,096)
  CHECK(state.holds);
  StopWatch unknown(rule_of("se(customers) < 1.1"), 2);
  unknown.add({npv, npv}, {nothing, nothing});
  CHECK(std::isinf(unknown.look().value));
  CHECK(!unknown.look().holds);
}

TEST_CASE(
    "stop report: each rival has its lead and its bounds, a standard error the means of all") {
  const std::vector<double> zeros(kFirstLook, 0.0);
  const std::vector<double> ahead = tests::normal().sample(1, 0, kFirstLook, 0.5);
  const std::vector<Label> paths = {{"stay", "Stay"}, {"a", "Ahead"}, {"twin", ""}};
  StopWatch wrong(rule_of("p_wrong < 1 %"), 3);
  wrong.add({zeros, ahead, ahead}, {});
  const Report report = stop_report(rule_of("p_wrong < 1 %"), wrong.look(), paths, "Bank");
  CHECK(report.kind == "stopping");
  REQUIRE(report.tables.size() == 1);
  REQUIRE(report.tables[0].lines.size() == 2);  // of the twin that is best, the other and stay
  const Line &stay = report.tables[0].lines[0], &twin = report.tables[0].lines[1];
  CHECK(stay.labels[0].id == "stay");
  CHECK(stay.figures[0].value == doctest::Approx(0.5).epsilon(0.1));
  CHECK(stay.figures[0].standard_error == doctest::Approx(1.0 / 64).epsilon(0.05));
  CHECK(stay.figures[1].value == wrong.look().value);
  CHECK(stay.figures[2].value == 0);
  CHECK(twin.figures[0].value == 0);
  CHECK(twin.figures[1].value == 0);  // the same in every draw: choosing it is no mistake
  StopWatch error(rule_of("se(npv) < 1"), 3);
  error.add({zeros, ahead, ahead}, {});
  const Report means = stop_report(rule_of("se(npv) < 1"), error.look(), paths, "Bank");
  REQUIRE(means.tables[0].lines.size() == 3);
  CHECK(means.tables[0].lines[0].figures[0].standard_error == 0);
  CHECK(means.tables[0].lines[2].figures[0].standard_error == error.look().value);
}

TEST_CASE(
    "stop sentences: equal paths are said not to be told apart, and by how little they differ") {
  StopState state;
  state.draws = 204'800;
  state.best = 1;
  state.rival = 2;
  state.has_rival = true;
  state.value = 0.43;
  state.lead = 123'456;
  state.most_lost = 456'789;
  const std::vector<std::string> names = {"stay", "Early", "Late"};
  CHECK(
      stop_sentence(rule_of("p_wrong < 1 %"), state, names) ==
      "204,800 draws do not tell Early and Late apart (p_wrong is 43 %, asked was p_wrong < 1 %): "
      "their mean NPVs are 120 k EUR apart, and choosing Early now gives away at most 460 k EUR "
      "of expected NPV against any other path (95 % sure).");
  state.holds = true;
  state.value = 0.004;
  CHECK(stop_sentence(rule_of("p_wrong < 1 %"), state, names) ==
        "Enough draws to choose, 204,800: Early has the highest expected NPV, and the chance that "
        "these draws mislead is at most 1 % (p_wrong is 0.4 %, asked was p_wrong < 1 %); closest "
        "to it is Late.");
  CHECK(stop_sentence(rule_of("se(npv) < 1e5"), {4096, true, 98'765, 1, 0, 0, 0, true}, names) ==
        "Enough draws, 4,096: the largest standard error of mean npv is 99 k EUR, that of staying "
        "put; asked was se(npv) < 1e5.");
}

}  // namespace e2roi::analysis
