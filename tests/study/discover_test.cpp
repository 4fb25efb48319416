#include "engine/study/discover.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "engine/analysis/report.hpp"
#include "engine/core/error.hpp"
#include "engine/model/series.hpp"
#include "tests/workshop_bank.hpp"

namespace e2roi::study {
namespace {

using tests::workshop_bank;

std::string refusal(const std::string& condition) {
  try {
    parse_failing(condition);
  } catch (const core::UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("discover: conditions are read as people type them") {
  const Failing loss = parse_failing("npv < 0");
  CHECK(loss.words == "loses money");
  CHECK(loss(-1));
  CHECK_FALSE(loss(0));
  CHECK_FALSE(loss(std::numeric_limits<double>::quiet_NaN()));
  CHECK(parse_failing("npv<1.5M").bound == 1.5e6);
  CHECK(parse_failing("pv_cost > 3 M EUR").bound == 3e6);
  CHECK(parse_failing("roi < 20 %").bound == doctest::Approx(0.2));
  CHECK(parse_failing("customers > 200k")(200001));
  CHECK(parse_failing("npv > 0").words == "makes money");
  CHECK(parse_failing("npv <= 0")(0));
  CHECK(parse_failing("npv<=0").words == "has npv <= 0");
  CHECK(parse_failing("roi >= 20 %")(0.2));
  const Failing cancelled = parse_failing("cancelled");
  CHECK(cancelled(12));
  CHECK_FALSE(cancelled(std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("discover: what never pays back pays back late, and not early") {
  const double never = std::numeric_limits<double>::quiet_NaN();
  const Failing late = parse_failing("payback > 36");
  CHECK(late(never));
  CHECK(late(37));
  CHECK_FALSE(late(36));
  CHECK(late.words == "has payback > 36 or never pays back");
  CHECK_FALSE(parse_failing("payback < 36")(never));
  CHECK_FALSE(parse_failing("roi > 0")(never));
}

TEST_CASE("discover: a condition that cannot be read says what may stand there") {
  CHECK(refusal("npw < 0").find("did you mean 'npv'?") != std::string::npos);
  CHECK(refusal("zzzzz < 0").find("there are cancelled, npv, ") != std::string::npos);
  CHECK(refusal("npv = 0").find("has no < or >") != std::string::npos);
  CHECK(refusal("npv < much").find("which is not a number") != std::string::npos);
  CHECK(refusal("npv < nan").find("which is not a number") != std::string::npos);
  CHECK(refusal("npv < inf").find("which is not a number") != std::string::npos);
  CHECK(refusal("npv < 3 USD").find("which is not a number") != std::string::npos);
}

TEST_CASE("discover: the same report for any number of threads") {
  const scenario::Scenario scenario = workshop_bank({"run.draws=2000"});
  DiscoverOptions options;
  options.failing = parse_failing("npv < 0");
  options.threads = 1;
  const std::string one = analysis::report_json(discover(scenario, options));
  options.threads = 3;
  CHECK(analysis::report_json(discover(scenario, options)) == one);
}

TEST_CASE("discover: an unknown path and a scenario without uncertainty are refused") {
  DiscoverOptions options;
  options.failing = parse_failing("npv < 0");
  CHECK_THROWS_AS(discover(workshop_bank({"run.inputs=median"}), options), core::Error);
  options.path = "stay";
  CHECK_THROWS_AS(discover(workshop_bank(), options), core::UsageError);
}

}  // namespace e2roi::study
