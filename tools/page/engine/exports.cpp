// What engine.js calls. Pointers are offsets into the instance's memory; numbers of draws are
// doubles, which JavaScript has and which are exact far beyond any page's draws.
#include <array>
#include <cstdlib>
#include <optional>
#include <string>

#include "engine/analysis/sight.hpp"
#include "engine/core/statistics.hpp"
#include "engine/model/series.hpp"
#include "tools/page/engine/session.hpp"
#include "tools/page/engine/swings.hpp"

#define E2ROI_EXPORT(name) extern "C" __attribute__((export_name(#name)))

namespace {

using namespace e2roi;

std::optional<page::Session> session;
std::optional<page::Swings> swings;
run::Parts parts;
std::string names;

void append_name(const model::QuantityRecord& record, std::size_t place) {
  names += std::string(names.back() == '[' ? "" : ",") + "{\"name\":\"" + record.name +
           "\",\"unit\":\"" + record.unit + "\",\"label\":\"" + record.meaning +
           "\",\"place\":" + std::to_string(place) + "}";
}

std::uint64_t whole(double number) { return static_cast<std::uint64_t>(number); }

}  // namespace

E2ROI_EXPORT(allocate) void* e2roi_allocate(std::size_t bytes) { return std::malloc(bytes); }
E2ROI_EXPORT(release) void e2roi_release(void* memory) { std::free(memory); }

/// {"outcomes": [{name, unit, label, place}…], "series": […]} as JSON: all outcomes in the order of
/// every array, and the series that are shown; `place`: which array it is.
E2ROI_EXPORT(names) const char* e2roi_names() {
  if (names.empty()) {
    names = "{\"outcomes\":[";
    for (std::size_t i = 0; i < model::kOutcomes.size(); ++i) append_name(model::kOutcomes[i], i);
    names += "],\"series\":[";
    for (const int place : page::shown_series()) {
      const auto index = static_cast<std::size_t>(place);
      append_name(model::kSeries[index], index);
    }
    names += "]}";
  }
  return names.c_str();
}

/// Begins with a plan of so many numbers (plan.hpp).
E2ROI_EXPORT(load) void e2roi_load(const double* numbers, std::size_t count) {
  session.reset();
  session.emplace(page::read_plan({numbers, count}));
}
/// Which input's distribution the last error was about, -1 if none's.
E2ROI_EXPORT(input_in_error) int e2roi_input_in_error() { return page::input_being_read(); }
E2ROI_EXPORT(paths) int e2roi_paths() { return session->paths(); }

/// Simulates draws; returns their outcomes, [path][outcome][draw]. pilot: draws 0 … count-1, and
/// learns the ranges; quick: counts nothing.
E2ROI_EXPORT(pilot) const double* e2roi_pilot(double count) {
  session->pilot(whole(count));
  return session->outcomes().data();
}
E2ROI_EXPORT(quick) const double* e2roi_quick(double first, double count) {
  session->quick(whole(first), whole(count));
  return session->outcomes().data();
}
E2ROI_EXPORT(run) const double* e2roi_run(double first, double count) {
  session->run(whole(first), whole(count));
  return session->outcomes().data();
}

/// What was counted, as parts: how many; where each stands; how many bytes it has.
E2ROI_EXPORT(count_parts) std::size_t e2roi_count_parts(double draws) {
  parts = session->parts(whole(draws));
  return parts.size();
}
/// The ranges as parts, to read or to fill.
E2ROI_EXPORT(ranges) std::size_t e2roi_ranges() {
  parts = session->ranges();
  return parts.size();
}
E2ROI_EXPORT(part) void* e2roi_part(std::size_t index) { return parts[index].data(); }
E2ROI_EXPORT(part_bytes) std::size_t e2roi_part_bytes(std::size_t index) {
  return parts[index].size();
}
E2ROI_EXPORT(clear) void e2roi_clear() { session->clear(); }
E2ROI_EXPORT(add_to_total) void e2roi_add_to_total() { session->add_to_total(); }

/// Fans of all that was added, so many draws; array 3 s + 0, 1, 2 of series s: quantiles
/// [path][month][quantile], means [path][month], standard deviations.
E2ROI_EXPORT(finish) void e2roi_finish(double draws) { session->finish(whole(draws)); }
E2ROI_EXPORT(array) const double* e2roi_array(std::size_t index) {
  return session->array(index).data();
}
E2ROI_EXPORT(draws_at_stage) double e2roi_draws_at_stage(int month, int path, int stage) {
  return static_cast<double>(session->draws_at_stage(month, path, stage));
}

/// Statistics of `count` values at `values`, written over them: share defined, mean, sd, standard
/// error, then each quantile, then each one's standard error.
E2ROI_EXPORT(statistics) void e2roi_statistics(double* values, std::size_t count, double* to) {
  const core::Statistics all = core::statistics({values, count}, session->quantiles());
  for (const double value : {all.share_defined, all.mean, all.sd, all.standard_error})
    *to++ = value;
  for (const double value : all.quantiles) *to++ = value;
  for (const double value : all.quantile_standard_errors) *to++ = value;
}

/// Which inputs an outcome swings with: begin, draw the inputs of all draws, order them by each,
/// ask.
E2ROI_EXPORT(swings_begin) void e2roi_swings_begin(double draws) {
  swings.reset();  // before there is another
  swings.emplace(*session, whole(draws));
}
E2ROI_EXPORT(swings_draw) void e2roi_swings_draw(double first, double count) {
  swings->draw(*session, whole(first), whole(count));
}
E2ROI_EXPORT(swings_order) void e2roi_swings_order(std::size_t input) { swings->order(input); }
/// Low value, high value, mean and standard error at low and at high, share and its standard error;
/// nullptr for an input that is the same in all draws.
E2ROI_EXPORT(swing)
const double* e2roi_swing(std::size_t input, const double* outcome, std::size_t draws) {
  static std::array<double, 8> numbers;
  const auto found = swings->of(input, {outcome, draws});
  if (!found) return nullptr;
  const analysis::Estimate &low = found->at_low, &high = found->at_high, &share = found->share;
  numbers = {found->low_value, found->high_value,   low.value,   low.standard_error,
             high.value,       high.standard_error, share.value, share.standard_error};
  return numbers.data();
}
/// Share of a rung that leaders see after `months` of measuring, from the inputs of `draws` draws.
E2ROI_EXPORT(share_seen)
double e2roi_share_seen(std::size_t visible, std::size_t half_life, double draws, double months) {
  const auto of = [&](std::size_t input) { return swings->values(input, whole(draws)); };
  return analysis::share_seen(of(visible), of(half_life), months);
}
