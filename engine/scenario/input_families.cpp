#include "engine/scenario/input_families.hpp"

#include "engine/core/number_text.hpp"

namespace e2roi::scenario {
namespace {

using sampling::Distribution;
using Arguments = std::span<const double>;

std::string usage(const Signature& signature) {
  std::string text = signature.family;
  char before = '(';
  for (const char* const name : signature.names) {
    text += before;
    if (before == ',') text += ' ';
    text += name;
    if (!signature.positional) text += ": ...";
    before = ',';
  }
  return text + ")";
}

}  // namespace

const std::vector<Signature>& signatures() {
  static const std::vector<Signature> kSignatures = {
      {"uniform",
       {"low", "high"},
       true,
       0,
       [](Arguments a) { return Distribution::uniform(a[0], a[1]); }},
      {"triangular",
       {"low", "likely", "high"},
       true,
       0,
       [](Arguments a) { return Distribution::triangular(a[0], a[1], a[2]); }},
      {"triangular",
       {"p10", "likely", "p90"},
       false,
       0,
       [](Arguments a) { return Distribution::triangular_p10_p90(a[0], a[1], a[2]); }},
      {"pert",
       {"low", "likely", "high"},
       true,
       0,
       [](Arguments a) { return Distribution::pert(a[0], a[1], a[2]); }},
      {"normal",
       {"mean", "sd"},
       true,
       0,
       [](Arguments a) { return Distribution::normal(a[0], a[1]); }},
      // Two bare numbers could as well be mean and sd, or those of the logarithm.
      {"lognormal",
       {"median", "p90"},
       false,
       0,
       [](Arguments a) { return Distribution::lognormal_p90(a[0], a[1]); }},
      {"beta",
       {"a", "b"},
       true,
       2,
       [](Arguments a) { return Distribution::beta(a[0], a[1], a[2]); }},
      {"beta",
       {"a", "b", "high"},
       true,
       2,
       [](Arguments a) { return Distribution::beta(a[0], a[1], a[2]); }},
      {"metalog",
       {"p10", "p50", "p90"},
       false,
       0,
       [](Arguments a) { return Distribution::p10_p50_p90(a[0], a[1], a[2]); }},
      {"", {"value"}, false, 0, [](Arguments a) { return Distribution::fixed(a[0]); }},
      {"",
       {"low", "high"},
       false,
       0,
       [](Arguments a) { return Distribution::interval(a[0], a[1]); }},
  };
  return kSignatures;
}

std::vector<std::string> families() {
  std::vector<std::string> names;
  for (const Signature& signature : signatures()) {
    const std::string name = signature.family;
    if (!name.empty() && (names.empty() || names.back() != name)) names.push_back(name);
  }
  names.emplace_back("discrete");
  return names;
}

std::string family_usage(std::string_view family) {
  if (family == "discrete") return "discrete(value: probability, ...)";
  std::string text;
  for (const Signature& signature : signatures()) {
    if (family != signature.family) continue;
    text += (text.empty() ? "" : " or ") + usage(signature);
  }
  return text;
}

std::string range_mistake(const Distribution& distribution, const InputRecord& record) {
  const std::string unit = std::string(record.unit) == "1" ? "" : std::string(" ") + record.unit;
  const std::string range =
      core::number_text(record.lo) + " and " + core::number_text(record.hi) + unit;
  if (distribution.is_fixed()) {
    const double value = distribution.quantile(0.5);
    if (value >= record.lo && value <= record.hi) return "";
    return "the number must be between " + range + ", got " + core::number_text(value);
  }
  if (distribution.quantile(1 - 1e-6) >= record.lo && distribution.quantile(1e-6) <= record.hi) {
    return "";
  }
  return "values must be between " + range + ", but fewer than one in a million of " +
         distribution.text() + " are";
}

}  // namespace e2roi::scenario
