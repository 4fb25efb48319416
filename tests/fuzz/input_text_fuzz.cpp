#include <array>
#include <cmath>

#include "engine/scenario/input_text.hpp"
#include "engine/scenario/units.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace e2roi;

/// One input of each kind of unit: month, hour, share, rate, money, and one that may be negative.
constexpr std::array<const char*, 6> kKeys = {
    "culture.openness_half_life", "response.tolerance_hours", "response.heard_offline",
    "loyalty.churn_base",         "finance.margin",           "market.rival_midpoint"};

void check_distribution(const sampling::Distribution& read, const scenario::InputRecord& record) {
  double before = -HUGE_VAL;
  for (const double u : {0x1p-53, 0.1, 0.5, 0.9, 1 - 0x1p-53}) {
    const double value = read.quantile(u);
    fuzz::check(!std::isnan(value), "a quantile is no number");
    fuzz::check(value >= before, "the quantiles fall");
    before = value;
  }
  const std::string text = read.text();
  const sampling::Distribution again = scenario::parse_input(text, record);
  fuzz::check(again.text() == text, "what text() writes is read as another distribution");
}

}  // namespace

// Any text as an uncertain input, and as a unit.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  const char* unit = scenario::find_input(kKeys[size % kKeys.size()])->unit;
  if (!scenario::unit_change(text, unit)) scenario::unit_mistake(text, unit);
  for (const char* key : kKeys) {
    const scenario::InputRecord& record = *scenario::find_input(key);
    try {
      check_distribution(scenario::parse_input(text, record), record);
    } catch (const scenario::InputTextError& error) {
      fuzz::check(error.offset <= size, "a mistake stands behind the text's end");
    }
  }
  return 0;
}
