#include "engine/run/run_fans.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/run/parallel.hpp"

namespace e2roi::run {
namespace {

constexpr const char* kNone = "none: run.fans is false";
constexpr const char* kExact = "exact";
constexpr const char* kBinned =
    "binned: 252 bins between the least and greatest value of draws 0 to 511, equal in the value "
    "or, where tails reach far, in its signed octaves; a quantile between those errs by at "
    "most "
    "its bin";

}  // namespace

RunFans::RunFans(const scenario::Scenario& scenario, const FanShape& shape, const char* level,
                 const Stretch& held)
    : are_wanted_(scenario.run.fans),
      shape_(shape),
      held_(held),
      kernel_(row_kernel_for(level)),
      threads_([this] { return new_counts(); }) {
  if (are_wanted_ && keeps_every_value(shape_)) exact_.emplace(shape_, held);
}

bool RunFans::learn(std::size_t first, std::size_t rows,
                    const std::array<const double*, kPilotBlocks>& blocks, bool is_part) {
  std::atomic<bool> is_finite = true;
  FanCounts* const counts = is_part ? &threads_.local() : nullptr;
  for_each_index(0, (rows + kRowsAtOnce - 1) / kRowsAtOnce, 1, [&](std::size_t some) {
    const std::size_t from = some * kRowsAtOnce, to = std::min(from + kRowsAtOnce, rows);
    static_assert(kPilotBlocks == 2);
    ranges_->learn(first + from, to - from,
                   std::array{SeriesRow(blocks[0], rows, from), SeriesRow(blocks[1], rows, from)},
                   kernel_.widen);
    // Each row has its own counts: they are one set here, whichever thread has which rows.
    for (std::size_t b = 0; counts != nullptr && b < blocks.size(); ++b)
      if (!counts->add(first + from, to - from, SeriesRow(blocks[b], rows, from),
                       model::kBlockDraws))
        is_finite = false;
  });
  return is_finite;
}

void RunFans::end_of_pilot(bool is_part) {
  for (std::size_t b = 0; is_part && b < kPilotBlocks; ++b) threads_.local().end_of_block();
}

bool RunFans::add(std::size_t first, std::size_t rows, std::uint64_t place, const double* series,
                  int draws) {
  if (!exact_) return threads_.local().add(first, rows, SeriesRow(series, rows, 0), draws);
  bool is_finite = true;
  for (std::size_t row = 0; row < rows; ++row)
    is_finite = exact_->put(first + row, place, SeriesRow(series, rows, row), draws) && is_finite;
  return is_finite;
}

void RunFans::end_of_block() {
  if (counts()) threads_.local().end_of_block();
}

/// Everything that the threads have counted, together in the first one's memory.
FanCounts& RunFans::of_threads() {
  FanCounts& total = *threads_.begin();
  for (FanCounts& counts : threads_)
    if (&counts != &total) {
      total.add(counts);
      counts.clear();
    }
  return total;
}

/// All that was counted, loaded or set aside. To be called once, at the end.
FanCounts& RunFans::total() {
  if (!sum_) return of_threads();
  if (!threads_.empty()) sum_->add(of_threads());
  return *sum_;
}

void RunFans::add_parts(const Stretch& stretch, Parts& parts) {
  if (exact_) exact_->add_parts(stretch, parts);
  if (!counts()) return;
  ranges_->add_parts(parts);
  (stretch == held_ ? total() : of_threads()).add_parts(stretch, parts);
}

void RunFans::add_parts_to_load(const Stretch& stretch, Parts& parts) {
  if (exact_) exact_->add_parts(stretch, parts);
  if (!counts()) return;
  if (!loaded_ranges_) loaded_ranges_.emplace(shape_);
  if (loaded_)
    loaded_->clear();
  else
    loaded_.emplace(shape_, *loaded_ranges_, kernel_.tally);
  loaded_ranges_->add_parts(parts);
  loaded_->add_parts(stretch, parts);
}

bool RunFans::can_add_loaded() {
  if (!counts()) return true;
  if (!ranges_) ranges_ = loaded_ranges_;
  return ranges_->same_bits(*loaded_ranges_);
}

void RunFans::add_loaded() {
  if (!counts()) return;
  if (!sum_) sum_.emplace(new_counts());
  sum_->add(*loaded_);
}

void RunFans::set_aside() {
  if (!counts()) return;
  if (!sum_) sum_.emplace(new_counts());
  sum_->add(of_threads());
  for (FanCounts& counts : threads_) counts.clear();
}

std::vector<core::NamedArray> RunFans::arrays(const std::vector<double>& probabilities) {
  if (!are_wanted_) return {};
  if (exact_) return exact_->arrays(probabilities);
  return total().arrays(probabilities);
}

const char* RunFans::method() const {
  if (!are_wanted_) return kNone;
  return exact_ ? kExact : kBinned;
}

}  // namespace e2roi::run
