#include "engine/run/run.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/core/outcome.hpp"
#include "engine/core/real.hpp"
#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/fans.hpp"
#include "engine/run/first_failure.hpp"
#include "engine/run/inputs.hpp"
#include "engine/run/parallel.hpp"
#include "engine/run/plan.hpp"
#include "engine/run/tables.hpp"
#include "engine/run/threads.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;
namespace outcome = model::outcome;
namespace series = model::series;

/// A thread's memory, allocated once.
struct Workspace {
  std::unique_ptr<void, decltype(&std::free)> scratch{nullptr, &std::free};
  std::vector<double> inputs, series, units, outcomes;
  std::optional<FanCounts> counts;
};

class Run {
 public:
  /// held  what of the run is to be kept in memory
  Run(const scenario::Scenario& scenario, const Options& options, const Stretch& held)
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
        tables_(scenario, labels_, held),
        began_(std::chrono::steady_clock::now()) {
    if (scenario.run.fans && keeps_every_value(shape_)) exact_.emplace(shape_, held);
  }

  /// Does a stretch of what is held: loads it from the store, or simulates it and saves it.
  void add(const Stretch& stretch, StretchStore* store, bool is_last) {
    in_arena([&] {
      if (store != nullptr && load(stretch, *store)) return;
      if (counts() && !ranges_) learn_ranges();
      simulate(stretch);
      if (store != nullptr && !is_last) store->save(stretch, parts(stretch));
      if (!is_last) set_counts_aside();
    });
  }

  /// The one stretch that is held, to be saved when all of it is done.
  void keep(StretchStore& store) {
    in_arena([&] { store.save(held_, parts(held_)); });
  }

  /// To be called once, when the whole run is held and done.
  core::ResultSet results() {
    core::ResultSet results = std::move(labels_);
    in_arena([&] {
      if (exact_) append(results.arrays, exact_->arrays(scenario_.run.quantiles));
      if (counts()) append(results.arrays, total_counts().arrays(scenario_.run.quantiles));
      tables_.move_to(results);
      append(results.arrays, core::outcome_arrays(results, [](std::size_t count, const auto& body) {
               for_each_index(0, count, 1, body);
             }));
    });
    results.provenance.emplace_back("sampling", scenario_.run.sampling);
    results.provenance.emplace_back("series_quantiles", !scenario_.run.fans         ? kNone
                                                        : keeps_every_value(shape_) ? kExact
                                                                                    : kBinned);
    return results;
  }

 private:
  static constexpr const char* kNone = "none: run.fans is false";
  static constexpr const char* kExact = "exact";
  static constexpr const char* kBinned =
      "binned: 252 bins between the least and greatest value of draws 0 to 511, equal in the value "
      "or, where tails reach far, in its signed octaves; a quantile between those errs by at "
      "most "
      "its bin";

  /// As many threads as asked for, also where the machine has fewer cores.
  template <class Body>
  void in_arena(const Body& body) const {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads_));
    tbb::task_arena(threads_).execute(body);
  }

  /// Whether series are counted into bins.
  bool counts() const { return scenario_.run.fans && !exact_; }

  FanCounts new_counts() const { return {shape_, *ranges_, tally_for(kernel_.level)}; }

  /// What is to be saved of a stretch that was just simulated, or of all that is held.
  Parts parts(const Stretch& stretch) {
    Parts parts;
    tables_.add_parts(stretch, parts);
    if (exact_) exact_->add_parts(stretch, parts);
    if (counts()) {
      ranges_->add_parts(parts);
      (stretch == held_ ? total_counts() : workspace_counts()).add_parts(stretch, parts);
    }
    return parts;
  }

  /// Counts of another process add up with ours only if it has the same bins.
  bool load(const Stretch& stretch, StretchStore& store) {
    Parts parts;
    tables_.add_parts(stretch, parts);
    if (exact_) exact_->add_parts(stretch, parts);
    if (!counts()) return note_loaded(stretch, store.load(stretch, parts));
    if (!loaded_ranges_) loaded_ranges_.emplace(shape_);
    if (!loaded_) loaded_.emplace(shape_, *loaded_ranges_, tally_for(kernel_.level));
    loaded_->clear();
    loaded_ranges_->add_parts(parts);
    loaded_->add_parts(stretch, parts);
    if (!store.load(stretch, parts)) return false;
    if (!ranges_) ranges_ = loaded_ranges_;
    if (!ranges_->same_bits(*loaded_ranges_)) {
      store.other_bins(stretch);
      return false;
    }
    if (!sum_counts_) sum_counts_.emplace(new_counts());
    sum_counts_->add(*loaded_);
    return note_loaded(stretch, true);
  }

  bool note_loaded(const Stretch& stretch, bool is_loaded) {
    if (!is_loaded) return false;
    progress_.draws_done += stretch.draws;
    progress_.loaded += stretch.draws;
    return true;
  }

  /// Adds what the threads have counted to the sum, so that they can begin anew.
  void set_counts_aside() {
    if (!counts()) return;
    if (!sum_counts_) sum_counts_.emplace(new_counts());
    sum_counts_->add(workspace_counts());
    for (Workspace& space : workspaces_) space.counts->clear();
  }

  static void append(std::vector<core::NamedArray>& to, std::vector<core::NamedArray> from) {
    for (core::NamedArray& array : from) to.push_back(std::move(array));
  }

  Workspace new_workspace(bool counts) const {
    const model::Setting& setting = prepared_.view();
    Workspace space;
    const std::size_t bytes = (kernel_.scratch_bytes(setting) + 63) / 64 * 64;
    space.scratch.reset(std::aligned_alloc(64, bytes));
    if (space.scratch == nullptr) throw std::bad_alloc();
    const auto paths = static_cast<std::size_t>(shape_.paths);
    space.inputs.resize(model::kInputs * kBlockDraws);
    if (scenario_.run.fans || scenario_.run.keep_trajectories > 0) {
      // A run of few draws touches no more than their packs; a pilot has whole blocks.
      const std::size_t draws = std::min(shape_.draws, std::size_t{kBlockDraws});
      const std::size_t packs = (draws + model::kSeriesLanes - 1) / model::kSeriesLanes;
      space.series.resize(static_cast<std::size_t>(stretch_) * paths * series::kCount *
                          model::kSeriesLanes *
                          (keeps_every_value(shape_) ? packs : model::kSeriesPacks));
    }
    if (scenario_.run.keep_trajectories > 0)
      space.units.resize(static_cast<std::size_t>(stretch_) * paths * 2 *
                         scenario_.company.units.size() * kBlockDraws);
    space.outcomes.resize(paths * outcome::kCount * kBlockDraws);
    if (counts) space.counts.emplace(new_counts());
    return space;
  }

  void draw_inputs(const Piece& piece, Workspace& space) const {
    // The kernel works in whole packs: it reads inputs up to the next multiple of eight.
    const int padded = (piece.draws + core::kPackLanes - 1) / core::kPackLanes * core::kPackLanes;
    sampler_.fill(piece.first, padded, space.inputs.data());
  }

  /// What a stretch of months leaves besides outcomes.
  struct Wanted {
    bool series, units;
  };
  void simulate_stretch(const Piece& piece, Workspace& space, Wanted wanted, int from,
                        int to) const {
    kernel_.simulate({&prepared_.view(), space.inputs.data(), piece.first, piece.draws,
                      space.scratch.get(), from, to, wanted.series ? space.series.data() : nullptr,
                      wanted.units ? space.units.data() : nullptr, space.outcomes.data()});
  }

  /// Simulates the pilot, all its blocks a stretch of months at a time: a row's range needs all of
  /// its pilot values together.
  void learn_ranges() {
    const std::vector<Piece> pieces = pieces_of(0, {0, kPilotDraws});
    std::vector<Workspace> spaces;
    for (std::size_t i = 0; i < pieces.size(); ++i) spaces.push_back(new_workspace(false));
    ranges_.emplace(shape_);
    for (int from = 0; from < shape_.months; from += stretch_) {
      const int to = std::min(from + stretch_, shape_.months);
      for_each_index(0, pieces.size(), 1, [&](std::size_t i) {
        if (from == 0) draw_inputs(pieces[i], spaces[i]);
        simulate_stretch(pieces[i], spaces[i], {true, false}, from, to);
      });
      const std::size_t first = shape_.row(from, 0, 0), last = shape_.row(to, 0, 0);
      for_each_index(first, last, kRowsAtOnce, [&](std::size_t row) {
        if (shape_.original(row) != row) return;
        double values[kPilotDraws];
        for (std::size_t i = 0; i < pieces.size(); ++i)
          SeriesRow(spaces[i].series.data(), last - first, row - first)
              .copy(kBlockDraws, values + i * kBlockDraws);
        ranges_->learn(row, values);
      });
    }
  }

  void simulate(const Stretch& stretch) {
    const std::vector<Piece> pieces = pieces_of(options_.first_draw, stretch);
    for_each_index(0, pieces.size(), 1, [&](std::size_t i) {
      const bool stopped = options_.stop != nullptr && *options_.stop;
      if (stopped || failure_.is_before(pieces[i].first)) return;
      bool exists = false;
      Workspace& space = workspaces_.local(exists);
      if (!exists) space = new_workspace(ranges_.has_value());
      simulate_piece(pieces[i], space);
      report(pieces[i], space);
    });
    failure_.raise();
    if (options_.stop != nullptr && *options_.stop) throw Stopped();
  }

  void simulate_piece(const Piece& piece, Workspace& space) {
    const std::uint64_t kept = scenario_.run.keep_trajectories;
    const int keep = piece.place >= kept
                         ? 0
                         : static_cast<int>(std::min<std::uint64_t>(
                               kept - piece.place, static_cast<std::uint64_t>(piece.draws)));
    const Wanted wanted{scenario_.run.fans || keep > 0, keep > 0};
    const int stretch = wanted.series ? stretch_ : shape_.months;
    draw_inputs(piece, space);
    for (int from = 0; from < shape_.months; from += stretch) {
      const int to = std::min(from + stretch, shape_.months);
      simulate_stretch(piece, space, wanted, from, to);
      if (scenario_.run.fans) add_to_fans(piece, space, from, to);
      if (keep > 0)
        tables_.keep_trajectories(from, to, piece.place, keep, space.series.data(),
                                  space.units.data());
    }
    if (space.counts) space.counts->end_of_block();
    tables_.put(piece.place, piece.draws, space.inputs.data(), space.outcomes.data());
    const auto bad = first_undefined_outcome(shape_.paths, piece.draws, space.outcomes.data());
    if (bad)
      failure_.report(piece.first + static_cast<std::uint64_t>(bad->draw),
                      not_finite(scenario_, piece.first + static_cast<std::uint64_t>(bad->draw),
                                 bad->path, std::string("outcome ") + bad->name));
  }

  void add_to_fans(const Piece& piece, Workspace& space, int from, int to) {
    const std::size_t first = shape_.row(from, 0, 0), rows = shape_.row(to, 0, 0) - first;
    const auto values = [&](std::size_t i) { return SeriesRow(space.series.data(), rows, i); };
    bool is_finite = true;
    if (exact_) {
      for (std::size_t i = 0; i < rows; ++i)
        is_finite = exact_->put(first + i, piece.place, values(i), piece.draws) && is_finite;
    } else {
      is_finite = space.counts->add(first, rows, values(0), piece.draws);
    }
    for (std::size_t i = 0; i < rows && !is_finite; ++i) report_series(piece, first + i, values(i));
  }

  void report_series(const Piece& piece, std::size_t row, const SeriesRow& values) {
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

  /// Everything that the threads have counted, together in the first one's memory.
  FanCounts& workspace_counts() {
    FanCounts& total = *workspaces_.begin()->counts;
    for (Workspace& space : workspaces_)
      if (&*space.counts != &total) {
        total.add(*space.counts);
        space.counts->clear();
      }
    return total;
  }

  FanCounts& total_counts() {
    if (!sum_counts_) return workspace_counts();
    if (!workspaces_.empty()) sum_counts_->add(workspace_counts());
    return *sum_counts_;
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
  const std::chrono::steady_clock::time_point began_;

  std::optional<RowRanges> ranges_;
  std::optional<ExactFans> exact_;
  std::optional<FanCounts> sum_counts_;  ///< of stretches loaded or set aside
  std::optional<RowRanges> loaded_ranges_;
  std::optional<FanCounts> loaded_;  ///< of the stretch being loaded
  tbb::enumerable_thread_specific<Workspace> workspaces_;
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
  Run run(scenario, options, whole);
  run.add(whole, nullptr, true);
  return run.results();
}

core::ResultSet run(const scenario::Scenario& scenario, const Options& options,
                    const std::vector<Stretch>& stretches, StretchStore& store) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large(scenario, options.threads);
  Run run(scenario, options, {0, scenario.run.draws});
  for (const Stretch& stretch : stretches) run.add(stretch, &store, stretch == stretches.back());
  return run.results();
}

void run_stretch(const scenario::Scenario& scenario, const Options& options, const Stretch& stretch,
                 StretchStore& store, std::vector<Stretch> pieces, StretchStore* checkpoints) {
  refuse_first_draw(scenario, options.first_draw);
  refuse_if_too_large(scenario, options.threads, stretch.draws);
  if (pieces.empty()) pieces = {stretch};
  Run run(scenario, options, stretch);
  for (const Stretch& piece : pieces) run.add(piece, checkpoints, piece == pieces.back());
  run.keep(store);
}

}  // namespace e2roi::run
