#include "engine/scenario/notes.hpp"

#include <algorithm>

#include "engine/core/number_text.hpp"
#include "engine/scenario/input_records.hpp"
#include "engine/scenario/key_records.hpp"

namespace e2roi::scenario {
namespace {

constexpr double kNoticeable = 0.01;  // share of draws beyond one bound that is worth a word

bool is_ever_other_than(double value, const std::vector<Point>& points) {
  return std::any_of(points.begin(), points.end(),
                     [value](const Point& point) { return point.value != value; });
}

bool is_within_horizon(const OneOff& one_off, const Scenario& scenario) {
  return one_off.month >= 0 && one_off.month < scenario.run.months;
}

void note_path(const Path& path, const Scenario& scenario, std::vector<std::string>& notes) {
  const std::string name = "path." + path.id;
  bool has_lever = false, has_cost = false;
  for (std::size_t j = 0; j < kLevers.size(); ++j) {
    const bool is_used = is_ever_other_than(0, path.levers[j]);
    has_lever = has_lever || is_used;
    has_cost = has_cost || (is_used && scenario.company.lever_cost[j] > 0);
  }
  const bool has_staffing = is_ever_other_than(1, path.staffing);
  has_cost = has_cost || std::any_of(path.staffing.begin(), path.staffing.end(),
                                     [](const Point& point) { return point.value > 1; });
  bool has_one_off = false;
  for (const OneOff& one_off : path.one_offs) {
    if (is_within_horizon(one_off, scenario))
      has_one_off = true, has_cost = has_cost || one_off.cost > 0;
    else
      notes.push_back("The one-off of " + name + " in month " + core::number_text(one_off.month) +
                      " is ignored: the run has the months 0 to " +
                      std::to_string(scenario.run.months - 1) + ".");
  }
  if (!has_lever && !has_staffing && !has_one_off)
    notes.push_back(name + " has no levers, no other staffing and no one-offs: it equals stay.");
  else if (!has_cost)
    notes.push_back(name + " costs nothing: its ROI is undefined.");
}

void note_input(const Input& input, std::vector<std::string>& notes) {
  const InputRecord& record = *input.record;
  const std::string name = std::string("inputs.") + record.key;
  if (const auto* triangle = std::get_if<sampling::Triangular>(&input.prior.shape()))
    notes.push_back(name + " = " + input.prior.text() + " is never below " +
                    core::number_text(triangle->low) + " nor above " +
                    core::number_text(triangle->high) +
                    "; where these are meant as 10 % and 90 % quantiles, write triangular(p10: "
                    "..., likely: ..., p90: ...).");
  const bool is_low = input.prior.quantile(kNoticeable) < record.lo;
  const bool is_high = input.prior.quantile(1 - kNoticeable) > record.hi;
  if (is_low || is_high)
    notes.push_back(name + " = " + input.prior.text() + " reaches beyond its range " +
                    bound_text(record.lo) + " to " + bound_text(record.hi) + " [" + record.unit +
                    "]: draws outside are set to its end.");
}

}  // namespace

std::vector<std::string> check_notes(const Scenario& scenario) {
  std::vector<std::string> notes;
  if (!scenario.run.noise && scenario.run.median_inputs && scenario.run.draws > 1)
    notes.push_back("With run.noise = false and run.inputs = \"median\" all " +
                    std::to_string(scenario.run.draws) + " draws are alike: one is enough.");
  for (const Input& input : scenario.inputs)
    if (input.overridden) note_input(input, notes);
  for (const Path& path : scenario.paths) note_path(path, scenario, notes);
  return notes;
}

}  // namespace e2roi::scenario
