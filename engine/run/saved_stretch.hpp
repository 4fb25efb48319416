#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/core/outcome.hpp"
#include "engine/model/block.hpp"
#include "engine/model/series.hpp"
#include "engine/run/stretch.hpp"

namespace e2roi::run {

/// A stretch that is saved while it is simulated. Threads may put different pieces at the same
/// time.
class SavedStretch {
 public:
  /// first_draw  of the run
  SavedStretch(StretchStore& store, const Stretch& stretch, std::uint64_t first_draw, int paths)
      : first_block_((first_draw + stretch.place) / model::kBlockDraws),
        to_(store.save(
            stretch, blocks_of(first_draw + stretch.place, stretch.draws),
            static_cast<std::size_t>(paths * model::outcome::kCount) * model::kBlockDraws)) {}

  /// Of a block of which only some draws are the run's, the others become 0.
  ///
  /// outcomes  [path][outcome][model::kBlockDraws]
  void put(const Piece& piece, std::vector<double>& outcomes) const {
    const int missing = model::kBlockDraws - piece.draws;
    for (std::size_t row = 0; missing > 0 && row < outcomes.size(); row += model::kBlockDraws)
      std::fill_n(outcomes.data() + row + piece.draws, missing, 0.0);
    to_->put(piece.first / model::kBlockDraws - first_block_, outcomes);
  }
  void finish(const Parts& parts) const { to_->finish(parts); }

 private:
  std::uint64_t first_block_;  ///< number of its first block, in all draws
  std::unique_ptr<StretchWriter> to_;
};

}  // namespace e2roi::run
