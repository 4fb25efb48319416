#include "engine/study/knobs.hpp"

#include <algorithm>
#include <array>

namespace e2roi::study {
namespace {

constexpr std::array<const char*, 8> kKnobs = {"listening", "openness",  "empowerment",
                                               "tooling",   "weaving",   "staffing",
                                               "response",  "commitment"};

bool scales_lever(std::string_view knob, std::size_t lever) {
  const std::string_view name = scenario::kLevers[lever];
  return knob == name || (knob == "response" && name == "tooling");
}

bool scales_staffing(std::string_view knob) { return knob == "staffing" || knob == "response"; }

}  // namespace

std::span<const char* const> knobs() { return kKnobs; }

bool is_knob(std::string_view name) {
  return std::find(kKnobs.begin(), kKnobs.end(), name) != kKnobs.end();
}

void turn(scenario::Path& path, std::string_view knob, double factor) {
  for (std::size_t lever = 0; lever < path.levers.size(); ++lever)
    if (scales_lever(knob, lever))
      for (scenario::Point& point : path.levers[lever])
        point.value = std::clamp(point.value * factor, 0.0, 1.0);
  if (scales_staffing(knob) && factor != 1)  // 1 + (m - 1) is not m to the last bit
    for (scenario::Point& point : path.staffing)
      point.value = std::clamp(1 + (point.value - 1) * factor, 0.05, 20.0);
  if (knob == "commitment") path.commitment = std::clamp(path.commitment * factor, 0.0, 1.0);
}

bool has_effect(const scenario::Path& path, std::string_view knob) {
  for (std::size_t lever = 0; lever < path.levers.size(); ++lever)
    if (scales_lever(knob, lever))
      for (const scenario::Point& point : path.levers[lever])
        if (point.value != 0) return true;
  if (scales_staffing(knob))
    for (const scenario::Point& point : path.staffing)
      if (point.value != 1) return true;
  return knob == "commitment" && path.commitment > 0;
}

bool overlap(std::string_view knob, std::string_view other) {
  if (knob == other) return true;
  for (std::size_t lever = 0; lever < scenario::kLevers.size(); ++lever)
    if (scales_lever(knob, lever) && scales_lever(other, lever)) return true;
  return scales_staffing(knob) && scales_staffing(other);
}

}  // namespace e2roi::study
