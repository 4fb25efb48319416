#include "tools/page/engine/session.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <string>
#include <utility>

#include "engine/core/error.hpp"
#include "engine/core/pack.hpp"
#include "engine/model/inputs.hpp"
#include "engine/model/series.hpp"
#include "engine/run/tables.hpp"

// Compiled with packs of their own (tools/cmake/page.cmake).
namespace e2roi::model::fours {
void simulate_packs(const BlockTask& task);
std::size_t pack_scratch_bytes(const Setting& setting);
}  // namespace e2roi::model::fours

namespace e2roi::run::eights {
void tally_rows(const double* values, std::size_t stride, int rows, int draws,
                const RowRange* ranges, std::uint16_t* counts, RowSums* sums);
void widen_rows(const double* one, const double* other, int rows, double* least, double* greatest);
}  // namespace e2roi::run::eights

namespace e2roi::page {
namespace {

using model::kBlockDraws;
namespace outcome = model::outcome;
namespace series = model::series;

/// What the charts draw; the page's results hold no other series.
constexpr std::array<int, 13> kShown = {
    series::openness,  series::empowerment,   series::support,    series::response_hours,
    series::customers, series::net_promoters, series::attention,  series::attention_rival,
    series::stage,     series::benefit,       series::cumulative, series::belief,
    series::measured};

/// Neighbouring rows.
struct Rows {
  std::size_t first, count;
};

/// The shown series among those of one path and month.
std::vector<Rows> shown_rows() {
  std::vector<Rows> rows;
  for (const int place : kShown) {
    const auto row = static_cast<std::size_t>(place);
    if (!rows.empty() && rows.back().first + rows.back().count == row)
      ++rows.back().count;
    else
      rows.push_back({row, 1});
  }
  return rows;
}

int padded(int draws) {
  return (draws + core::kPackLanes - 1) / core::kPackLanes * core::kPackLanes;
}

/// As run::shape_of, which stands in a file that asks the machine about its threads.
run::FanShape shape_of(const Plan& plan) {
  const int months = plan.horizon.months;
  std::vector<int> at_rest = {0};
  for (const model::Path& path : plan.paths)
    at_rest.push_back(static_cast<int>(
        std::ceil(std::clamp<double>(model::first_month(path, months), 0, months))));
  return {months, static_cast<int>(at_rest.size()), plan.scenario.run.draws, at_rest};
}

int stretch_of(const run::FanShape& shape) {
  constexpr int kBufferBytes = 1 << 20;
  return std::clamp(kBufferBytes / (shape.paths * series::kCount * kBlockDraws * 8), 1,
                    shape.months);
}

}  // namespace

std::span<const int> shown_series() { return kShown; }

Session::Session(std::unique_ptr<Plan> plan)
    : plan_(std::move(plan)),
      prepared_(plan_->company, plan_->paths, plan_->horizon),
      sampler_(plan_->scenario),
      shape_(shape_of(*plan_)),
      stretch_(stretch_of(shape_)),
      ranges_(shape_),
      scratch_(new_scratch()),
      inputs_(model::kInputs * kBlockDraws),
      series_(static_cast<std::size_t>(stretch_ * shape_.paths * series::kCount * kBlockDraws)),
      block_(static_cast<std::size_t>(shape_.paths * outcome::kCount * kBlockDraws)) {
  counts_.emplace(shape_, ranges_, run::eights::tally_rows);
}

Session::Memory Session::new_scratch() const {
  const std::size_t bytes = (model::fours::pack_scratch_bytes(prepared_.view()) + 63) / 64 * 64;
  Memory memory(std::aligned_alloc(64, bytes), &std::free);
  if (memory == nullptr) throw core::RunError("the page has no memory left for this many paths");
  return memory;
}

void Session::simulate(const run::Piece& piece, void* scratch, const double* inputs, double* values,
                       int from, int to) {
  model::fours::simulate_packs({&prepared_.view(), inputs, piece.first, piece.draws, scratch, from,
                                to, values, nullptr, block_.data()});
}

void Session::count(int from, int to, const double* values, int draws) {
  const std::size_t begin = shape_.row(from, 0, 0), size = shape_.row(to, 0, 0) - begin;
  const std::vector<Rows> shown = shown_rows();
  for (std::size_t all = 0; all < size; all += series::kCount)
    for (const Rows& rows : shown)
      if (!counts_->add(begin + all + rows.first, rows.count,
                        run::SeriesRow(values, size, all + rows.first), draws))
        throw core::RunError("a series is not a finite number in one of the draws");
}

/// A row's range needs all of its pilot values.
void Session::learn_rows(int from, int to, const std::vector<std::vector<double>>& blocks) {
  const std::size_t first = shape_.row(from, 0, 0), last = shape_.row(to, 0, 0);
  const auto in_block = [&](std::size_t block, std::size_t row) {
    return run::SeriesRow(blocks[block].data(), last - first, row - first);
  };
  static_assert(run::kPilotBlocks == 2);
  for (std::size_t all = first; all < last; all += series::kCount)
    for (const int place : kShown) {
      const std::size_t row = all + static_cast<std::size_t>(place);
      if (shape_.original(row) == row)
        ranges_.learn(row, 1, std::array{in_block(0, row), in_block(1, row)},
                      run::eights::widen_rows);
    }
}

/// All blocks of the pilot, a stretch of months at a time.
void Session::pilot(std::uint64_t count) {
  const std::vector<run::Piece> pieces = run::pieces_of(0, {0, run::kPilotDraws});
  std::vector<Memory> scratches;
  std::vector<std::vector<double>> inputs, values;
  for (const run::Piece& piece : pieces) {
    scratches.push_back(new_scratch());
    inputs.emplace_back(inputs_.size());
    values.emplace_back(series_.size());
    sampler_.fill(piece.first, piece.draws, inputs.back().data());
  }
  columns_.resize(static_cast<std::size_t>(shape_.paths * outcome::kCount) * count);
  for (int from = 0; from < shape_.months; from += stretch_) {
    const int to = std::min(from + stretch_, shape_.months);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      simulate(pieces[i], scratches[i].get(), inputs[i].data(), values[i].data(), from, to);
      if (to == shape_.months) keep_outcomes(pieces[i], count);
    }
    learn_rows(from, to, values);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const auto left =
          static_cast<std::int64_t>(count) - static_cast<std::int64_t>(i) * kBlockDraws;
      if (left > 0)
        this->count(from, to, values[i].data(),
                    static_cast<int>(std::min<std::int64_t>(left, kBlockDraws)));
    }
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) counts_->end_of_block();
}

run::Parts Session::ranges() {
  run::Parts parts;
  ranges_.add_parts(parts);
  return parts;
}

/// Keeps what block_ holds of a piece, of which `of` draws are wanted in all.
void Session::keep_outcomes(const run::Piece& piece, std::uint64_t of) {
  if (piece.place >= of) return;
  refuse_undefined(piece);
  const auto draws =
      std::min<std::uint64_t>(static_cast<std::uint64_t>(piece.draws), of - piece.place);
  for (std::size_t row = 0; row < columns_.size() / of; ++row)
    std::copy_n(block_.data() + row * kBlockDraws, draws, columns_.data() + row * of + piece.place);
}

void Session::refuse_undefined(const run::Piece& piece) const {
  const auto bad = run::first_undefined_outcome(shape_.paths, piece.draws, block_.data());
  if (!bad) return;
  throw core::RunError(std::string("outcome ") + bad->name + " of path number " +
                       std::to_string(bad->path) + " is not a finite number in draw " +
                       std::to_string(piece.first + static_cast<std::uint64_t>(bad->draw)));
}

void Session::quick(std::uint64_t first, std::uint64_t count) {
  columns_.resize(static_cast<std::size_t>(shape_.paths * outcome::kCount) * count);
  for (const run::Piece& piece : run::pieces_of(first, {0, count})) {
    sampler_.fill(piece.first, padded(piece.draws), inputs_.data());
    simulate(piece, scratch_.get(), inputs_.data(), nullptr, 0, shape_.months);
    keep_outcomes(piece, count);
  }
}

void Session::run(std::uint64_t first, std::uint64_t count) {
  columns_.resize(static_cast<std::size_t>(shape_.paths * outcome::kCount) * count);
  for (const run::Piece& piece : run::pieces_of(first, {0, count})) {
    sampler_.fill(piece.first, padded(piece.draws), inputs_.data());
    for (int from = 0; from < shape_.months; from += stretch_) {
      const int to = std::min(from + stretch_, shape_.months);
      simulate(piece, scratch_.get(), inputs_.data(), series_.data(), from, to);
      this->count(from, to, series_.data(), piece.draws);
    }
    counts_->end_of_block();
    keep_outcomes(piece, count);
  }
}

run::Parts Session::parts(std::uint64_t draws) {
  run::Parts parts;
  counts_->add_parts({0, draws}, parts);
  return parts;
}

void Session::add_to_total() {
  if (!total_) {
    total_.emplace(shape_, ranges_, run::eights::tally_rows);
    return std::swap(*total_, *counts_);  // nothing to be added to, nothing to be cleared
  }
  total_->add(*counts_);
  counts_->clear();
}

void Session::finish(std::uint64_t draws) { arrays_ = total_->arrays(quantiles(), draws); }

std::uint64_t Session::draws_at_stage(int month, int path, int stage) const {
  return total_->count_of(shape_.original(shape_.row(month, path, series::stage)), stage);
}

}  // namespace e2roi::page
