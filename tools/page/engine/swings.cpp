#include "tools/page/engine/swings.hpp"

#include <algorithm>

#include "engine/model/block.hpp"
#include "engine/model/inputs.hpp"

namespace e2roi::page {

using model::kBlockDraws;

Swings::Swings(const Session& session, std::uint64_t draws)
    : draws_(draws), values_(model::kInputs, std::vector<double>(1)), one_of_each_(model::kInputs) {
  for (const int input : session.drawn_inputs())
    values_[static_cast<std::size_t>(input)].resize(draws);
}

void Swings::draw(const Session& session, std::uint64_t first, std::uint64_t count) {
  std::vector<double> block(model::kInputs * kBlockDraws);
  for (const run::Piece& piece : run::pieces_of(first, {0, count})) {
    session.draw_inputs(piece.first, piece.draws, block.data());
    const double* from = block.data();
    for (std::vector<double>& own : values_) {
      if (own.size() == 1)
        own[0] = *from;
      else
        std::copy_n(from, piece.draws, own.data() + piece.first);
      from += kBlockDraws;
    }
  }
}

void Swings::order(std::size_t input) {
  if (values_[input].size() == draws_) one_of_each_[input].emplace(values_[input], 1, draws_);
}

std::optional<analysis::Swing> Swings::of(std::size_t input,
                                          std::span<const double> outcome) const {
  if (!one_of_each_[input]) return {};
  const std::vector<analysis::Swing> one = one_of_each_[input]->of(outcome, 1);
  if (one.empty()) return {};
  return one.front();
}

std::vector<double> Swings::values(std::size_t input, std::uint64_t draws) const {
  const std::vector<double>& own = values_.at(input);
  if (own.size() == 1) return std::vector<double>(draws, own[0]);
  return {own.begin(), own.begin() + static_cast<std::ptrdiff_t>(draws)};
}

}  // namespace e2roi::page
