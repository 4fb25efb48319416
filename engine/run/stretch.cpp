#include "engine/run/stretch.hpp"

#include <algorithm>

#include "engine/model/block.hpp"

namespace e2roi::run {
namespace {

using model::kBlockDraws;

/// The stretches between neighbouring places of `ends`, which rise and of which the first is 0.
std::vector<Stretch> between(const std::vector<std::uint64_t>& ends) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 1; i < ends.size(); ++i)
    stretches.push_back({ends[i - 1], ends[i] - ends[i - 1]});
  return stretches;
}

}  // namespace

std::uint64_t blocks_of(std::uint64_t first_draw, std::uint64_t draws) {
  const std::uint64_t in_first = first_draw % kBlockDraws;
  return draws / kBlockDraws + (draws % kBlockDraws + in_first + kBlockDraws - 1) / kBlockDraws;
}

std::vector<Stretch> cut_evenly(std::uint64_t first_draw, std::uint64_t draws,
                                std::uint64_t count) {
  const std::uint64_t blocks = blocks_of(first_draw, draws);
  const std::uint64_t each = blocks / count, longer = blocks % count;
  std::vector<std::uint64_t> ends = {0};
  std::uint64_t done = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    done += each + (i < longer ? 1 : 0);
    ends.push_back(std::min(draws, done * kBlockDraws - first_draw % kBlockDraws));
  }
  return between(ends);
}

std::vector<Stretch> cut_every(std::uint64_t first_draw, std::uint64_t draws, std::uint64_t every) {
  if (every == 0 || every >= draws) return {{0, draws}};
  const std::uint64_t step = (every + kBlockDraws - 1) / kBlockDraws * kBlockDraws;
  std::vector<std::uint64_t> ends = {0};
  for (std::uint64_t end = step - first_draw % step; end < draws; end += step) ends.push_back(end);
  ends.push_back(draws);
  return between(ends);
}

std::vector<Piece> pieces_of(std::uint64_t first_draw, const Stretch& stretch) {
  std::vector<Piece> pieces;
  for (std::uint64_t place = stretch.place; place < stretch.place + stretch.draws;) {
    const std::uint64_t first = first_draw + place;
    const std::uint64_t room = kBlockDraws - first % kBlockDraws;
    const std::uint64_t left = stretch.place + stretch.draws - place;
    const auto count = static_cast<int>(std::min(room, left));
    pieces.push_back({first, place, count});
    place += static_cast<std::uint64_t>(count);
  }
  return pieces;
}

}  // namespace e2roi::run
