#include "engine/run/run.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/core/outcome.hpp"
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/first_failure.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/parallel.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/run_fans.hpp"
#include "engine/run/saved_stretch.hpp"
#include "engine/run/tables.hpp"
#include "engine/run/threads.hpp"
#include "engine/run/workspace.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;
namespace outcome = model::outcome;
namespace series = model::series;

class Run {
 public:
  /// held     what of the run is to be kept in memory
  /// purpose  results() or keep()
  Run(const scenario::Scenario& scenario, const Options& options, const Stretch& held,
      TablesAre purpose)
      : scenario_(scenario),
        options_(options),
        held_(held),
        threads_(options.threads > 0 ? options.threads : default_threads()),
        prepared_(company_of(scenario), paths_of(scenario), horizon_of(scenario)),
        sampler_(scenario),
        kernel_(model::best_kernel()),
        shape_(shape_of(scenario)),
        stretch_(stretch_of(shape_)),
        labels_(labelled_results(scenario, options.first_draw)),
        tables_(scenario, labels_, held, purpose),
        fans_(scenario, shape_, kernel_.level, held),
        began_(std::chrono::steady_clock::now()) {}

  /// Does a stretch of what is held: loads it from the store, or simulates it and saves it.
  void add(const Stretch& stretch, StretchStore* store, bool is_last) {
    in_arena([&] {
      if (store != nullptr && load(stretch, *store)) return;
      std::optional<SavedStretch> saved;
      if (store != nullptr && !is_last)
        saved.emplace(*store, stretch, options_.first_draw, shape_.paths);
      simulate(stretch, saved ? &*saved : nullptr);
      if (saved) saved->finish(parts(stretch));
      if (!is_last) fans_.set_aside();
    });
  }

  /// To be called before the first stretch is done of what is held: all of it goes to the store.
  void begin_keeping(StretchStore& store) {
    kept_.emplace(store, held_, options_.first_draw, shape_.paths);
  }
  /// To be called when all of it is done.
  void end_keeping() {
    in_arena([&] { kept_->finish(parts(held_)); });
  }

  /// To be called once, when all that is held is done: what there is by draw.
  core::ResultSet draws() {
    tables_.move_to(labels_);
    return std::move(labels_);
  }

  /// To be called once, when the whole run is held and done.
  core::ResultSet results() {
    core::ResultSet results = std::move(labels_);
    in_arena([&] {
      append(results.arrays, fans_.arrays(scenario_.run.quantiles));
      tables_.move_to(results);
      append(results.arrays, core::outcome_arrays(results, [](std::size_t count, const auto& body) {
               for_each_index(0, count, 1, body);
             }));
    });
    results.provenance.emplace_back("sampling", scenario_.run.sampling);
    results.provenance.emplace_back("series_quantiles", fans_.method());
    return results;
  }

 private:
  /// What came of loading a stretch: all of it, or nothing, because it was damaged or another
  /// machine's.
  enum class Loaded { kAll, kDamaged, kOther };

  /// As many threads as asked for, also where the machine has fewer cores.
  template <class Body>
  void in_arena(const Body& body) const {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads_));
    tbb::task_arena(threads_).execute(body);
  }

  /// What is to be saved of a stretch that was just simulated, or of all that is held.
  Parts parts(const Stretch& stretch) {
    Parts parts;
    tables_.add_parts(stretch, parts);
    fans_.add_parts(stretch, parts);
    return parts;
  }

  bool load(const Stretch& stretch, StretchStore& store) {
    Parts parts;
    tables_.add_parts(stretch, parts);
    fans_.add_parts_to_load(stretch, parts);
    const std::unique_ptr<StretchReader> reader = store.load(stretch, parts);
    if (!reader) return false;
    const Loaded loaded = fans_.can_add_loaded() ? load_blocks(stretch, *reader) : Loaded::kOther;
    if (loaded == Loaded::kOther) store.other_machine(stretch);
    if (loaded != Loaded::kAll) return false;
    fans_.add_loaded();
    progress_.draws_done += stretch.draws;
    progress_.loaded += stretch.draws;
    return true;
  }

  static void append(std::vector<core::NamedArray>& to, std::vector<core::NamedArray> from) {
    for (core::NamedArray& array : from) to.push_back(std::move(array));
  }

  Workspace new_workspace() const {
    std::size_t rows = 0, units = 0;  // of a stretch of months
    if (fans_.are_wanted() || scenario_.run.keep_trajectories > 0)
      rows = shape_.row(stretch_, 0, 0);
    if (scenario_.run.keep_trajectories > 0)
      units =
          static_cast<std::size_t>(stretch_ * shape_.paths * 2) * scenario_.company.units.size();
    // A run of few draws touches no more than their packs; a pilot has whole blocks.
    const std::size_t draws = std::min(shape_.draws, std::size_t{kBlockDraws});
    const std::size_t packs = (draws + model::kSeriesLanes - 1) / model::kSeriesLanes;
    return run::new_workspace(
        prepared_.view(),
        rows * model::kSeriesLanes * (keeps_every_value(shape_) ? packs : model::kSeriesPacks),
        units * kBlockDraws);
  }
  Workspace& own_workspace() {
    bool exists = false;
    Workspace& space = workspaces_.local(exists);
    if (!exists) space = new_workspace();
    return space;
  }

  void draw_inputs(const Piece& piece, Workspace& space) const {
    // The kernel works in whole packs: it reads inputs up to the next multiple of eight.
    const int padded = (piece.draws + core::kPackLanes - 1) / core::kPackLanes * core::kPackLanes;
    sampler_.fill(piece.first, padded, space.inputs.data());
  }

  /// Of inputs that were drawn just now, where what comes of them is to be kept.
  void sum_inputs(const Piece& piece, const Workspace& space, const SavedStretch* saved) {
    if (saved != nullptr || kept_) tables_.sum_inputs(piece, space.inputs.data());
  }

  /// Brings the outcomes of a stretch back and draws its inputs again.
  Loaded load_blocks(const Stretch& stretch, StretchReader& reader) {
    const std::vector<Piece> pieces = pieces_of(options_.first_draw, stretch);
    std::atomic<bool> are_right = true, are_same = true;
    for_each_index(0, pieces.size(), 1, [&](std::size_t i) {
      if (!are_right || !are_same) return;
      Workspace& space = own_workspace();
      if (!reader.get(i, space.outcomes)) {
        are_right = false;
        return;
      }
      if (kept_) kept_->put(pieces[i], space.outcomes);
      if (!tables_.need_values()) return;
      draw_inputs(pieces[i], space);
      tables_.put(pieces[i], space.inputs.data(), space.outcomes.data());
      if (!tables_.are_same_inputs(pieces[i], space.inputs.data())) are_same = false;
    });
    return !are_right ? Loaded::kDamaged : !are_same ? Loaded::kOther : Loaded::kAll;
  }

  /// How many draws of a piece leave their trajectories.
  int kept_of(const Piece& piece) const {
    const std::uint64_t kept = scenario_.run.keep_trajectories;
    if (piece.place >= kept) return 0;
    return static_cast<int>(
        std::min<std::uint64_t>(kept - piece.place, static_cast<std::uint64_t>(piece.draws)));
  }

  /// Months from … to-1 of a piece.
  void simulate_months(const Piece& piece, Workspace& space, int from, int to) {
    const int kept = kept_of(piece);
    const bool has_series = fans_.are_wanted() || kept > 0;
    kernel_.simulate({&prepared_.view(), space.inputs.data(), piece.first, piece.draws,
                      space.scratch.get(), from, to, has_series ? space.series.data() : nullptr,
                      kept > 0 ? space.units.data() : nullptr, space.outcomes.data()});
  }
  void keep_trajectories(const Piece& piece, const Workspace& space, int from, int to) {
    if (const int kept = kept_of(piece); kept > 0)
      tables_.keep_trajectories(from, to, piece.place, kept, space.series.data(),
                                space.units.data());
  }

  /// Simulates the pilot, all its blocks a stretch of months at a time: a row's range needs all of
  /// its pilot values together. Where `is_part`, the pilot is the first draws of the run, and done
  /// with that.
  void simulate_pilot(bool is_part, const SavedStretch* saved) {
    const std::vector<Piece> pieces = pieces_of(0, {0, kPilotDraws});
    std::array<Workspace, kPilotBlocks - 1> others;
    std::array<Workspace*, kPilotBlocks> spaces{&own_workspace()};
    for (std::size_t i = 1; i < kPilotBlocks; ++i) *(spaces[i] = &others[i - 1]) = new_workspace();
    std::array<const double*, kPilotBlocks> series{};
    for (std::size_t i = 0; i < kPilotBlocks; ++i) series[i] = spaces[i]->series.data();
    fans_.begin_ranges();
    for (int from = 0; from < shape_.months; from += stretch_) {
      const int to = std::min(from + stretch_, shape_.months);
      for_each_index(0, pieces.size(), 1, [&](std::size_t i) {
        if (from == 0) draw_inputs(pieces[i], *spaces[i]);
        if (from == 0 && is_part) sum_inputs(pieces[i], *spaces[i], saved);
        simulate_months(pieces[i], *spaces[i], from, to);
        if (is_part) keep_trajectories(pieces[i], *spaces[i], from, to);
      });
      const std::size_t first = shape_.row(from, 0, 0), rows = shape_.row(to, 0, 0) - first;
      if (fans_.learn(first, rows, series, is_part)) continue;
      for (std::size_t i = 0; i < pieces.size(); ++i)
        report_series(pieces[i], first, rows, series[i]);
    }
    fans_.end_of_pilot(is_part);
    for (std::size_t i = 0; is_part && i < pieces.size(); ++i) put(pieces[i], *spaces[i], saved);
  }

  void simulate(const Stretch& stretch, const SavedStretch* saved) {
    const std::vector<Piece> pieces = pieces_of(options_.first_draw, stretch);
    std::size_t done = 0;
    if (fans_.need_ranges()) {
      const bool is_part = options_.first_draw + stretch.place == 0 && stretch.draws >= kPilotDraws;
      simulate_pilot(is_part, saved);
      if (is_part) done = kPilotBlocks;
    }
    for_each_index(done, pieces.size(), 1, [&](std::size_t i) {
      const bool stopped = options_.stop != nullptr && *options_.stop;
      if (stopped || failure_.is_before(pieces[i].first)) return;
      simulate_piece(pieces[i], own_workspace(), saved);
    });
    failure_.raise();
    if (options_.stop != nullptr && *options_.stop) throw Stopped();
  }

  void simulate_piece(const Piece& piece, Workspace& space, const SavedStretch* saved) {
    const bool has_series = fans_.are_wanted() || kept_of(piece) > 0;
    const int stretch = has_series ? stretch_ : shape_.months;
    draw_inputs(piece, space);
    sum_inputs(piece, space, saved);
    for (int from = 0; from < shape_.months; from += stretch) {
      const int to = std::min(from + stretch, shape_.months);
      simulate_months(piece, space, from, to);
      if (fans_.are_wanted()) add_to_fans(piece, space, from, to);
      keep_trajectories(piece, space, from, to);
    }
    fans_.end_of_block();
    put(piece, space, saved);
  }

  void add_to_fans(const Piece& piece, const Workspace& space, int from, int to) {
    const std::size_t first = shape_.row(from, 0, 0), rows = shape_.row(to, 0, 0) - first;
    if (!fans_.add(first, rows, piece.place, space.series.data(), piece.draws))
      report_series(piece, first, rows, space.series.data());
  }

  /// Puts what a piece leaves by draw to its place, and to where its stretch and all that is held
  /// are kept.
  void put(const Piece& piece, Workspace& space, const SavedStretch* saved) {
    tables_.put(piece, space.inputs.data(), space.outcomes.data());
    if (saved != nullptr) saved->put(piece, space.outcomes);
    if (kept_) kept_->put(piece, space.outcomes);
    if (const auto bad =
            first_undefined_outcome(shape_.paths, piece.draws, space.outcomes.data())) {
      const std::uint64_t draw = piece.first + static_cast<std::uint64_t>(bad->draw);
      failure_.report(draw,
                      not_finite(scenario_, draw, bad->path, std::string("outcome ") + bad->name));
    }
    report(piece, space);
  }

  void report_series(const Piece& piece, std::size_t first, std::size_t rows,
                     const double* series) {
    for (std::size_t row = 0; row < rows; ++row)
      report_row(piece, first + row, SeriesRow(series, rows, row));
  }

  void report_row(const Piece& piece, std::size_t row, const SeriesRow& values) {
    const auto per_path = static_cast<std::size_t>(series::kCount);
    for (int i = 0; i < piece.draws; ++i)
      if (!std::isfinite(values[i])) {
        const std::uint64_t draw = piece.first + static_cast<std::uint64_t>(i);
        const auto path = static_cast<int>(row / per_path % static_cast<std::size_t>(shape_.paths));
        failure_.report(draw,
                        not_finite(scenario_, draw, path,
                                   std::string("series ") + model::kSeries[row % per_path].name));
        return;
      }
  }

  void report(const Piece& piece, const Workspace& space) {
    if (!options_.progress) return;
    const std::size_t path = shape_.paths > 1 ? 1 : 0;
    const double* npv =
        space.outcomes.data() + (path * outcome::kCount + outcome::npv) * kBlockDraws;
    const std::lock_guard lock(progress_mutex_);
    for (int i = 0; i < piece.draws; ++i) {
      sum_ += npv[i];
      sum_square_ += npv[i] * npv[i];
    }
    Progress& now = progress_;
    now.draws_done += static_cast<std::uint64_t>(piece.draws);
    now.draws = held_.draws;
    now.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    const auto n = static_cast<double>(now.draws_done - now.loaded);
    now.headline = sum_ / n;
    now.headline_error =
        std::sqrt(std::max(sum_square_ / n - now.headline * now.headline, 0.0) / n);
    options_.progress(now);
  }

  const scenario::Scenario& scenario_;
  const Options& options_;
  const Stretch held_;
  const int threads_;
  const model::PreparedSetting prepared_;
  const InputSampler sampler_;
  const model::Kernel& kernel_;
  const FanShape shape_;
  const int stretch_;
  core::ResultSet labels_;
  Tables tables_;
  RunFans fans_;
  const std::chrono::steady_clock::time_point began_;

  tbb::enumerable_thread_specific<Workspace> workspaces_;
  std::optional<SavedStretch> kept_;  ///< all that is held, where it goes to a store
  FirstFailure failure_;
  std::mutex progress_mutex_;
  Progress progress_;
  double sum_ = 0, sum_square_ = 0;  ///< of the headline, for progress only: order may vary
};

}  // namespace

core::ResultSet run(const scenario::Scenario& scenario, const Options& options) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large(scenario, options.threads);
  const Stretch whole{0, scenario.run.draws};
  Run run(scenario, options, whole, TablesAre::kResults);
  run.add(whole, nullptr, true);
  return run.results();
}

core::ResultSet run(const scenario::Scenario& scenario, const Options& options,
                    const std::vector<Stretch>& stretches, StretchStore& store) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large(scenario, options.threads);
  Run run(scenario, options, {0, scenario.run.draws}, TablesAre::kResults);
  for (const Stretch& stretch : stretches) run.add(stretch, &store, stretch == stretches.back());
  return run.results();
}

core::ResultSet draws_of(const scenario::Scenario& scenario, const Options& options,
                         const Stretch& stretch) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large(scenario, options.threads, stretch.draws);
  Run run(scenario, options, stretch, TablesAre::kResults);
  run.add(stretch, nullptr, true);
  return run.draws();
}

void run_stretch(const scenario::Scenario& scenario, const Options& options, const Stretch& stretch,
                 StretchStore& store, std::vector<Stretch> pieces, StretchStore* checkpoints) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large_to_keep(scenario, options.threads, stretch.draws);
  if (pieces.empty()) pieces = {stretch};
  Run run(scenario, options, stretch, TablesAre::kParts);
  run.begin_keeping(store);
  for (const Stretch& piece : pieces) run.add(piece, checkpoints, piece == pieces.back());
  run.end_keeping();
}

}  // namespace e2roi::run
