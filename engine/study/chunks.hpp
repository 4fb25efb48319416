#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/run/evaluator.hpp"
#include "engine/run/inputs.hpp"

/// Draws in chunks: a study that only adds up needs memory for one chunk, however many draws.
namespace e2roi::study {

/// Draws of a chunk: a whole number of blocks, enough for 32 threads.
inline constexpr std::uint64_t kChunkDraws = 8192;

/// Calls body(first draw, draws) for each chunk of draws 0 … draws-1, in order.
template <class Body>
void for_each_chunk(std::uint64_t draws, const Body& body) {
  for (std::uint64_t first = 0; first < draws; first += kChunkDraws)
    body(first, std::min(kChunkDraws, draws - first));
}

/// Id of the uncertain input of that key; core::RunError if the model has none.
int input_id(const std::string& key);

/// Values that some inputs have in each draw of a chunk, noted while the rows are filled.
class NotedInputs {
 public:
  explicit NotedInputs(const std::vector<std::string>& keys);
  void note(const run::Rows& rows);
  /// Value of the input that was named as number `place`, in row `row` of the chunk.
  double at(std::size_t place, std::uint64_t row) const {
    return values_[place * kChunkDraws + row];
  }

 private:
  std::vector<int> ids_;
  std::vector<double> values_;
};

/// Fills rows with the inputs and noise of the draws from `first_draw` on. Keeps the sampler by
/// reference.
run::FillRows fill_draws(const run::InputSampler& sampler, std::uint64_t first_draw);

/// What a study reports while it runs: how many rows of all its evaluations are done.
using Progress = std::function<void(std::uint64_t)>;

/// Progress over several evaluations, one after the other.
class ProgressSum {
 public:
  explicit ProgressSum(Progress progress) : progress_(std::move(progress)) {}
  /// Makes `evaluator` report to this.
  void watch(run::Evaluator& evaluator) {
    if (!progress_) return;
    evaluator.on_progress([this](std::uint64_t rows) { progress_(done_ + rows); });
  }
  /// An evaluation of so many rows has ended.
  void finished(std::uint64_t rows) { done_ += rows; }

 private:
  Progress progress_;
  std::uint64_t done_ = 0;
};

}  // namespace e2roi::study
