#include "engine/analysis/tornado.hpp"
#include "engine/scenario/input_records.hpp"
#include "tools/e2roi/json_writer.hpp"
#include "tools/e2roi/page_data.hpp"

namespace e2roi::program {
namespace {

constexpr std::size_t kMostSwings = 12;

std::string estimate(const analysis::Estimate& of) {
  return JsonObject().add_number("value", of.value).add_number("se", of.standard_error).text();
}

std::string swing_json(const analysis::Swing& swing, const std::string& key) {
  JsonObject object;
  object.add_text("key", key);
  for (const scenario::InputRecord& record : scenario::input_records())
    if (key == record.key) object.add_text("unit", record.unit).add_text("help", record.help);
  return object.add_number("low_value", swing.low_value)
      .add_number("high_value", swing.high_value)
      .add("at_low", estimate(swing.at_low))
      .add("at_high", estimate(swing.at_high))
      .add("share", estimate(swing.share))
      .text();
}

}  // namespace

std::string page_tornado(const std::vector<PagePath>& paths) {
  const core::ResultSet& first = *paths.front().results;
  const core::NamedArray* inputs = first.find("inputs", "value");
  if (inputs == nullptr || first.draws < analysis::kFewestDrawsForTornado) return "null";
  const analysis::Tornado tornado(inputs->values, first.input_keys.size(), first.draws);
  const auto of_path = [&](const PagePath& path) {
    const auto swings = tornado.of(path.values("draws", "npv"), kMostSwings);
    const bool is_stay = path.id == paths.front().id;
    return json_array(is_stay ? std::vector<analysis::Swing>{} : swings,
                      [&](const analysis::Swing& swing) {
                        return swing_json(swing, first.input_keys[swing.input]);
                      });
  };
  return JsonObject().add("paths", json_array(paths, of_path)).text();
}

}  // namespace e2roi::program
