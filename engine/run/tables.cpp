#include "engine/run/tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "engine/core/checksum.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/series_row.hpp"
#include "engine/run/zeros.hpp"
#include "engine/sampling/design.hpp"
#include "engine/scenario/input_records.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;
using model::kOutcomes;
using model::kSeries;
namespace outcome = model::outcome;

constexpr std::size_t kPlainOutcomes = outcome::pv_rung_savings;  ///< the rungs follow them
constexpr std::size_t kRungs = model::kRungs;

bool may_be_undefined(int index) {
  return index == outcome::roi || index == outcome::payback || index == outcome::cancel_month;
}

/// Of the inputs of a block's draws.
std::uint64_t checksum_of(const double* inputs, int draws) {
  const std::span all(inputs, model::kInputs * kBlockDraws);
  if (draws == kBlockDraws) return core::checksum_of(std::as_bytes(all));  // the same, sooner
  core::Checksum sum;
  for (std::size_t id = 0; id < model::kInputs; ++id)
    sum.add(std::as_bytes(all.subspan(id * kBlockDraws, static_cast<std::size_t>(draws))));
  return sum.value();
}

std::size_t size_of(const std::vector<std::size_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

/// An array without its values.
core::NamedArray array_of(const std::string& group, const std::string& name,
                          const std::string& long_name, const std::string& unit,
                          std::vector<std::string> axes, std::vector<std::size_t> shape) {
  return {group, name, long_name, unit, std::move(axes), std::move(shape), {}};
}

}  // namespace

core::ResultSet labelled_results(const scenario::Scenario& scenario, std::uint64_t first_draw) {
  core::ResultSet results;
  results.title = scenario.name;
  results.path_ids = {"stay"};
  results.path_names = {"Stay"};
  for (const scenario::Path& path : scenario.paths) {
    results.path_ids.push_back(path.id);
    results.path_names.push_back(path.name);
  }
  for (int month = 0; month < scenario.run.months; ++month) results.months.push_back(month);
  results.quantiles = scenario.run.quantiles;
  results.rungs = {"savings", "revenue", "loyalty", "people", "collaboration"};
  for (const scenario::InputRecord& record : scenario::input_records())
    results.input_keys.push_back(record.key);
  for (const scenario::BusinessUnit& unit : scenario.company.units)
    results.unit_ids.push_back(unit.id);
  results.labels = {
      {"journey_stage",
       {"traditional", "experimental", "operational", "measurable", "fully engaged"}}};
  results.first_draw = first_draw;
  results.draws = scenario.run.draws;
  results.kept_trajectories = scenario.run.keep_trajectories;
  return results;
}

Tables::Tables(const scenario::Scenario& scenario, const core::ResultSet& labels,
               const Stretch& held, TablesAre purpose)
    : paths_(labels.path_ids.size()),
      months_(labels.months.size()),
      units_(scenario.company.units.size()),
      first_(held.place),
      draws_(held.draws),
      kept_(std::min<std::uint64_t>(labels.kept_trajectories, held.place + held.draws) -
            std::min<std::uint64_t>(labels.kept_trajectories, held.place)),
      first_draw_(labels.first_draw),
      input_sums_(blocks_of(first_draw_ + held.place, held.draws)) {
  if (purpose == TablesAre::kResults) add_values();
  if (kept_ > 0) add_trajectories();
  find_memory();
}

void Tables::add_values() {
  for (std::size_t k = 0; k < kPlainOutcomes; ++k) {
    outcomes_.push_back(array_of("draws", kOutcomes[k].name, kOutcomes[k].meaning,
                                 kOutcomes[k].unit, {"path", "draw"}, {paths_, draws_}));
    outcomes_.back().can_be_undefined = may_be_undefined(static_cast<int>(k));
  }
  outcomes_.push_back(array_of("draws", "pv_rung", "present value of each rung of benefit", "EUR",
                               {"path", "rung", "draw"}, {paths_, kRungs, draws_}));
  inputs_.push_back(array_of("inputs", "value",
                             "value of each uncertain input, in the unit of its record", "1",
                             {"input", "draw"}, {model::kInputs, draws_}));
}

void Tables::add_trajectories() {
  for (const model::QuantityRecord& record : kSeries)
    trajectories_.push_back(array_of("trajectories", record.name, record.meaning, record.unit,
                                     {"path", "month", "draw"}, {paths_, months_, kept_}));
  for (const char* name : {"openness", "empowerment"})
    trajectories_.push_back(array_of(
        "trajectories", std::string("unit_") + name, std::string(name) + " of each business unit",
        "1", {"path", "month", "unit", "draw"}, {paths_, months_, units_, kept_}));
}

/// Room for all arrays is made before the first is filled.
void Tables::find_memory() {
  const std::array all = {&outcomes_, &inputs_, &trajectories_};
  for (std::vector<core::NamedArray>* arrays : all)
    for (core::NamedArray& array : *arrays) array.values = room<double>(size_of(array.shape));
  for (std::vector<core::NamedArray>* arrays : all)
    for (core::NamedArray& array : *arrays) array.values.resize(size_of(array.shape));
}

std::uint64_t& Tables::input_sum(std::uint64_t draw) {
  return input_sums_[draw / kBlockDraws - (first_draw_ + first_) / kBlockDraws];
}

void Tables::sum_inputs(const Piece& piece, const double* inputs) {
  input_sum(piece.first) = checksum_of(inputs, piece.draws);
}

bool Tables::are_same_inputs(const Piece& piece, const double* inputs) {
  return input_sum(piece.first) == checksum_of(inputs, piece.draws);
}

void Tables::put(const Piece& piece, const double* inputs, const double* outcomes) {
  if (!need_values()) return;
  const std::uint64_t at = piece.place - first_;
  const int draws = piece.draws;
  double* const of_inputs = inputs_.front().values.data() + at;
  for (std::size_t id = 0; id < model::kInputs; ++id)
    std::copy_n(inputs + id * kBlockDraws, draws, of_inputs + id * draws_);
  double* const of_rungs = outcomes_[kPlainOutcomes].values.data() + at;
  for (std::size_t path = 0; path < paths_; ++path) {
    const double* rows = outcomes + path * outcome::kCount * kBlockDraws;
    for (std::size_t k = 0; k < kPlainOutcomes; ++k)
      std::copy_n(rows + k * kBlockDraws, draws, outcomes_[k].values.data() + path * draws_ + at);
    for (std::size_t k = 0; k < kRungs; ++k)
      std::copy_n(rows + (kPlainOutcomes + k) * kBlockDraws, draws,
                  of_rungs + (path * kRungs + k) * draws_);
  }
}

void Tables::keep_trajectories(int from, int to, std::uint64_t place, int draws,
                               const double* series, const double* units) {
  const auto rows = static_cast<std::size_t>(to - from) * paths_ * kSeries.size();
  const auto target = [&](core::NamedArray& array, std::size_t index) {
    return array.values.data() + index * kept_ + place - first_;
  };
  std::size_t row = 0;
  for (auto month = static_cast<std::size_t>(from); month < static_cast<std::size_t>(to); ++month)
    for (std::size_t path = 0; path < paths_; ++path) {
      for (std::size_t s = 0; s < kSeries.size(); ++s, ++row)
        SeriesRow(series, rows, row).copy(draws, target(trajectories_[s], path * months_ + month));
      for (std::size_t which = 0; which < 2; ++which)
        for (std::size_t unit = 0; unit < units_; ++unit)
          std::copy_n(std::exchange(units, units + kBlockDraws), draws,
                      target(trajectories_[kSeries.size() + which],
                             (path * months_ + month) * units_ + unit));
    }
}

void Tables::add_parts(const Stretch& stretch, Parts& parts) {
  const std::uint64_t from = std::min<std::uint64_t>(kept_, stretch.place - first_);
  const std::uint64_t to = std::min<std::uint64_t>(kept_, stretch.place - first_ + stretch.draws);
  for (core::NamedArray& array : trajectories_)
    for (std::size_t row = 0; from < to && row < array.values.size(); row += kept_)
      parts.push_back(
          std::as_writable_bytes(std::span(array.values).subspan(row + from, to - from)));
  const std::uint64_t first = first_draw_ + stretch.place;
  parts.push_back(
      std::as_writable_bytes(std::span(&input_sum(first), blocks_of(first, stretch.draws))));
}

void Tables::move_to(core::ResultSet& results) {
  for (std::vector<core::NamedArray>* arrays : {&outcomes_, &inputs_, &trajectories_}) {
    for (core::NamedArray& array : *arrays) results.arrays.push_back(std::move(array));
    arrays->clear();
  }
}

std::optional<BadOutcome> first_undefined_outcome(int paths, int draws, const double* outcomes) {
  std::optional<BadOutcome> first;
  for (int path = 0; path < paths; ++path)
    for (int k = 0; k < outcome::kCount; ++k) {
      if (may_be_undefined(k)) continue;
      const double* row = outcomes + (path * outcome::kCount + k) * kBlockDraws;
      for (int i = 0; i < (first ? first->draw : draws); ++i)
        if (!std::isfinite(row[i])) {
          first = {i, path, kOutcomes[static_cast<std::size_t>(k)].name};
          break;
        }
    }
  return first;
}

std::string not_finite(const scenario::Scenario& scenario, std::uint64_t draw, int path,
                       const std::string& quantity) {
  const bool in_pieces = !sampling::depends_on_draws(sampling::design_named(scenario.run.sampling));
  const std::string id = path == 0 ? "stay" : scenario.paths[static_cast<std::size_t>(path) - 1].id;
  return quantity + " of path '" + id + "' is not a finite number in draw " + std::to_string(draw) +
         (in_pieces ? "; replay that draw alone with: " : "; its draws go together, replay all: ") +
         "e2roi run " + (scenario.file.empty() ? "SCENARIO" : scenario.file) + " --seed " +
         std::to_string(scenario.run.seed) +
         (in_pieces ? " --first-draw " + std::to_string(draw) + " --draws 1 --keep-trajectories 1"
                    : " --draws " + std::to_string(scenario.run.draws));
}

}  // namespace e2roi::run
