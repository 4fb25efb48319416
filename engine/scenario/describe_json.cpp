#include "engine/core/json.hpp"
#include "engine/scenario/describe.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"
#include "engine/scenario/sections.hpp"

namespace e2roi::scenario {
namespace {

using core::json_number;
using core::json_string;

std::string flag(bool value) { return value ? "true" : "false"; }

std::string input_json(const Input& input) {
  const InputRecord& record = *input.record;
  const auto [mean, p10, p50, p90] = summary_of(input);
  return "{\"key\":" + json_string(record.key) + ",\"id\":" + std::to_string(record.id) +
         ",\"unit\":" + json_string(record.unit) +
         ",\"distribution\":" + json_string(input.prior.text()) +
         ",\"overridden\":" + flag(input.overridden) + ",\"prior\":" + json_string(record.prior) +
         ",\"mean\":" + json_number(mean) + ",\"p10\":" + json_number(p10) +
         ",\"p50\":" + json_number(p50) + ",\"p90\":" + json_number(p90) +
         ",\"lo\":" + json_number(record.lo) + ",\"hi\":" + json_number(record.hi) +
         ",\"source\":" + json_string(input.overridden ? input.source : record.source) +
         ",\"assumption\":" + flag(!input.overridden && record.is_assumption()) +
         ",\"note\":" + json_string(input.note) + ",\"help\":" + json_string(record.help) + "}";
}

std::string key_json(const KeyRecord& record) {
  return "{\"key\":" + json_string(record.key) + ",\"type\":" + json_string(type_of(record)) +
         ",\"unit\":" + json_string(record.unit) + ",\"limits\":" + json_string(limits_of(record)) +
         ",\"required\":" + flag(record.required) +
         ",\"default\":" + json_string(record.default_toml) +
         ",\"source\":" + json_string(record.source) + ",\"help\":" + json_string(record.help) +
         "}";
}

}  // namespace

std::string describe_json(std::span<const Input> inputs) {
  std::string text = "{\"format\":\"e2roi-describe-1\",\"inputs\":[";
  for (const Input& input : inputs) text += (text.back() == '[' ? "" : ",") + input_json(input);
  text += "],\"keys\":[";
  for (const KeyRecord& record : key_records())
    text += (text.back() == '[' ? "" : ",") + key_json(record);
  return text + "]}\n";
}

}  // namespace e2roi::scenario
