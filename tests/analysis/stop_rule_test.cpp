#include "engine/analysis/stop_rule.hpp"

#include <doctest/doctest.h>

#include "engine/core/error.hpp"

namespace e2roi::analysis {
namespace {

StopRule parse(const std::string& text) {
  return parse_stop_rule(text, {{"npv", "EUR"}, {"roi", "1"}, {"customers", "customer"}});
}

std::string refusal(const std::string& text) {
  try {
    parse(text);
  } catch (const core::UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("stop rule: quantities and numbers are read as people type them") {
  using Quantity = StopRule::Quantity;
  for (const char* text : {"p_wrong < 1 %", " p_wrong<1%", "p_wrong <= 0.01", "p_wrong < 1e-2 "}) {
    CHECK(parse(text).quantity == Quantity::kWrong);
    CHECK(parse(text).limit == 0.01);
  }
  for (const char* text : {"loss < 100k EUR", "loss<1e5", "loss < 0.1M", "loss < 100_000 EUR"}) {
    CHECK(parse(text).quantity == Quantity::kLoss);
    CHECK(parse(text).limit == doctest::Approx(1e5).epsilon(1e-15));
    CHECK(parse(text).unit == "EUR");
  }
  CHECK(parse("loss < 2 bn EUR").limit == 2e9);
  CHECK(parse("se(npv) < 1e5").quantity == Quantity::kStandardError);
  CHECK(parse("se( customers ) < 1k").outcome == "customers");
  CHECK(parse("se(roi) < 2 %").limit == 0.02);
  CHECK(parse("  loss < 1 ").text == "loss < 1");
}

TEST_CASE("stop rule: one that cannot be says what is allowed or was meant") {
  const std::string forms = "'p_wrong < 1 %', 'loss < 100k EUR' or 'se(npv) < 1e5'.";
  CHECK(refusal("p_worng < 1 %") ==
        "--until 'p_worng < 1 %': there is no quantity 'p_worng'; did you mean 'p_wrong'?");
  CHECK(refusal("se(nvp) < 1") ==
        "--until 'se(nvp) < 1': there is no outcome 'nvp'; did you mean 'npv'?");
  CHECK(refusal("se(profit) < 1") ==
        "--until 'se(profit) < 1': there is no outcome 'profit'; "
        "there are npv, roi, customers.");
  CHECK(refusal("luck < 1") == "--until 'luck < 1': there is no quantity 'luck'; write " + forms);
  CHECK(refusal("") == "--until '': a rule is a quantity, '<' and a limit: " + forms);
  CHECK(refusal("p_wrong > 1 %").find("a rule is a quantity, '<'") != std::string::npos);
  CHECK(refusal("p_wrong < 50 %") ==
        "--until 'p_wrong < 50 %': p_wrong must be below 50 %: at 50 % a coin would do.");
  CHECK(refusal("loss < 0") == "--until 'loss < 0': the limit must be above 0.");
  CHECK(refusal("loss < -1k") == "--until 'loss < -1k': the limit must be above 0.");
  CHECK(refusal("loss < 1 %") == "--until 'loss < 1 %': the limit is in EUR, not in per cent.");
  CHECK(refusal("se(customers) < 1 EUR") ==
        "--until 'se(customers) < 1 EUR': the limit is in customer, not in EUR.");
  for (const char* number : {"", "k", "nan", "inf", "1e999", "0x10", "1,000", "_1", "1 x", "1 2"})
    CHECK(refusal(std::string("loss < ") + number).find("is not a number such as") !=
          std::string::npos);
}

}  // namespace e2roi::analysis
