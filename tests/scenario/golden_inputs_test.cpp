#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/random/words.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/input_text.hpp"

namespace e2roi::scenario {
namespace {

using nlohmann::json;
using sampling::Distribution;

/// An override as the golden data writes it: a number, or [family, arguments].
Distribution overridden(const json& value) {
  if (value.is_number()) return Distribution::fixed(value);
  const std::string family = value[0];
  const double a = value[1], b = value[2];
  if (family == "uni") return Distribution::uniform(a, b);
  if (family == "norm") return Distribution::normal(a, b);
  if (family == "logn") return Distribution::lognormal_p90(a, a * b);
  if (family == "beta") return Distribution::beta(a, b);
  return Distribution::triangular(a, b, value[3]);
}

/// The uniform number of an input, by MODEL.md, noise.
double uniform_of(std::uint64_t seed, std::uint64_t draw, int id) {
  const auto lanes = random::block_of<std::uint64_t>(seed, draw, random::kInputsMonth,
                                                     static_cast<std::uint64_t>(id) / 4);
  return random::uniform_of_lane<double>(lanes[static_cast<std::size_t>(id) % 4]);
}

}  // namespace

TEST_CASE("golden inputs: every input of every golden draw is reproduced") {
  int compared = 0;
  for (const char* const name : {"bank_noisy", "bank_quiet", "chain_noisy", "shop_noisy"}) {
    std::ifstream stream(std::string(E2ROI_TESTS "/golden/") + name + ".json");
    const json golden = json::parse(stream);
    for (const InputRecord& record : input_records()) {
      CAPTURE(record.key);
      const json& expected = golden["inputs"][record.key];
      const Distribution distribution = golden["overrides"].contains(record.key)
                                            ? overridden(golden["overrides"][record.key])
                                            : parse_input(record.prior, record);
      for (std::size_t i = 0; i < golden["draws"].size(); ++i) {
        const double u = uniform_of(golden["seed"], golden["draws"][i], record.id);
        const double got = std::clamp(distribution.quantile(u), record.lo, record.hi);
        const double value = expected[i];
        CHECK(std::abs(got - value) <= 1e-12 * std::abs(value));
        ++compared;
      }
    }
  }
  CHECK(compared == 109 * (4 + 2 + 4 + 2));
}

}  // namespace e2roi::scenario
